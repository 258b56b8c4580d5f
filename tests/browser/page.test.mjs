// What holds for the page whatever it shows.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, site } from "./harness.mjs";

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
  const context = await browser.newContext();
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
