// The cold start in Chromium: from nothing but an empty page to the first quote, with everything fetched on the way.
//
//   node bench/cold.mjs prepare FOLDER    puts the engine, the packs and a page that waits into a folder
//   node bench/cold.mjs measure ADDRESS   opens that page again and again, on this machine and on slow lines, and has
//                                         packs read in it that are there already, and a first quote made of them
//
// `cargo xtask bench page` does both and serves the folder in between.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { orders, spread, table } from "./orders.mjs";
import { compress } from "../tools/compress.mjs";

const www = new URL("../", import.meta.url);

async function prepare(folder) {
  const { build } = await import("vite");
  // As a shop's bundler would: the API, its glue and the engine, nothing of the page.
  await build({
    configFile: false, logLevel: "error", root: fileURLToPath(new URL("bench/", www)), base: "./",
    build: { outDir: folder, emptyOutDir: true, target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, rollupOptions: { input: fileURLToPath(new URL("bench/cold.html", www)) } },
  });
  cpSync(new URL("packs/", www), join(folder, "packs"), { recursive: true });
  compress(folder);
}

const lines = [
  { name: "this machine", times: 15 },
  { name: "9 Mbit/s, 60 ms, CPU 4x slower", times: 9, megabits: 9, delay: 60, slower: 4 },
  { name: "1.6 Mbit/s, 150 ms, CPU 4x slower", times: 7, megabits: 1.6, delay: 150, slower: 4 },
];

async function measure(address) {
  process.env.DUTYBOUND_SITE = address;
  const { launch } = await import("../../tests/browser/harness.mjs");
  const browser = await launch();
  const order = orders[0];
  const rows = [["cold start, ms", "engine and law", "tables and quote", "total", "least", "most", "status"]];
  for (const { name, times, megabits, delay, slower } of lines) {
    const runs = [];
    for (let i = 0; i < times; i++) {
      // A fresh context has an empty cache.
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(new URL("cold.html", address).href, { waitUntil: "load" });
      if (megabits) {
        const devtools = await context.newCDPSession(page);
        const throughput = (megabits * 1e6) / 8;
        await devtools.send("Network.enable");
        await devtools.send("Network.emulateNetworkConditions", {
          offline: false,
          latency: delay,
          downloadThroughput: throughput,
          uploadThroughput: throughput,
        });
        await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
      }
      runs.push(await page.evaluate((order) => globalThis.firstQuote(order), order));
      await context.close();
    }
    const middle = (part) => spread(runs.map((run) => run[part]));
    const total = middle("total");
    const figures = [middle("law").median, middle("quote").median, total.median, total.least, total.most];
    rows.push([name, ...figures.map((figure) => figure.toFixed(1)), runs[0].status]);
  }
  console.log(table(rows));
  console.log(`\n${table(await reading(browser, address))}`);
  await browser.close();
}

// The law, and after it the tables of a place: what is read one after the other before a first quote.
const reads = [
  { names: ["world", "words", "eu"], to: "FR" },
  { names: ["world", "words", "us"], to: "US" },
];

async function reading(browser, address) {
  const figures = new Map();
  for (let i = 0; i < 15; i++) {
    for (const { names, to } of reads) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(new URL("cold.html", address).href, { waitUntil: "load" });
      const order = orders.find((order) => order.to === to);
      const took = await page.evaluate(([names, order]) => globalThis.readPacks(names, order), [names, order]);
      [...names, `first quote, ${to}`].forEach((name, at) => figures.set(name, [...(figures.get(name) ?? []), took[at]]));
      await context.close();
    }
  }
  const row = (name) => {
    const { least, median, most } = spread(figures.get(name));
    return [name, ...[median, least, most].map((figure) => figure.toFixed(1))];
  };
  return [["reading a pack, ms", "median", "least", "most"], ...[...figures.keys()].map(row)];
}

const [task, where] = process.argv.slice(2);
if (task === "prepare") await prepare(where);
else if (task === "measure") await measure(where);
else throw new Error("say what to do: prepare FOLDER, or measure ADDRESS");
