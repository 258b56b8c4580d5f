// Writes real answers of the engine as TypeScript, so that the compiler compares them with the hand-written types: a
// field more or less, or a word that the types do not know, is an error there.
//
//   node tests/embed/types/samples.mjs FILE
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { basket, complete, lawOnly, pack, packs } from "../harness.mjs";

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

const types = [...new Set([...kept.values()].map(({ type }) => type))].sort();
const source = fileURLToPath(new URL("../../../www/src/types", import.meta.url));
const text = [
  `import type { ${types.join(", ")} } from "${relative(dirname(target), source).replaceAll("\\", "/")}";`,
  ...[...kept.values()].map(({ type, value }, i) => `export const sample${i}: ${type} = ${JSON.stringify(value)};`),
];
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, text.join("\n") + "\n");
console.log(`${kept.size} samples of ${types.length} types`);
