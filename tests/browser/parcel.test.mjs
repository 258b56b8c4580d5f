// "Is the parcel ready?": the record, the verdict by destination, and the forms, in a real browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { alone, launch, open, site } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const bag = JSON.parse(readFileSync(new URL("../parcels/bag-to-us.json", import.meta.url), "utf8"));
const link = (record) => `parcel.html#parcel=${Buffer.from(typeof record === "string" ? record : JSON.stringify(record)).toString("base64url")}`;
const checked = (page) => page.locator("#answer[data-state=checked]").waitFor();
const element = (page, name) => page.locator(`[data-group] [data-element="${name}"]`);
const verdict = (page) => page.locator("[data-verdict]").getAttribute("data-verdict");
const phone = { viewport: { width: 390, height: 844 } };

test("the page opens without an error, without the engine, and asks no other host", async () => {
  const { page, context, seen } = await open(browser, "parcel.html");
  await page.locator("#answer[data-state=empty]").waitFor();
  assert.deepEqual(seen, { foreign: [], errors: [], failed: [] });
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname));
  assert.ok(loaded.some((path) => path.endsWith("/declaration.pack")));
  assert.ok(loaded.some((path) => /compliance_bg-.*\.wasm$/.test(path)));
  assert.ok(!loaded.some((path) => /dutybound_bg|world\.pack/.test(path)), "no engine and no law of charges");
  await context.close();
});

test("the front page leads here, and loads nothing of it", async () => {
  const { page, context } = await open(browser);
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname));
  assert.ok(!loaded.some((path) => /compliance|declaration/.test(path)));
  await page.getByRole("link", { name: /Is my parcel's data ready/ }).click();
  await page.getByRole("heading", { level: 1, name: "Is the parcel ready?" }).waitFor();
  await context.close();
});

test("on a phone the verdict stays in sight as a bar, and leads to itself", async () => {
  const { page, context } = await open(browser, link({ ...bag, itemId: "" }), phone);
  await checked(page);
  const bar = page.locator(".total-bar");
  assert.match(await bar.textContent(), /United States.*Not ready/);
  await bar.click();
  await page.locator("#verdict-title").waitFor();
  await page.waitForFunction(() => document.querySelector(".total-bar").hidden);
  await context.close();
});

test("a whole record is ready; with nine digits it is not, and by express another rule says so", async () => {
  const { page, context, seen } = await open(browser, link(bag), phone);
  await checked(page);
  assert.equal(await verdict(page), "ready");
  await page.getByLabel("Commodity code").fill("420221900");
  await page.locator('[data-verdict="not-ready"]').waitFor();
  assert.match(await element(page, "code").textContent(), /At least 10 digits/);
  assert.equal(await element(page, "code").locator('[data-rule="us-mail-code"]').count(), 1);
  assert.match(await element(page, "code").locator("a").first().getAttribute("href"), /federalregister\.gov/);
  await page.getByLabel("How it travels").selectOption("express");
  await page.locator('[data-rule="us-express-code"]').waitFor();
  assert.equal(await page.locator('[data-rule="us-mail-code"]').count(), 0);
  assert.equal(await page.locator("[data-form]").count(), 0, "no postal form by express");
  assert.deepEqual(seen, { foreign: [], errors: [], failed: [] });
  await context.close();
});

test("what is missing leads to its field, and a filled field settles it", async () => {
  const { page, context } = await open(browser, link({ ...bag, consignee: { ...bag.consignee, name: "" } }), phone);
  await checked(page);
  await element(page, "consignee").getByRole("button", { name: "Recipient and address" }).click();
  const field = page.locator('[data-path="consignee.name"]');
  assert.equal(await field.evaluate((input) => input === document.activeElement), true);
  assert.equal(await field.isVisible(), true, "the section was unfolded");
  await page.keyboard.type("Ada Miller");
  await page.locator('[data-verdict="ready"]').waitFor();
  await context.close();
});

test("questions are answered in place, and the link keeps the answers", async () => {
  const record = { ...bag, to: "DE", consignee: { ...bag.consignee, country: "DE", phone: "+49 30 000000" } };
  const { page, context } = await open(browser, link(record));
  await checked(page);
  assert.equal(await verdict(page), "poor");
  await page.locator('[data-rule="eu-responsible-person"]').getByRole("button", { name: "No" }).click();
  await page.locator('[data-rule="eu-responsible-person"]').waitFor({ state: "detached" });
  await page.locator('[data-rule="eu-ioss"]').getByRole("button", { name: "Yes" }).click();
  await page.locator('[data-verdict="not-ready"]').waitFor();
  assert.equal(await element(page, "fiscal-reference").locator(".mark").count(), 1);
  await page.reload();
  await checked(page);
  assert.equal(await verdict(page), "not-ready");
  await page.locator('[data-rule="eu-ioss"]').getByRole("button", { name: "No" }).click();
  await page.waitForFunction(() => document.querySelector("[data-verdict]").dataset.verdict !== "not-ready");
  await context.close();
});

test("stop words by day, CN22 and CN23 by value", async () => {
  const record = { ...bag, to: "DE", on: "2024-08-31", consignee: { ...bag.consignee, country: "DE" }, lines: [{ ...bag.lines[0], description: "Parts" }] };
  const { page, context } = await open(browser, link(record));
  await checked(page);
  assert.equal(await element(page, "description").locator(".is-refused").count(), 0);
  await page.getByLabel("Day whose rules apply").fill("2024-09-01");
  await element(page, "description").locator(".is-refused").waitFor();
  assert.equal(await page.locator("[data-form]").getAttribute("data-form"), "cn22");
  await page.getByLabel("Value of the line").fill("900,00");
  await page.getByRole("button", { name: "Sum of the lines" }).click();
  assert.equal(await page.getByLabel("Value of all goods").inputValue(), "900.00");
  await page.locator('[data-form="cn23"]').waitFor();
  await context.close();
});

test("a basket of the front page fills what it knows, and invents nothing", async () => {
  const basket = { to: "BR", from: "CN", assessmentDate: "2026-11-21", currency: "USD", carriage: "post", freight: "9.90", lines: [{ description: "cotton T-shirt", code: "610910", quantity: 3, unitPrice: "12.50" }] };
  const { page, context } = await open(browser, `parcel.html#basket=${Buffer.from(JSON.stringify(basket)).toString("base64url")}`);
  await checked(page);
  assert.equal(await page.getByLabel("Value of the line").inputValue(), "37.50");
  assert.equal(await page.getByLabel("Value of all goods").inputValue(), "37.50");
  assert.equal(await verdict(page), "not-ready");
  for (const missing of ["seller-name", "consignee", "consignee-id", "origin"]) assert.equal(await element(page, missing).count(), 1, missing);
  assert.equal(await page.locator('[data-view] .box.is-empty').count() > 0, true);
  await context.close();
});

test("other destinations side by side, and one click goes there", async () => {
  const { page, context } = await open(browser, link(bag), phone);
  await checked(page);
  await page.getByRole("combobox", { name: "Add a destination" }).fill("Brazil");
  await page.keyboard.press("Enter");
  await page.locator('[data-cell="BR post"]').waitFor();
  assert.match(await page.locator('[data-cell="BR post"]').getAttribute("aria-label"), /Brazil.*Not ready/);
  assert.match(await page.locator('[data-cell="US post"]').textContent(), /^Ready$/);
  await page.locator('[data-cell="BR post"]').click();
  await element(page, "consignee-id").waitFor();
  assert.equal(await page.locator('[data-cell="US post"]').count(), 1, "where it came from stays");
  await context.close();
});

test("forms: every box shows the record or is visibly empty; saved as JSON and CSV", async () => {
  const { page, context } = await open(browser, link({ ...bag, comments: "=cmd()" }));
  await checked(page);
  for (const [name, text] of [["CN22", /Handbag of cattle leather/], ["CN23", /Lamu Leather Workshop/], ["H7", /Additional fiscal reference/], ["US mail", /4202\.21\.9000/], ["Invoice", /INV-1001/]]) {
    await page.getByRole("group", { name: "Forms and data sets" }).getByRole("button", { name, exact: true }).click();
    await page.waitForFunction((name) => document.querySelector("[data-view] h3").textContent.startsWith(name), name);
    assert.match(await page.locator("[data-view]").textContent(), text);
  }
  assert.equal(await page.locator('[data-view] .box', { hasText: "Buyer" }).locator(".nothing").count(), 1);
  const saved = async (button) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
    return readFileSync(await download.path(), "utf8");
  };
  const json = JSON.parse(await saved("Save as JSON"));
  assert.equal(json.readiness.verdict, "ready");
  assert.equal(json.parcel.lines[0].description, bag.lines[0].description);
  assert.deepEqual(json.views.map(({ view }) => view), ["cn22", "cn23", "h7", "us-mail", "invoice"]);
  const csv = await saved("Save as CSV");
  assert.match(csv, /"'=cmd\(\)"/, "a spreadsheet runs nothing");
  const boxes = json.views.flatMap((view) => [...view.boxes, ...view.lines.flat()]);
  assert.equal(csv.trim().split("\r\n").length, boxes.length + 1);
  await context.close();
});

test("on paper there are the verdict and the form, and nothing to click", async () => {
  const { page, context } = await open(browser, link(bag));
  await checked(page);
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".form-place", ".tools", ".compare", ".examples", ".site-foot"]) assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
  assert.equal(await page.locator("[data-view]").isVisible(), true);
  await context.close();
});

test("hostile words are shown as text and run nothing; hostile links are refused as a whole", async () => {
  const hostile = `<img src=x onerror="window.__x=1"><script>window.__x=1</script>`;
  const { page, context, seen } = await open(browser, link({ ...bag, lines: [{ ...bag.lines[0], description: hostile, code: hostile }], itemId: hostile, seller: { ...bag.seller, name: hostile } }));
  await checked(page);
  await page.getByRole("button", { name: "Invoice", exact: true }).click();
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => window.__x), undefined);
  assert.equal(await page.locator("#answer img, #answer script").count(), 0);
  assert.match(await page.locator("[data-view]").innerText(), /<img src=x onerror=/);
  assert.deepEqual(seen.errors, []);
  await context.close();
  const deep = JSON.parse(`${'{"to":'.repeat(6)}"x"${"}".repeat(6)}`);
  for (const wrong of ["{not json", "[]", JSON.stringify({ ...bag, carriage: "rocket" }), JSON.stringify(deep), JSON.stringify({ ...bag, lines: "x" }), JSON.stringify({ ...bag, on: 5 }), '{"__proto__":{"x":1},"to":"US"}', "A".repeat(70_000)]) {
    const { page, context, seen } = await open(browser, link(wrong));
    await page.locator("#answer[data-state=empty]").waitFor();
    assert.equal(await page.getByRole("alert").isVisible(), true, wrong.slice(0, 40));
    assert.deepEqual(seen.errors, []);
    await context.close();
  }
});

test("a field that no parcel has is told, and the page stays", async () => {
  const { page, context } = await open(browser, link({ ...bag, colour: "red" }));
  await page.locator("#answer[data-state=invalid]").waitFor();
  assert.match(await page.locator("#answer").textContent(), /unknown field “colour”/);
  await context.close();
});

test("a pack that does not load says so, and can be tried again", async () => {
  const context = await browser.newContext(alone);
  const page = await context.newPage();
  await page.route(/\/declaration\.pack/, (route) => route.abort());
  await page.goto(new URL(link(bag), site).href);
  await page.locator("#answer[data-state=failed]").waitFor();
  await page.unroute(/\/declaration\.pack/);
  await page.getByRole("button", { name: "Try again" }).click();
  await checked(page);
  await context.close();
});

test("the verdict is spoken when it changes, and the field keeps the focus", async () => {
  const { page, context } = await open(browser, link(bag));
  await checked(page);
  const code = page.getByLabel("Commodity code");
  await code.click();
  await code.fill("42");
  await page.waitForFunction(() => /Not ready/.test(document.querySelector("[aria-live=polite]").textContent));
  assert.equal(await code.evaluate((input) => input === document.activeElement), true);
  await context.close();
});

test("fields are called as the form calls them, never by the names of the record", async () => {
  const { page, context } = await open(browser, link({ ...bag, to: "DE", grossWeight: "", consignee: {}, lines: [{ ...bag.lines[0], code: "420221", origin: "" }] }));
  const told = (await page.locator(".where").allInnerTexts()).join(" | ");
  assert.match(told, /Recipient: Name, Street and number/);
  assert.match(told, /Line 1: Commodity code \(6 of 8 digits\)/);
  assert.match(told, /(^|\| )Gross weight, kg/);
  assert.doesNotMatch(await page.locator("#answer").innerText(), /lines\[|consignee\.|grossWeight/);
  await context.close();
});

test("a parcel of the front page brings the sum of its values along", async () => {
  const basket = { to: "DE", from: "KE", assessmentDate: "2026-11-21", currency: "EUR", lines: [{ description: "Leather bag", code: "420221", quantity: 2, unitPrice: "70" }, { description: "Belt", code: "420330", unitPrice: "15.50" }] };
  const { page, context } = await open(browser, `parcel.html#basket=${Buffer.from(JSON.stringify(basket)).toString("base64url")}`);
  assert.equal(await page.locator('[data-path="intrinsicValue"]').inputValue(), "155.50");
  await context.close();
});

test("without a day the day is asked for", async () => {
  const { page, context } = await open(browser, link(bag));
  await checked(page);
  await page.locator('[data-path="on"]').fill("");
  await page.locator("#answer[data-state=empty]", { hasText: "On which day?" }).waitFor();
  await page.locator('[data-path="on"]').fill("2026-11-21");
  await checked(page);
  await context.close();
});
