// "What must I do?": the checklist of a small firm, in a real browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { alone, launch, open } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const listed = (page) => page.locator("#answer[data-state=listed]").waitFor();
const link = (sale) => `seller.html#sale=${Buffer.from(JSON.stringify(sale)).toString("base64url")}`;
const workshop = (selling) => link({ seller: "KE", to: ["DE", "GB", "US", "JP"], selling, goods: ["4202"], parcel: "90", carriage: "post", currency: "EUR", day: "2026-11-21" });
const duty = (page, id) => page.locator(`[data-id="${id}"]`);

test("the page opens without an error, without the engine, and asks no other host", async () => {
  const { page, context, seen } = await open(browser, "seller.html");
  await page.locator("#answer[data-state=empty]").waitFor();
  assert.deepEqual(seen, { foreign: [], errors: [], failed: [] });
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname));
  assert.ok(loaded.some((path) => path.endsWith("/obligations.pack")));
  assert.ok(!loaded.some((path) => path.endsWith(".wasm") || path.endsWith("/world.pack")), "a checklist needs no engine and no law of charges");
  await context.close();
});

test("the front page leads here, and does not load the pack", async () => {
  const { page, context } = await open(browser);
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname));
  assert.ok(!loaded.some((path) => path.endsWith("/obligations.pack")));
  await page.getByRole("link", { name: /What must I do to sell abroad/ }).click();
  await page.getByRole("heading", { level: 1, name: "What must I do?" }).waitFor();
  await context.close();
});

for (const [selling, own, others] of [
  ["own-shop", ["eu-ioss", "gb-vat", "us-sales-tax", "jp-buyer-pays", "ke-export-post"], ["eu-marketplace-vat", "gb-marketplace-vat", "us-marketplace-tax"]],
  ["marketplace", ["eu-marketplace-vat", "gb-marketplace-vat", "us-marketplace-tax", "us-inform", "ke-export-post"], ["eu-ioss", "gb-vat", "us-sales-tax"]],
]) {
  test(`a Kenyan workshop, ${selling}: each line has its source, its grade and its days`, async () => {
    const { page, context, seen } = await open(browser, workshop(selling));
    await listed(page);
    for (const id of own) assert.equal(await duty(page, id).count(), 1, id);
    for (const id of others) assert.equal(await duty(page, id).count(), 0, id);
    const bare = await page.locator(".duty").evaluateAll((all) => all.filter((one) => !one.querySelector(".duty-source a[href^=http]") || !one.querySelector(".badge") || !one.querySelector(".days").textContent).map((one) => one.dataset.id));
    assert.deepEqual(bare, []);
    const groups = await page.locator("[data-group]").evaluateAll((all) => all.map((one) => one.dataset.group));
    const order = ["kind-registration", "kind-collect", "kind-identifier", "kind-product-rule", "kind-data", "kind-filing", "kind-export", "below", "ahead"];
    assert.deepEqual(groups, order.filter((group) => groups.includes(group)));
    for (const place of ["Germany", "Great Britain", "United States", "Japan"]) assert.match(await page.locator("#list-title").textContent(), new RegExp(place));
    assert.deepEqual(seen, { foreign: [], errors: [], failed: [] });
    await context.close();
  });
}

test("typed by hand: from an empty form to a checklist, and how near a threshold is", async () => {
  const { page, context } = await open(browser, "seller.html");
  await page.getByRole("combobox", { name: "Where is your business established?" }).fill("Kenya");
  await page.keyboard.press("Enter");
  await page.getByRole("radio", { name: "Own shop" }).check();
  await page.getByRole("combobox", { name: "Where do you sell to?" }).fill("Austral");
  await page.keyboard.press("Enter");
  await listed(page);
  assert.match(await duty(page, "au-gst").textContent(), /Perhaps/);
  assert.match(await duty(page, "au-gst").textContent(), /your sales were not told/);
  await page.getByLabel("Amounts in").selectOption("AUD");
  await page.getByLabel("A usual parcel").fill("100");
  await page.getByLabel("What do you sell?").selectOption("4202");
  await page.getByLabel("Yearly sales to Australia").fill("60,000");
  await page.locator('[data-group="below"] [data-id="au-gst"]').waitFor();
  assert.match(await duty(page, "au-gst").textContent(), /A\$60,000(\.00)?, which is 80\s% of it/);
  assert.equal(await duty(page, "au-gst").locator(".meter").getAttribute("aria-label"), "80 per cent of the threshold");
  await page.getByLabel("Yearly sales to Australia").fill("75000");
  await page.locator('[data-group="kind-registration"] [data-id="au-gst"]').waitFor();
  await page.getByLabel("Yearly sales to Australia").fill("a lot");
  await page.getByText("This cannot be read").first().waitFor();
  // The link holds all of it.
  await page.reload();
  await listed(page);
  assert.equal(await page.getByLabel("Yearly sales to Australia").count(), 1);
  await context.close();
});

test("marks stay on the device, are counted, and are forgotten on demand", async () => {
  const { page, context } = await open(browser, workshop("own-shop"));
  await listed(page);
  assert.match(await page.locator(".tools").textContent(), /kept in this browser on this device alone/);
  await duty(page, "de-lucid").getByRole("checkbox").check();
  await duty(page, "gb-vat").getByRole("checkbox").check();
  assert.match(await page.locator("[data-summary]").textContent(), /2 of \d+ done/);
  await page.reload();
  await listed(page);
  assert.equal(await duty(page, "de-lucid").getByRole("checkbox").isChecked(), true);
  const stored = await page.evaluate(() => Object.fromEntries(Object.entries(localStorage)));
  assert.deepEqual(Object.keys(stored), ["dutybound.done"]);
  assert.deepEqual(Object.keys(JSON.parse(stored["dutybound.done"])), ["de-lucid", "gb-vat"]);
  await page.getByRole("button", { name: "Forget my marks" }).click();
  assert.equal(await duty(page, "de-lucid").getByRole("checkbox").isChecked(), false);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await context.close();
});

test("a store filled by someone else, or none at all, spoils nothing", async () => {
  for (const spoil of ["localStorage.setItem('dutybound.done', '{not json')", "localStorage.setItem('dutybound.done', '[\"x\", {\"a\":1}]')", "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"]) {
    const context = await browser.newContext(alone);
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.addInitScript(spoil);
    await page.goto(new URL(workshop("own-shop"), process.env.DUTYBOUND_SITE ?? "http://localhost:8080/").href);
    await listed(page);
    await duty(page, "gb-vat").getByRole("checkbox").check();
    assert.match(await page.locator("[data-summary]").textContent(), /1 of/);
    assert.deepEqual(errors, [], spoil);
    await context.close();
  }
});

test("saved as JSON and CSV, with what is done", async () => {
  const { page, context } = await open(browser, workshop("own-shop"));
  await listed(page);
  await duty(page, "gb-vat").getByRole("checkbox").check();
  const saved = async (button) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  };
  const json = await saved("Save as JSON");
  const parsed = JSON.parse(json.text);
  assert.equal(json.name, "dutybound-KE-DE-GB-US-JP.json");
  assert.equal(parsed.sale.seller, "KE");
  assert.match(parsed.items.find((item) => item.id === "gb-vat").done, /^\d{4}-\d{2}-\d{2}$/);
  const csv = await saved("Save as CSV");
  const rows = csv.text.trim().split("\r\n");
  assert.equal(rows.length, parsed.items.length + 1);
  assert.match(rows[0], /"what to do"/);
  assert.ok(rows.some((row) => row.includes('"gb-vat"') && /^"\d{4}-/.test(row)));
  await context.close();
});

test("one destination alone", async () => {
  const { page, context } = await open(browser, workshop("own-shop"));
  await listed(page);
  const all = await page.locator(".duty").count();
  await page.getByLabel("Show", { exact: true }).focus();
  await page.getByLabel("Show", { exact: true }).selectOption("JP");
  await page.waitForFunction((all) => document.querySelectorAll(".duty").length < all, all);
  assert.equal(await duty(page, "gb-vat").count(), 0);
  assert.equal(await duty(page, "jp-buyer-pays").count(), 1);
  assert.equal(await page.locator("#only").evaluate((element) => element === document.activeElement), true, "the focus stays");
  await context.close();
});

test("a country without rows is named, not passed over", async () => {
  const { page, context } = await open(browser, link({ seller: "KE", to: ["MG"], day: "2026-11-21" }));
  await listed(page);
  assert.match(await page.locator(".alert.mild").textContent(), /Madagascar.*says nothing about whether there are obligations/s);
  await context.close();
});

test("a hostile link is refused as a whole", async () => {
  for (const hash of ["#sale=%3Cscript%3E", `#sale=${Buffer.from('{"to":["<img src=x onerror=alert(1)>"]}').toString("base64url")}`, `#sale=${"A".repeat(9000)}`, "#basket=abc"]) {
    const { page, context, seen } = await open(browser, `seller.html${hash}`);
    await page.locator("#answer[data-state=empty]").waitFor();
    assert.equal(await page.getByRole("alert").isVisible(), true, hash.slice(0, 30));
    assert.deepEqual(seen.errors, []);
    await context.close();
  }
});

test("a pack that does not load says so, and can be tried again", async () => {
  const context = await browser.newContext(alone);
  const page = await context.newPage();
  await page.route(/\/obligations\.pack/, (route) => route.abort());
  await page.goto(new URL(workshop("own-shop"), process.env.DUTYBOUND_SITE ?? "http://localhost:8080/").href);
  await page.locator("#answer[data-state=failed]").waitFor();
  await page.unroute(/\/obligations\.pack/);
  await page.getByRole("button", { name: "Try again" }).click();
  await listed(page);
  await context.close();
});

test("on paper there is the list and the address of each source, and nothing to click", async () => {
  const { page, context } = await open(browser, workshop("own-shop"));
  await listed(page);
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".form-place", ".tools", ".examples", ".site-foot"]) assert.equal(await page.locator(hidden).isVisible(), false, hidden);
  assert.equal(await duty(page, "gb-vat").isVisible(), true);
  const after = await duty(page, "gb-vat").locator(".duty-source a").evaluate((element) => getComputedStyle(element, "::after").content);
  assert.match(after, /gov\.uk/);
  await context.close();
});

test("the list is read by its titles; a line unfolds alone, all of them do at once, and paper has all", async () => {
  const { page, context } = await open(browser, workshop("own-shop"));
  await listed(page);
  const task = duty(page, "gb-vat").getByText(/Register for VAT before the first sale/);
  assert.equal(await task.isVisible(), false);
  await duty(page, "gb-vat").locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.equal(await task.isVisible(), true);
  // An answer that is drawn anew keeps what was unfolded.
  await page.getByLabel("A usual parcel").fill("95");
  await page.waitForTimeout(600);
  assert.equal(await task.isVisible(), true);
  const closed = page.locator(".duty-more:not([open])");
  await page.getByRole("button", { name: "Open every line" }).click();
  assert.equal(await closed.count(), 0);
  await page.getByRole("button", { name: "Titles only" }).click();
  assert.ok((await closed.count()) > 20);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await closed.count(), 0);
  await context.close();
});

test("the count is spoken when the list changes", async () => {
  const { page, context } = await open(browser, workshop("own-shop"));
  await listed(page);
  const live = page.locator("[aria-live=polite]").first();
  const before = await live.textContent();
  assert.match(before, /\d+ to do/);
  await page.getByRole("radio", { name: "Marketplace" }).check();
  await page.waitForFunction((before) => document.querySelector("[aria-live=polite]").textContent !== before, before);
  await context.close();
});

test("the checklist says what would settle most of what is open, and no longer once it is told", async () => {
  const { page, context } = await open(browser, link({ seller: "KE", to: ["DE", "GB"], goods: ["6912"], currency: "EUR", day: "2026-11-21" }));
  await listed(page);
  const settling = page.locator("[data-settling]");
  assert.match(await settling.innerText(), /^Fewer stay “perhaps” once the form says: .*how you sell/);
  const perhaps = () => page.locator(".mark.is-perhaps").count();
  const before = await perhaps();
  await page.getByLabel("Own shop", { exact: true }).check();
  await page.waitForFunction(() => !/how you sell/.test(document.querySelector("[data-settling]")?.textContent ?? ""));
  assert.ok(await perhaps() < before);
  await context.close();
});
