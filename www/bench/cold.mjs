// The cold start in Chromium: from nothing but an empty page to the first quote, with everything fetched on the way.
//
//   node bench/cold.mjs prepare FOLDER    puts the engine, the packs and a page that waits into a folder
//   node bench/cold.mjs measure ADDRESS   opens that page again and again, on this machine and on slow lines
//
// `cargo xtask bench page` does both and serves the folder in between.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { orders, spread, table } from "./orders.mjs";
import { compress } from "../tools/compress.mjs";

const www = new URL("../", import.meta.url);

/** Runs inside the page: the shortest way a checkout can go. */
async function firstQuote(order) {
  const start = performance.now();
  const fetched = async (name) => {
    const answer = await fetch(`./packs/${name}.pack`);
    if (!answer.ok) throw new Error(`there is no pack ${name}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  // The law is needed whatever is asked, so it comes at the same time as the engine.
  const world = fetched("world");
  const { default: init, Engine } = await import("./dutybound.js");
  await init();
  const ready = performance.now();
  const engine = new Engine();
  // As the published loader does: the browser makes the digest, the engine compares it.
  const load = async (pack) => {
    const covered = new Uint8Array(pack.length - 36);
    covered.set(pack.subarray(4, 7));
    covered.set(pack.subarray(39), 3);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", covered));
    engine.load(pack, [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
  };
  const law = await world;
  const held = performance.now();
  await load(law);
  const read = performance.now();
  // The first try names the packs that it needs, without pricing anything.
  let { status, reason } = engine.quote(order);
  for (const name of reason?.packs ?? []) await load(await fetched(name));
  const loaded = performance.now();
  ({ status } = engine.quote(order));
  const done = performance.now();
  return { engine: ready - start, packs: loaded - ready, law: read - held, quote: done - loaded, total: done - start, status };
}

async function prepare(folder) {
  const { transformWithEsbuild } = await import("vite");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const glue = readFileSync(new URL("pkg/dutybound.js", www), "utf8");
  writeFileSync(join(folder, "dutybound.js"), (await transformWithEsbuild(glue, "dutybound.js", { minify: true })).code);
  cpSync(new URL("pkg/dutybound_bg.wasm", www), join(folder, "dutybound_bg.wasm"));
  cpSync(new URL("packs/", www), join(folder, "packs"), { recursive: true });
  const page = '<!doctype html><title>cold</title><link rel="icon" href="data:,"><script src="cold.js"></script>';
  writeFileSync(join(folder, "index.html"), page);
  writeFileSync(join(folder, "cold.js"), firstQuote.toString());
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
  const rows = [["cold start, ms", "engine", "packs", "of which reading the law", "quote", "total", "least", "most", "status"]];
  for (const { name, times, megabits, delay, slower } of lines) {
    const runs = [];
    for (let i = 0; i < times; i++) {
      // A fresh context has an empty cache.
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(address, { waitUntil: "load" });
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
    const figures = [middle("engine").median, middle("packs").median, middle("law").median, middle("quote").median, total.median, total.least, total.most];
    rows.push([name, ...figures.map((figure) => figure.toFixed(1)), runs[0].status]);
  }
  await browser.close();
  console.log(table(rows));
}

const [task, where] = process.argv.slice(2);
if (task === "prepare") await prepare(where);
else if (task === "measure") await measure(where);
else throw new Error("say what to do: prepare FOLDER, or measure ADDRESS");
