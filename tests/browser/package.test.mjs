// What shops and programs take, as they would take it: the built package in Node, under strict types, on a server that renders
// pages, in a worker, and in an empty page of another origin with a strict policy.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { launch } from "./harness.mjs";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const dist = join(root, "www/dist");
const basket = { to: "FR", from: "CN", assessmentDate: "2026-11-21", currency: "EUR", freight: "5.00", lines: [{ description: "cotton T-shirt", code: "610910", quantity: 2, unitPrice: "20.00" }] };

/** A folder in which the package is installed. */
function project(t) {
  const folder = mkdtempSync(join(tmpdir(), "dutybound-package-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(dist, "embed"), join(folder, "node_modules/dutybound"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function node(t, program) {
  const folder = project(t);
  writeFileSync(join(folder, "program.js"), program);
  const { stdout } = await run(process.execPath, [join(folder, "program.js")], { cwd: folder });
  return stdout.trim();
}

const PACKS = JSON.stringify(pathToFileURL(join(dist, "packs/")).href);

test("misspelt keys are told, and not taken for keys left out", async (t) => {
  const misspelt = { ...basket, curency: "EUR", seller: { registration: ["ioss"] }, lines: [{ ...basket.lines[0], quantiy: 3 }, null, 7] };
  const out = await node(t, `import { createDutybound } from "dutybound";
    const dutybound = await createDutybound({ packsUrl: ${PACKS}, to: "FR" });
    const { status, problems } = await dutybound.quote(${JSON.stringify(misspelt)});
    console.log(JSON.stringify([status, ...problems.map(({ path, code }) => [path, code])]));
    console.log((await dutybound.quote(null)).status, (await dutybound.quote({ lines: "many" })).status);`);
  assert.deepEqual(out.split("\n"), [
    JSON.stringify(["invalid", ["curency", "unknown-key"], ["seller.registration", "unknown-key"], ["lines[0].quantiy", "unknown-key"]]), "invalid invalid",
  ]);
});

test("in Node the package prices a basket with packs on its disk", async (t) => {
  const out = await node(t, `import { createDutybound } from "dutybound";
    const dutybound = await createDutybound({ packsUrl: ${PACKS}, to: "FR" });
    const result = await dutybound.quote(${JSON.stringify(basket)});
    await dutybound.sources();
    console.log(result.status, result.quote.currency, result.quote.charges.every(({ measure }) => dutybound.measure(measure).cite.length > 0));`);
  assert.equal(out, "quoted EUR true");
});

test("the package carries its licences, and a description whose example is answered", async (t) => {
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) assert.equal(readFileSync(join(dist, "embed", name), "utf8"), readFileSync(join(root, name), "utf8"));
  const [, example] = /```ts\n(.*?)```/s.exec(readFileSync(join(dist, "embed/README.md"), "utf8")) ?? [];
  assert.match(await node(t, example.replace('"/packs/"', PACKS)), /57\.60.*EUR/);
});

test("in Node an address that leads nowhere is told in words that help", async (t) => {
  const out = await node(t, `import { DutyboundError, createDutybound } from "dutybound";
    for (const packsUrl of [undefined, "packs/", "file:///nowhere/"]) await createDutybound({ packsUrl }).catch((error) => console.log(error instanceof DutyboundError, error.code, error.message));`);
  const [first, second, third] = out.split("\n");
  for (const line of [first, second]) assert.match(line, /^true pack-not-loaded .*is relative.*give `packsUrl`/);
  assert.match(third, /^true pack-not-loaded .*could not be read from file:\/\/\/nowhere\/world\.pack; check the folder/);
});

test("in a thread of Node it works too", async (t) => {
  const out = await node(t, `import { Worker, isMainThread, parentPort } from "node:worker_threads";
    if (isMainThread) new Worker(new URL(import.meta.url)).on("message", (said) => console.log(said));
    else {
      const { createDutybound } = await import("dutybound");
      parentPort.postMessage((await (await createDutybound({ packsUrl: ${PACKS} })).quote(${JSON.stringify(basket)})).status);
    }`);
  assert.equal(out, "quoted");
});

test("a server that renders pages can import the element", async (t) => {
  const out = await node(t, `import { DutyboundQuote, DutyboundQuoteEvent } from "dutybound/element";
    console.log(typeof DutyboundQuote, DutyboundQuoteEvent.type);`);
  assert.equal(out, "function dutybound-quote");
});

for (const [module, moduleResolution] of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
  test(`the strictest TypeScript accepts a program with the package, by ${moduleResolution}`, async (t) => {
    const folder = project(t);
    writeFileSync(join(folder, "program.ts"), `
      import { type Basket, DutyboundError, type QuoteResult, createDutybound } from "dutybound";
      import "dutybound/element";
      import type { Answer, DutyboundQuote } from "dutybound/element";
      const basket: Basket = { to: "FR", from: "CN", assessmentDate: "2026-11-21", currency: "EUR", lines: [{ quantity: 2, unitPrice: "20.00" }] };
      export async function price(): Promise<string | null> {
        const result: QuoteResult = await (await createDutybound({ packsUrl: "/packs/?7", to: "FR" })).quote(basket);
        switch (result.status) {
          case "quoted": return result.quote.landedCost.high;
          case "not-covered": throw new Error(result.reason.code);
          case "invalid": throw new DutyboundError("invalid", "basket", result.problems.map(({ path }) => path).join());
        }
      }
      const quote: DutyboundQuote = document.createElement("dutybound-quote");
      quote.basket = basket;
      quote.addEventListener("dutybound-quote", ({ result, previous }) => console.log(result?.status, previous?.status));
      quote.addEventListener("dutybound-answer", (event) => { const answers: readonly Answer[] = event.answers; if (answers.length > 0) event.preventDefault(); });
      // @ts-expect-error a basket needs a destination
      quote.basket = { lines: [] };
    `);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false, noEmit: true, target: "es2022", lib: ["es2022", "dom", "dom.iterable"], types: [], module, moduleResolution, preserveSymlinks: true }, files: ["program.ts"] }));
    await run(process.execPath, [join(root, "www/node_modules/typescript/bin/tsc"), "-p", folder]).catch(({ stdout }) => assert.fail(stdout));
  });
}

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };

async function server(t, answer) {
  const one = createServer((request, response) => answer(new URL(request.url, "http://localhost").pathname, response));
  await new Promise((resolve) => one.listen(0, "127.0.0.1", resolve));
  t.after(() => { one.closeAllConnections(); one.close(); });
  return `http://localhost:${one.address().port}/`;
}

/** The site as a shop's neighbour: another origin, whose files anybody may load. */
const neighbour = (t) => server(t, (path, response) => {
  let file;
  try {
    file = readFileSync(join(dist, path));
  } catch {}
  response.writeHead(file ? 200 : 404, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream", "Access-Control-Allow-Origin": "*" }).end(file);
});

async function shop(t, html, { script, policy } = {}) {
  const host = await neighbour(t);
  const header = policy?.(host);
  const address = await server(t, (path, response) => {
    if (path === "/shop.js") return response.writeHead(200, { "Content-Type": "text/javascript" }).end(script(host));
    response.writeHead(200, { "Content-Type": "text/html", ...(header ? { "Content-Security-Policy": header } : {}) }).end(html(host));
  });
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => message.type() === "error" && !/favicon/.test(message.location().url) && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(address);
  return { page, errors };
}

const strict = (host) => `default-src 'none'; script-src ${host}embed/ 'wasm-unsafe-eval'; connect-src ${host}embed/ ${host}packs/; base-uri 'none'; form-action 'none'`;

test("two tags in an empty page of another origin, under a strict policy, show what is due", async (t) => {
  const { page, errors } = await shop(t, (host) => `<!doctype html><title>shop</title>
    <script type="module" src="${host}embed/element.js"></script>
    <dutybound-quote to="FR" from="CN" currency="EUR" freight="5.00" packs-url="${host}packs/" assessment-date="2026-11-21" lines='${JSON.stringify(basket.lines)}'>Later.</dutybound-quote>`, { policy: strict });
  await page.locator("dutybound-quote [part~=total]").waitFor();
  assert.match(await page.locator("dutybound-quote [part~=total]").innerText(), /€\d/);
  assert.deepEqual(errors, []);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0, "and no worker on the shop's origin");
});

for (const [folder, says] of [["packs/nowhere/", /answered 404/], ["nowhere/", /Access-Control-Allow-Origin.*connect-src/]]) test(`without the packs the element says so and keeps the shop's own text: ${folder}`, async (t) => {
  const { page } = await shop(t, (host) => `<!doctype html><title>shop</title>
    <script type="module" src="${host}embed/element.js"></script>
    <dutybound-quote to="FR" from="CN" currency="EUR" packs-url="${host}${folder}" lines='${JSON.stringify(basket.lines)}'>Later.</dutybound-quote>`, { policy: strict });
  await page.locator("dutybound-quote [part=retry]").waitFor();
  assert.match(await page.locator("dutybound-quote [part=problem]").getAttribute("title"), says);
  assert.ok(await page.getByText("Later.").isVisible());
});

test("in a worker of a page of another origin the package prices a basket", async (t) => {
  const { page } = await shop(t, () => '<!doctype html><title>shop</title><p id="said"></p><script type="module">new Worker("/shop.js", { type: "module" }).onmessage = ({ data }) => { document.querySelector("#said").textContent = data; };</script>', {
    script: (host) => `import { createDutybound } from "${host}embed/index.js";
      const dutybound = await createDutybound({ packsUrl: "${host}packs/" });
      const { status, quote } = await dutybound.quote(${JSON.stringify(basket)});
      postMessage(status + " " + quote.landedCost.low);`,
  });
  await page.getByText(/^quoted \d/).waitFor();
});
