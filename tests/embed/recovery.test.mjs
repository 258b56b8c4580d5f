// What can be got back, in Node: the second module answers as the command line does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Compliance, pack } from "./harness.mjs";

function module() {
  const compliance = new Compliance();
  compliance.load(pack("recovery.pack"));
  return compliance;
}

const question = { on: "2026-11-22", to: "GB", reason: "returned", imported: "2026-10-01", paidTo: "carrier", carriage: "express" };

test("a way back has its last day, its form and its source", () => {
  const { claims, held, edition } = module().recoveries(question);
  assert.equal(held, true);
  assert.match(edition, /^\d{4}-\d{2}-\d{2}/);
  const claim = claims.find(({ id }) => id === "gb-withdrawal");
  assert.deepEqual([claim.standing, claim.deadline, claim.daysLeft], ["open", "2026-12-30", 38]);
  assert.deepEqual([claim.period, claim.counted, claim.due], ["90 days", "import", "claim"]);
  assert.match(claim.url, /^https:\/\//);
});

test("a last day on a Saturday is moved where the law says so, and says where that is written", () => {
  const asked = { on: "2026-11-22", to: "DE", reason: "overcharged", notified: "2026-10-21", paidTo: "carrier", carriage: "express" };
  const claim = module().recoveries(asked).claims.find(({ id }) => id === "de-objection");
  assert.deepEqual([claim.standing, claim.deadline, claim.moved, claim.daysLeft], ["open", "2026-11-21", "2026-11-23", 1]);
  assert.notEqual(claim.restBasis, "");
  const british = module().recoveries(question).claims.find(({ id }) => id === "gb-withdrawal");
  assert.deepEqual([british.moved, british.restBasis], [null, ""]);
});

test("without the day there is a rule and no date", () => {
  const { imported, ...undated } = question;
  const claim = module().recoveries(undated).claims.find(({ id }) => id === "gb-withdrawal");
  assert.deepEqual([claim.standing, claim.deadline, claim.daysLeft, claim.period], ["undated", null, null, "90 days"]);
});

test("without its pack there is no answer, and a question that cannot be read is refused with a sentence", () => {
  assert.equal(new Compliance().recoveries(question), undefined);
  const asked = module();
  for (const bad of [undefined, null, 7, "GB", [], { ...question, reason: "stolen" }, { ...question, to: "<b>" }, { ...question, imported: "soon" }, { ...question, more: 1 }, { on: question.on }]) {
    assert.throws(() => asked.recoveries(bad), { code: "not-a-mishap" }, JSON.stringify(bad));
  }
  const circle = { ...question };
  circle.self = circle;
  assert.throws(() => asked.recoveries(circle), { code: "not-a-mishap" });
  // A getter that throws is the caller's, and harms nothing.
  assert.throws(() => asked.recoveries({ ...question, get to() { throw new Error("no"); } }));
  assert.ok(asked.recoveries(question).claims.length > 0);
});
