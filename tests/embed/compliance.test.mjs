// The second module in Node: it loads its own packs and no others, and holds none of the engine's code.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Compliance, compliance, pack, packs } from "./harness.mjs";

test("its packs load, and those of the engine are refused with a reason", () => {
  const module = new Compliance();
  for (const file of packs) {
    if (file === "declaration.pack") assert.equal(module.load(pack(file)).kind, "declaration");
    else assert.throws(() => module.load(pack(file)), { code: "wrong-pack" }, file);
  }
});

test("a changed byte is refused", () => {
  const good = pack("declaration.pack");
  for (const at of [0, 6, 10, 45, Math.floor(good.length / 2), good.length - 1]) {
    const bad = good.slice();
    bad[at] ^= 1;
    assert.throws(() => new Compliance().load(bad), /./, `byte ${at}`);
  }
});

test("all 37 elements, in their order", () => {
  const elements = compliance().elements();
  assert.deepEqual(elements.map(({ number }) => number), Array.from({ length: 37 }, (_, i) => i + 1));
  assert.equal(elements[17].element, "description");
});

test("neither module carries the other's entry points", () => {
  const glue = (path) => readFileSync(new URL(`../../www/${path}`, import.meta.url), "utf8");
  assert.match(glue("pkg/dutybound.js"), /export class Engine/);
  assert.doesNotMatch(glue("pkg/dutybound.js"), /class Compliance/);
  assert.match(glue("pkg-compliance/compliance.js"), /export class Compliance/);
  assert.doesNotMatch(glue("pkg-compliance/compliance.js"), /class Engine/);
});
