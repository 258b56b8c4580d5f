// Loading: what is broken is refused in words, and a refusal spoils nothing.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { Engine, assertPlain, basket, complete, lawOnly, pack, packs } from "./harness.mjs";

const refusal = (code) => (error) => {
  assert.ok(error instanceof Error, `thrown: ${error}`);
  assert.match(error.message, /\w+ \w+ \w+/, "a sentence");
  assert.equal(error.code, code);
  return true;
};

test("every pack loads and says what it is", () => {
  const engine = lawOnly();
  for (const file of packs) {
    const info = engine.load(pack(file));
    assertPlain(info, file);
    assert.deepEqual(Object.keys(info).sort(), ["digest", "edition", "kind", "name"]);
    assert.equal(`${info.name}.pack`, file);
    assert.match(info.digest, /^[0-9a-f]{64}$/);
  }
});

test("what is not a pack is refused with an Error that has a sentence and a code", () => {
  const engine = new Engine();
  for (const bytes of [new Uint8Array(), new Uint8Array(100), new TextEncoder().encode("<!doctype html>".repeat(9))]) {
    assert.throws(() => engine.load(bytes), refusal("not-a-pack"));
  }
});

test("a pack with one changed byte is refused, wherever the byte is", () => {
  const good = pack("world.pack");
  const header = Array.from({ length: 60 }, (_, position) => position);
  for (const at of [...header, Math.floor(good.length / 2), good.length - 1]) {
    const bad = good.slice();
    bad[at] ^= 1;
    assert.throws(() => new Engine().load(bad), Error, `byte ${at} changed`);
  }
});

test("a digest made by the host stands in for the engine's own, and a wrong one refuses the pack", () => {
  const good = pack("world.pack");
  const covered = Buffer.concat([good.subarray(4, 7), good.subarray(39)]);
  const digest = createHash("sha256").update(covered).digest("hex");
  assert.equal(new Engine().load(good, digest).digest, digest);
  assert.throws(() => new Engine().load(good, digest.replace(/^./, (first) => (first === "0" ? "1" : "0"))), refusal("wrong-digest"));
});

test("the law of a place is named once its sources are there, whenever it was first asked for", () => {
  const engine = lawOnly();
  engine.load(pack("words.pack"));
  engine.load(pack("no.pack"));
  const question = { ...basket(), to: "NO" };
  const measure = engine.quote(question).quote.charges[0].measure;
  assert.equal(engine.measure(measure).title, "");
  engine.load(pack("sources.pack"));
  assert.notEqual(engine.measure(measure).title, "");
  engine.load(pack("ch.pack"));
  const later = engine.quote({ ...basket(), to: "CH" }).quote.charges[0].measure;
  assert.ok(engine.measure(later).cite.length > 0, later);
});

test("a pack cut short is refused, and the whole one loads after it", () => {
  const engine = new Engine();
  const good = pack("world.pack");
  for (const length of [0, 10, 50, Math.floor(good.length / 2), good.length - 1]) {
    assert.throws(() => engine.load(good.slice(0, length)), Error, `cut to ${length}`);
  }
  assert.equal(engine.load(good).kind, "world");
});

test("a refused pack leaves the loaded law in place", () => {
  const engine = complete();
  const before = engine.quote(basket());
  assert.throws(() => engine.load(new Uint8Array(100)), refusal("not-a-pack"));
  assert.deepEqual(engine.quote(basket()), before);
});

test("a missing tariff is named, and the same question is answered once it is loaded", () => {
  const engine = lawOnly();
  const first = engine.quote(basket());
  assert.equal(first.status, "not-covered");
  assert.equal(first.reason.code, "pack-not-loaded");
  assert.ok(first.reason.packs.length > 0);
  for (const name of first.reason.packs) engine.load(pack(`${name}.pack`));
  assert.equal(engine.quote(basket()).status, "quoted");
});
