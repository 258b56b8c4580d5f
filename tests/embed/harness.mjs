// The built engine in Node, loaded as an embedding program would load it. `cargo xtask test --only wasm` builds it first.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";

const www = new URL("../../www/", import.meta.url);

export const module_ = await import(new URL("pkg/dutybound.js", www));
await module_.default({ module_or_path: readFileSync(new URL("pkg/dutybound_bg.wasm", www)) });
export const { Engine } = module_;

/** The names of all packs that were built. */
export const packs = readdirSync(new URL("packs/", www)).filter((name) => !name.endsWith(".br")).sort();

export function pack(name) {
  return new Uint8Array(readFileSync(new URL(`packs/${name}`, www)));
}

/** An engine with every pack loaded. */
export function loaded() {
  const engine = Engine.new();
  for (const name of packs) engine.load(pack(name));
  return engine;
}

/**
 * What crosses the boundary is plain: objects with camelCase keys, arrays, text, whole numbers, booleans. No Map (whose
 * fields read as undefined), no float (money is text), no undefined hiding in a list.
 */
export function assertPlain(value, path = "result") {
  if (value === null || ["string", "boolean", "undefined"].includes(typeof value)) return;
  if (typeof value === "number") {
    assert.ok(Number.isSafeInteger(value), `${path} is ${value}: a number that is not whole must be text`);
    return;
  }
  assert.equal(typeof value, "object", `${path} is a ${typeof value}`);
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      assert.notEqual(item, undefined, `${path}[${index}] is undefined`);
      assertPlain(item, `${path}[${index}]`);
    });
    return;
  }
  assert.equal(Object.getPrototypeOf(value), Object.prototype, `${path} is a ${value.constructor?.name}`);
  for (const [key, item] of Object.entries(value)) {
    assert.match(key, /^[a-z][a-zA-Z0-9]*$/, `${path}.${key} is not camelCase`);
    assertPlain(item, `${path}.${key}`);
  }
}
