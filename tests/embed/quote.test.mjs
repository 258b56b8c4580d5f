// Asking: what comes back is plain, complete and tagged, and nothing that is asked makes the engine throw.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertPlain, basket, complete, lawOnly, pack } from "./harness.mjs";

const engine = complete();

/** `19.90` as whole cents of a cent, for adding up without floats. */
const exact = (decimal) => {
  const [whole, part = ""] = decimal.split(".");
  assert.ok(part.length <= 8, decimal);
  return BigInt(whole + part.padEnd(8, "0"));
};

test("a quote is plain objects all the way down", () => {
  const result = engine.quote(basket());
  assert.equal(result.status, "quoted");
  assertPlain(result);
});

test("an answer survives JSON unchanged", () => {
  const result = engine.quote(basket());
  assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
});

test("the sums add up: goods, carriage, insurance and every charge are the landed cost", () => {
  for (const to of ["DE", "FR", "GB", "AU", "NZ", "SG"]) {
    const { status, quote } = engine.quote(basket({ to }));
    if (status !== "quoted") continue;
    for (const bound of ["low", "high"]) {
      const charges = quote.charges.map(({ amount }) => exact(amount[bound]));
      const all = [quote.goods, quote.freight, quote.insurance].map(exact).concat(charges);
      const total = all.reduce((sum, part) => sum + part, 0n);
      assert.equal(total, exact(quote.landedCost[bound]), `${to} ${bound}`);
      const payable = quote.payable.reduce((sum, { amount }) => sum + exact(amount[bound]), 0n);
      assert.equal(payable, charges.reduce((sum, charge) => sum + charge, 0n), `${to} ${bound}, by debtor`);
    }
  }
});

test("every charge leads to its law", () => {
  const { quote } = engine.quote(basket());
  assert.ok(quote.charges.length > 0);
  for (const charge of quote.charges) {
    for (const id of [charge.measure, ...charge.because]) {
      const measure = engine.measure(id);
      assertPlain(measure, id);
      assert.equal(measure.id, id);
      assert.ok(measure.cite.length > 0, `${id} cites nothing`);
    }
  }
  assert.equal(engine.measure("no-such-measure"), undefined);
});

test("the same question has the same answer", () => {
  assert.deepEqual(engine.quote(basket()), engine.quote(basket()));
  assert.deepEqual(complete().quote(basket()), engine.quote(basket()));
});

test("missing, undefined and null mean the same", () => {
  const without = engine.quote(basket());
  for (const nothing of [undefined, null]) {
    const more = { transaction: nothing, carriage: nothing, insurance: nothing, buyer: nothing, dataset: nothing };
    assert.deepEqual(engine.quote(basket(more)), without, `${nothing}`);
  }
});

test("parts of a country that a postcode tells apart stand beside the answer, and a postcode leaves nothing beside it", () => {
  const spain = basket({ to: "ES", from: "CN", assessmentDate: "2026-11-21", freight: "5.00", lines: [{ code: "610910", description: "cotton T-shirt", quantity: 2, unitPrice: "20.00" }] });
  const { quote } = engine.quote(spain);
  assert.ok(quote.needs.some(({ code, item }) => code === "postcode" && item === null));
  const { landedCost, parts } = engine.elsewhere(spain);
  assert.deepEqual(landedCost, { low: "45.23", high: "49.50" });
  assert.deepEqual(parts.map(({ to, currency, landedCost }) => [to, currency, landedCost.low]), [["ES-CE", "EUR", "45.23"], ["ES-ML", "EUR", "45.23"], ["ES-CN", "EUR", "48.00"]]);
  const known = { ...spain, postcode: "28001" };
  assert.ok(!engine.quote(known).quote.needs.some(({ code }) => code === "postcode"));
  assert.deepEqual(engine.elsewhere(known), { landedCost: null, parts: [] });
  // What cannot be read has no parts; `quote` says what is wrong.
  assert.equal(engine.elsewhere({ to: "ES" }), undefined);
});

test("what is no basket at all is told without a word of a program's types", () => {
  for (const wrong of [null, undefined, "hello", 5, true, [], Symbol("x"), () => 1, { ...basket(), lines: {} }, { ...basket(), lines: "x" }, { ...basket(), seller: "ioss" }, basket({ lines: [{ unitPrice: {}, code: "610910" }] }), { ...basket(), dataset: Symbol("x") }]) {
    const { status, problems } = engine.quote(wrong);
    assert.equal(status, "invalid");
    for (const { message } of problems) assert.doesNotMatch(message, /struct|JsValue|sequence|unit value|floating|Reflect|is missing/, message);
  }
});

test("a price as number or as text is the same price", () => {
  const asked = (unitPrice) => engine.quote(basket({ lines: [{ code: "610910", unitPrice }] }));
  assert.deepEqual(asked(19.9), asked("19.90"));
});

test("a frozen basket is left alone", () => {
  const frozen = Object.freeze(basket());
  assert.equal(engine.quote(frozen).status, "quoted");
});

test("what is wrong with a question is said all at once, with its place", () => {
  const result = engine.quote({ to: "Narnia", from: 7, currency: "€", assessmentDate: "2026-02-30", lines: [] });
  assert.equal(result.status, "invalid");
  assertPlain(result);
  const paths = result.problems.map(({ path }) => path);
  assert.deepEqual(paths.sort(), ["assessmentDate", "currency", "from", "lines", "to"]);
  for (const { message, help } of result.problems) assert.ok(message && help);
});

test("whatever is asked, the engine answers instead of throwing", () => {
  const odd = [undefined, null, 0, "basket", true, [], {}, () => {}, Symbol.iterator, new Date(), new Map(), NaN, 10n];
  const fields = ["to", "from", "assessmentDate", "currency", "freight", "lines", "seller", "elections", "exchangeRates"];
  const inLine = ["code", "quantity", "unitPrice", "netWeight", "quantities", "facts", "claims", "origin", "description"];
  for (const value of odd) {
    assert.ok(["invalid", "not-covered"].includes(engine.quote(value).status), `quote(${String(value)})`);
    for (const field of fields) assertPlain(engine.quote(basket({ [field]: value })), field);
    for (const field of inLine) {
      const line = { code: "610910", unitPrice: "12.50", [field]: value };
      assertPlain(engine.quote(basket({ lines: [line] })), `lines[0].${field}`);
    }
  }
  for (const unitPrice of ["-1", "1e400", "1".repeat(40), "0.000000001", "", " ", "1,50", Infinity, -0]) {
    assertPlain(engine.quote(basket({ lines: [{ code: "610910", unitPrice }] })), `unitPrice ${unitPrice}`);
  }
});

test("a getter that throws is the caller's, and the engine goes on", () => {
  const engine = lawOnly();
  for (const basket of [{ get to() { throw new Error("no"); } }, { lines: [{ get code() { throw new Error("no"); } }] }]) {
    assert.throws(() => engine.quote(basket), /^Error: no$/);
    assert.equal(engine.quote({}).status, "invalid");
  }
  assert.equal(engine.load(pack("eu.pack")).kind, lawOnly().load(pack("eu.pack")).kind);
});

test("one bad line never sinks the basket", () => {
  const good = { code: "610910", unitPrice: "12.50" };
  const { status, quote } = engine.quote(basket({ lines: [good, { code: "610910", unitPrice: "twelve" }] }));
  assert.equal(status, "quoted");
  assert.deepEqual(quote.lines.map((line) => line.status), ["priced", "flagged"]);
});

test("a day before the tables begin is not covered, and neither is a place nobody wrote down", () => {
  for (const more of [{ assessmentDate: "1999-12-31" }, { to: "AQ" }]) {
    const result = engine.quote(basket(more));
    assert.equal(result.status, "not-covered");
    assertPlain(result);
  }
});

test("the directory names places and says of which edition it is", () => {
  const directory = engine.directory();
  assertPlain(directory, "directory");
  assert.ok(directory.edition);
  assert.ok(directory.places.some(({ code, destination }) => code === "DE" && destination));
});

test("a basket of a thousand lines is answered", () => {
  const lines = Array.from({ length: 1000 }, (_, i) => ({ code: "610910", unitPrice: `${1 + (i % 40)}.95`, description: `shirt ${i}` }));
  const { status, quote } = engine.quote(basket({ lines }));
  assert.equal(status, "quoted");
  assert.equal(quote.lines.length, 1000);
});
