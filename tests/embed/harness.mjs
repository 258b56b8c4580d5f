// The built engine in Node, loaded as an embedding program would load it. `cargo xtask test --only wasm` builds it first.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";

const www = new URL("../../www/", import.meta.url);

const module = await import(new URL("pkg/dutybound.js", www));
await module.default({ module_or_path: readFileSync(new URL("pkg/dutybound_bg.wasm", www)) });
export const { Engine } = module;

const second = await import(new URL("pkg-compliance/compliance.js", www));
await second.default({ module_or_path: readFileSync(new URL("pkg-compliance/compliance_bg.wasm", www)) });
export const { Compliance } = second;

/** The files of all packs that were built. */
export const packs = readdirSync(new URL("packs/", www)).filter((name) => name.endsWith(".pack")).sort();

export function pack(file) {
  return new Uint8Array(readFileSync(new URL(`packs/${file}`, www)));
}

/** The law of the world without any tariff, as a page has it at first. */
export function lawOnly() {
  const engine = new Engine();
  engine.load(pack("world.pack"));
  return engine;
}

/** An engine with every pack. */
export function complete() {
  const engine = lawOnly();
  for (const file of packs) engine.load(pack(file));
  return engine;
}

/** The second module with its packs. */
export function compliance() {
  const module = new Compliance();
  for (const file of ["declaration.pack", "recovery.pack"]) module.load(pack(file));
  return module;
}

/** A basket that every destination can read; `more` changes or adds fields. */
export function basket(more = {}) {
  return {
    to: "DE",
    from: "CN",
    assessmentDate: "2026-09-01",
    currency: "EUR",
    freight: "5.00",
    lines: [{ description: "T-shirt, cotton", code: "610910", quantity: 2, unitPrice: "12.50" }],
    ...more,
  };
}

/**
 * What crosses the boundary is plain: objects with camelCase keys, arrays, text, whole numbers, booleans and null. No Map
 * (whose fields read as undefined), no float (money is text), nothing undefined.
 */
export function assertPlain(value, path = "result") {
  if (value === null || ["string", "boolean"].includes(typeof value)) return;
  if (typeof value === "number") {
    assert.ok(Number.isSafeInteger(value), `${path} is ${value}: a number that is not whole must be text`);
    return;
  }
  assert.equal(typeof value, "object", `${path} is ${typeof value}`);
  if (Array.isArray(value)) {
    value.forEach((item, index) => assertPlain(item, `${path}[${index}]`));
    return;
  }
  assert.equal(Object.getPrototypeOf(value), Object.prototype, `${path} is a ${value.constructor?.name}`);
  for (const [key, item] of Object.entries(value)) {
    assert.match(key, /^[a-z][a-zA-Z0-9]*$/, `${path}.${key} is not camelCase`);
    assertPlain(item, `${path}.${key}`);
  }
}
