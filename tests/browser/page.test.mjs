// What holds for the page whatever it shows.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alone, launch, open, site } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("the page opens without an error", async () => {
  const { page, context, seen } = await open(browser);
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.failed, []);
  assert.match(await page.title(), /Dutybound/);
  assert.ok(await page.locator("html").getAttribute("lang"), "the page says its language");
  await context.close();
});

test("nothing is asked of any other host", async () => {
  const { context, seen } = await open(browser);
  assert.deepEqual(seen.foreign, []);
  await context.close();
});

test("the engine is compiled while it loads, and compressed on the way", async () => {
  const context = await browser.newContext(alone);
  const page = await context.newPage();
  const engines = [];
  page.on("response", (response) => new URL(response.url()).pathname.endsWith(".wasm") && engines.push(response));
  await page.goto(site, { waitUntil: "networkidle" });
  assert.equal(engines.length, 1, "one engine, asked for once");
  const headers = await engines[0].allHeaders();
  // Browsers refuse to compile a stream of any other type and fall back, slower and with a warning.
  assert.equal(headers["content-type"], "application/wasm");
  assert.equal(headers["content-encoding"], "br");
  await context.close();
});

test("the page fits a phone without scrolling sideways", async () => {
  const { page, context } = await open(browser, "", { viewport: { width: 360, height: 740 } });
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(content <= screen, `the content is ${content} wide on a screen of ${screen}`);
  await context.close();
});

test("the tables of the destination travel beside the engine and the law, and nothing is fetched twice", async () => {
  const context = await browser.newContext(alone);
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").pop()));
  // The law is held back until the destination's tables were asked for; waiting for each other, neither would come.
  const tables = page.waitForRequest(/\/packs\/eu\.pack(\?|$)/, { timeout: 10_000 });
  await page.route(/\/packs\/world\.pack/, async (route) => {
    await tables;
    await route.continue();
  });
  const basket = { to: "FR", from: "CN", assessmentDate: "2026-07-01", currency: "EUR", freight: "9.00", lines: [{ description: "cotton T-shirt", code: "610910", unitPrice: "20.00" }] };
  await page.goto(new URL(`#basket=${Buffer.from(JSON.stringify(basket)).toString("base64url")}`, site).href);
  await page.locator("#answer:not([aria-busy]) [data-total]").waitFor({ timeout: 15_000 });
  for (const file of ["world.pack", "eu.pack", "words.pack"]) assert.equal(asked.filter((name) => name === file).length, 1, file);
  assert.equal(asked.filter((name) => name.endsWith(".wasm")).length, 1);
  await context.close();
});

test("without the list of who needs which tables, they are fetched when the law asks for them", async () => {
  const context = await browser.newContext(alone);
  const page = await context.newPage();
  await page.route(/\/packs\/places\.json/, (route) => route.fulfill({ status: 200, contentType: "application/json", body: "not json" }));
  const basket = { to: "JP", from: "CN", assessmentDate: "2026-07-01", currency: "JPY", freight: "0", lines: [{ description: "cotton T-shirt", code: "610910", unitPrice: "2000" }] };
  await page.goto(new URL(`#basket=${Buffer.from(JSON.stringify(basket)).toString("base64url")}`, site).href);
  await page.locator("#answer:not([aria-busy]) [data-total]").waitFor({ timeout: 15_000 });
  await context.close();
});
