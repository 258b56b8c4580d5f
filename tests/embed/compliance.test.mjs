// The second module in Node: it loads its own packs and no others, and holds none of the engine's code.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Compliance, assertPlain, compliance, pack, packs } from "./harness.mjs";

test("its packs load, and those of the engine are refused with a reason", () => {
  const module = new Compliance();
  for (const file of packs) {
    const own = ["declaration", "recovery"].find((kind) => file === `${kind}.pack`);
    if (own) assert.equal(module.load(pack(file)).kind, own);
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

const bag = JSON.parse(readFileSync(new URL("../parcels/bag-to-us.json", import.meta.url), "utf8"));

test("the command line and the module agree to the last field", () => {
  const module = compliance();
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "dutybound-"));
  try {
    for (const parcel of [bag, { ...bag, to: "DE", carriage: "express", answers: { "eu-ioss": true }, lines: [{ description: "parts", code: "95" }] }]) {
      const file = join(folder, "parcel.json");
      writeFileSync(file, JSON.stringify(parcel));
      const words = ["run", "--quiet", "--locked", "--all-features", "--bin", "dutybound", "--", "parcel", "check", file, "--json"];
      const { stdout } = spawnSync("cargo", words, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
      const result = module.check(parcel);
      assertPlain(result);
      assert.deepEqual(result, JSON.parse(stdout));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a parcel that cannot be read is told, whatever it is", () => {
  const module = compliance();
  const circle = {};
  circle.to = circle;
  for (const wrong of [null, undefined, 5, "x", [], {}, circle, { ...bag, colour: "red" }, { ...bag, on: "tomorrow" }, { ...bag, get order() { throw new Error("no"); } }, { ...bag, lines: Array(1000).fill({}) }]) {
    const result = module.check(wrong);
    assert.equal(result.status, "invalid");
    assert.ok(result.problems[0].message.length < 400);
  }
  assert.equal(module.check(bag).status, "checked", "and it still works");
  assert.equal(new Compliance().check(bag).problems[0].code, "pack-not-loaded");
});

test("neither module carries the other's entry points", () => {
  const glue = (path) => readFileSync(new URL(`../../www/${path}`, import.meta.url), "utf8");
  assert.match(glue("pkg/dutybound.js"), /export class Engine/);
  assert.doesNotMatch(glue("pkg/dutybound.js"), /class Compliance/);
  assert.match(glue("pkg-compliance/compliance.js"), /export class Compliance/);
  assert.doesNotMatch(glue("pkg-compliance/compliance.js"), /class Engine/);
});
