// One answer, whoever asks: the engine in JavaScript says exactly what the command line prints.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { complete } from "./harness.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const baskets = new URL("../../benches/baskets/", import.meta.url);
const engine = complete();

function commandLine(file) {
  const words = ["run", "--quiet", "--locked", "--all-features", "--bin", "dutybound", "--", "quote", file, "--json"];
  return JSON.parse(execFileSync("cargo", words, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 }));
}

for (const name of readdirSync(baskets).sort()) {
  test(`${name}: the command line and the engine agree to the last field`, () => {
    const file = fileURLToPath(new URL(name, baskets));
    const printed = commandLine(file);
    const answered = engine.quote(JSON.parse(readFileSync(file, "utf8")));
    assert.equal(answered.status, "quoted");
    // The command line reads the tables as text, which has no digest; the engine reads a pack, which has.
    assert.match(answered.quote.digest, /^[0-9a-f]{64}$/);
    printed.quote.digest = answered.quote.digest;
    assert.deepEqual(answered, printed);
  });
}
