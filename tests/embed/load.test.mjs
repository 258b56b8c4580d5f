// Loading: what is broken is refused in words, and a refusal spoils nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine, assertPlain, pack, packs } from "./harness.mjs";

test("every pack loads and says what it is", () => {
  assert.ok(packs.length > 0, "there are packs");
  const engine = Engine.new();
  for (const name of packs) assertPlain(engine.load(pack(name)), name);
});

test("what is not a pack is refused with an Error that has a sentence", () => {
  const engine = Engine.new();
  for (const bytes of [new Uint8Array(), new Uint8Array(100), new TextEncoder().encode("<!doctype html>")]) {
    assert.throws(() => engine.load(bytes), (error) => {
      assert.ok(error instanceof Error, `thrown: ${error}`);
      assert.match(error.message, /\w+ \w+/);
      return true;
    });
  }
});

test("a pack with one changed byte is refused, and the right one still loads after it", () => {
  const engine = Engine.new();
  for (const name of packs) {
    const good = pack(name);
    for (const at of [0, Math.floor(good.length / 2), good.length - 1]) {
      const bad = good.slice();
      bad[at] ^= 1;
      assert.throws(() => engine.load(bad), Error, `${name} with byte ${at} changed`);
    }
    const cut = good.slice(0, good.length - 1);
    assert.throws(() => engine.load(cut), Error, `${name} cut short`);
    engine.load(good);
  }
});
