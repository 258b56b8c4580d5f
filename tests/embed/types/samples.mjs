// Writes real answers of the engine as TypeScript, so that the compiler compares them with the hand-written types: a
// field more or less, or a word that the types do not know, is an error there.
//
//   node tests/embed/types/samples.mjs FILE
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { basket, complete, compliance, lawOnly, pack, packs } from "../harness.mjs";

const target = process.argv[2];
const engine = complete();
const directory = engine.directory();
const kept = new Map();

/** Keeps a value of a type unless one of the same form was kept before: new words and new combinations count. */
function keep(type, value) {
  const form = `${type} ${JSON.stringify(shape(value))}`;
  if (!kept.has(form)) kept.set(form, { type, value });
}

/** The form of a value: its keys, the kinds of its values, and its short words; longer text is only text. */
function shape(value) {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shape(item))))].sort();
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shape(item)]));
  }
  const isWord = typeof value === "string" && /^[a-z]+(-[a-z]+)*$/.test(value) && value.length < 16;
  return isWord ? value : typeof value;
}

const lines = [
  [{ code: "610910", unitPrice: "9.90", quantity: 3, description: "T-shirt" }],
  [{ code: "640411", unitPrice: "260.00", origin: "VN" }, { code: "220421", unitPrice: "15.00", description: "wine" }],
  [{ unitPrice: "40.00", description: "knife" }, { code: "61", unitPrice: "30" }, { code: "x", unitPrice: "y" }],
  [{ code: "240220", unitPrice: "30.00", netWeight: "0.2" }, { code: "930200", unitPrice: "300.00" }],
];
const ways = [{}, { carriage: "express", transaction: "gift" }, { transaction: "commercial", seller: { registrations: [] } }];
for (const { code: to } of directory.places) {
  for (const goods of lines) for (const way of ways) keep("QuoteResult", engine.quote(basket({ to, lines: goods, ...way })));
}
keep("QuoteResult", engine.quote(basket({ to: "AQ" })));
keep("QuoteResult", engine.quote(basket({ assessmentDate: "1999-12-31" })));
keep("QuoteResult", engine.quote(basket({ to: 1, lines: [] })));
keep("QuoteResult", lawOnly().quote(basket()));
// Priced, prohibited, and with tables that are not loaded.
for (const to of ["ES", "FR", "US", "GB"]) for (const goods of lines) keep("Elsewhere", engine.elsewhere(basket({ to, lines: goods })));
keep("Elsewhere", lawOnly().elsewhere(basket({ to: "GB" })));
keep("Elsewhere", engine.elsewhere(basket({ to: "ES", lines: [{ code: "610910", unitPrice: "20.00", facts: { "input-from-xinjiang": true } }] })));

const measures = new Set();
for (const { value } of kept.values()) {
  for (const charge of value.quote?.charges ?? []) [charge.measure, ...charge.because].forEach((id) => measures.add(id));
  for (const relief of value.quote?.reliefs ?? []) measures.add(relief.measure);
}
for (const id of measures) keep("Measure", engine.measure(id));
for (const file of packs) keep("PackInfo", engine.load(pack(file)));
// The whole directory is long; a few of each list are enough, as long as every form is among them.
const few = (items) => [...new Map(items.map((item) => [JSON.stringify(shape(item)), item])).values()].slice(0, 20);
const shortened = Object.entries(directory).map(([key, value]) => [key, Array.isArray(value) ? few(value) : value]);
keep("Directory", Object.fromEntries(shortened));

// What the second module says of parcels: ready, poor and not, by post and by express, everywhere, and records it cannot read.
const module = compliance();
const bag = JSON.parse(readFileSync(new URL("../../parcels/bag-to-us.json", import.meta.url), "utf8"));
const parcels = [bag, { ...bag, from: "GB", currency: "GBP", fiscalReference: { kind: "ioss", number: "IM1" }, answers: { "eu-ioss": true } }, { on: "2026-11-21", to: "US", carriage: "post", lines: [{ description: "parts", code: "9503", gtin: "1", value: "-1" }], consigneeIds: [{ kind: "cpf", number: "1" }] }];
for (const parcel of parcels) {
  for (const to of ["US", "DE", "BR", "NO", "SG", "MG", "KE"]) {
    for (const carriage of ["post", "express"]) keep("ParcelResult", module.check({ ...parcel, to, carriage }));
  }
}
for (const wrong of [{ ...bag, colour: "red" }, null, 5, [], { ...bag, lines: Array(1000).fill({}) }]) keep("ParcelResult", module.check(wrong));

// What can be got back: every reason, with and without a day, and a place of which nothing is held.
for (const to of ["US", "DE", "GB", "SE", "NZ", "BR", "MG"]) {
  for (const reason of ["returned", "faulty", "refused", "lost", "overcharged", "double-tax"]) {
    keep("Recourse", module.recoveries({ on: "2026-11-22", to, from: "GB", reason, imported: "2026-10-01", paidTo: "carrier", carriage: "post", parcel: "90 EUR" }));
    keep("Recourse", module.recoveries({ on: "2026-11-22", to, reason }));
  }
}

const types = [...new Set([...kept.values()].map(({ type }) => type))].sort();
const from = (path) => relative(dirname(target), fileURLToPath(new URL(path, import.meta.url))).replaceAll("\\", "/");
const elsewhere = { ParcelResult: "../../../www/src/parcel/types", Recourse: "../../../www/src/bill/types" };
const text = [
  ...Object.entries(elsewhere).map(([type, path]) => `import type { ${type} } from "${from(path)}";`),
  `import type { ${types.filter((type) => !(type in elsewhere)).join(", ")} } from "${from("../../../www/src/types")}";`,
  ...[...kept.values()].map(({ type, value }, i) => `export const sample${i}: ${type} = ${JSON.stringify(value)};`),
];
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, text.join("\n") + "\n");
console.log(`${kept.size} samples of ${types.length} types`);
