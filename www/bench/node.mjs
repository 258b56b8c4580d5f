// How long the engine takes in Node: to start, to load the packs, and per quote with JavaScript objects in and out.
import { readFileSync, readdirSync } from "node:fs";
import { orders, spread, table } from "./orders.mjs";

const www = new URL("../", import.meta.url);
const milliseconds = (start) => Number(process.hrtime.bigint() - start) / 1e6;
const now = () => process.hrtime.bigint();

let start = now();
const { default: init, Engine } = await import(new URL("pkg/dutybound.js", www));
const scriptTook = milliseconds(start);

const bytes = readFileSync(new URL("pkg/dutybound_bg.wasm", www));
start = now();
await init({ module_or_path: bytes });
const compileTook = milliseconds(start);

// The law first: its sources and its places build on it.
const names = readdirSync(new URL("packs/", www)).filter((name) => name.endsWith(".pack")).sort((a, b) => Number(b === "world.pack") - Number(a === "world.pack"));
const packs = names.map((name) => new Uint8Array(readFileSync(new URL(`packs/${name}`, www))));
const engine = new Engine();
start = now();
for (const pack of packs) engine.load(pack);
const loadTook = milliseconds(start);

start = now();
engine.quote(orders[0]);
const firstTook = milliseconds(start);

console.log(`start: script ${scriptTook.toFixed(1)} ms, compile ${compileTook.toFixed(1)} ms, ` +
  `${packs.length} packs ${loadTook.toFixed(1)} ms, first quote ${firstTook.toFixed(2)} ms\n`);

const rounds = Number(process.env.ROUNDS ?? 3000);
const rows = [["quote, microseconds", "lines", "p50", "p99", "status"]];
const all = [];
for (const order of orders) {
  // Optimising compilers need a few hundred calls; cold calls are what `bench page` measures.
  for (let i = 0; i < rounds / 10; i++) engine.quote(order);
  const figures = [];
  for (let i = 0; i < rounds; i++) {
    const start = now();
    engine.quote(order);
    figures.push(Number(now() - start) / 1e3);
  }
  all.push(...figures);
  const { median, p99 } = spread(figures);
  rows.push([order.to, order.lines.length, median.toFixed(1), p99.toFixed(1), engine.quote(order).status]);
}
const { median, p99 } = spread(all);
rows.push(["all", "", median.toFixed(1), p99.toFixed(1), ""]);
console.log(table(rows));
