// The page matches obligations itself; the command line does it in Rust. Both answer the same cases, and the same to the
// last field.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { pack } from "./harness.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const ts = createRequire(new URL("../../www/package.json", import.meta.url))("typescript");
const cases = JSON.parse(readFileSync(new URL("../obligations/cases.json", import.meta.url), "utf8"));

// The modules are TypeScript with few imports: stripped of types, they run here.
const built = mkdtempSync(join(tmpdir(), "dutybound-"));
after(() => rmSync(built, { recursive: true }));
writeFileSync(join(built, "package.json"), '{ "type": "module" }');
for (const [file, from] of [["match", "seller/match.ts"], ["pack", "seller/pack.ts"], ["sale", "seller/sale.ts"], ["types", "seller/types.ts"], ["save", "seller/save.ts"], ["dom", "dom.ts"], ["hash", "hash.ts"], ["decimal", "decimal.ts"], ["error", "engine/error.ts"], ["load", "engine/load.ts"], ["json-pack", "engine/json-pack.ts"]]) {
  const source = readFileSync(join(root, "www/src", from), "utf8");
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  const { outputText } = ts.transpileModule(source, { compilerOptions: options });
  writeFileSync(join(built, `${file}.js`), outputText.replace(/from "(?:\.{1,2}\/)+(?:\w+\/)*([\w-]+)"/g, 'from "./$1.js"'));
}
const load = (file) => import(pathToFileURL(join(built, `${file}.js`)).href);
const { obligations } = await load("match");
const { readPack } = await load("pack");
const { emptySale, fromHash, toHash, toSale } = await load("sale");
const { asCsv } = await load("save");
const tables = await readPack(pack("obligations.pack"));

for (const { name, sale, expect, lacks = {}, percent = {}, to = {}, notHeld = [] } of cases) {
  test(name, () => {
    const checklist = obligations(sale, tables);
    const item = (id) => checklist.items.find((item) => item.id === id);
    for (const [id, standing] of Object.entries(expect)) assert.equal(item(id)?.standing ?? null, standing, id);
    for (const [id, wanted] of Object.entries(lacks)) assert.deepEqual(item(id).lacks, wanted, id);
    for (const [id, wanted] of Object.entries(percent)) assert.deepEqual(item(id).near.map((near) => near.percent), wanted, id);
    for (const [id, wanted] of Object.entries(to)) assert.deepEqual(item(id).to, wanted, id);
    assert.deepEqual(checklist.notHeld, notHeld);
  });
}

test("the command line and the page agree to the last field", () => {
  const file = join(built, "sale.json");
  // Each run reads all tables, so a few sales stand for the rest: every bound, every kind, several currencies.
  const wide = { on: "2026-11-21", seller: "KE", to: ["DE", "FR", "GB", "US", "JP", "AU", "NO", "SG", "CH", "BR", "XI", "TH", "CA", "MG"], salesWorld: "900000.55 USD", salesThere: { AU: "41234.56 EUR", NO: "7000 GBP", SG: "99999 USD", EU: "1 EUR", US: "3.5 JPY" }, parcel: "79.99 CHF", goods: ["4202", "95", ""] };
  const sales = [cases[0].sale, wide, { ...wide, selling: "both", carriage: "express", seller: "DE", from: "CN", on: "2029-01-01" }, { on: "2026-11-21", to: ["PL", "IT"], seller: "IE", salesThere: { PL: "20000.01 PLN", IT: "4444 USD" } }];
  for (const sale of sales) {
    writeFileSync(file, JSON.stringify(sale));
    const words = ["run", "--quiet", "--locked", "--all-features", "--bin", "dutybound", "--", "obligations", file, "--json"];
    const printed = JSON.parse(execFileSync("cargo", words, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 }));
    assert.deepEqual(obligations(sale, tables), printed);
  }
});

test("the pack is small, and refused when a byte of it changed", async () => {
  const good = pack("obligations.pack");
  assert.ok(brotliCompressSync(good).length < 250_000);
  for (const at of [0, 6, 10, 45, Math.floor(good.length / 2), good.length - 1]) {
    const bad = good.slice();
    bad[at] ^= 1;
    await assert.rejects(readPack(bad), { name: "DutyboundError" }, `byte ${at}`);
  }
  await assert.rejects(readPack(new Uint8Array()), { code: "not-a-pack" });
  await assert.rejects(readPack(pack("finder.pack")), { code: "not-a-pack" });
});

test("a link holds the sale, and a broken one is refused as a whole", () => {
  const day = "2026-11-21";
  const form = { ...emptySale(day), seller: "KE", to: ["DE", "CA-ON"], selling: "both", goods: ["4202"], salesThere: { DE: "1 000,50" }, parcel: "90" };
  assert.deepEqual(fromHash(toHash(form), day), form);
  assert.equal(fromHash("", day), undefined);
  const broken = [{ to: "DE" }, { to: ["<b>"] }, { goods: ["x"] }, { selling: "theft" }, { day: "today" }, { salesThere: { DE: {} } }, { __proto__: null, extra: 1 }, []];
  for (const one of broken) assert.equal(fromHash(`#sale=${Buffer.from(JSON.stringify(one)).toString("base64url")}`, day), null, JSON.stringify(one));
  for (const hash of ["#sale=", "#sale=%%%", "#other", `#sale=${"A".repeat(9000)}`]) assert.equal(fromHash(hash, day), null, hash.slice(0, 20));
});

test("amounts are read as people type them, and what cannot be read is not told", () => {
  const form = { ...emptySale("2026-11-21"), to: ["DE"], currency: "USD" };
  const sale = (salesWorld) => toSale({ ...form, salesWorld }).salesWorld;
  assert.deepEqual(["90000", "90 000", "90,000", "1,234,567.89", "12,5", "0"].map(sale), ["90000 USD", "90000 USD", "90000 USD", "1234567.89 USD", "12.5 USD", "0 USD"]);
  assert.deepEqual(["", "lots", "-5", "1e5", "9".repeat(40)].map(sale), [undefined, undefined, undefined, undefined, undefined]);
});

test("a spreadsheet runs nothing", () => {
  const item = { ...obligations(cases[0].sale, tables).items[0], title: "=cmd()", task: '+1 "quoted"\nline' };
  const csv = asCsv({ items: [item] }, { on: () => undefined });
  assert.match(csv, /"'=cmd\(\)"/);
  assert.match(csv, /"'\+1 ""quoted""\nline"/);
});
