// "Was I overcharged?" and "it comes back", in a real browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alone, launch, open } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const base64 = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const parcel = (more = {}) => ({
  to: "GB", from: "CN", assessmentDate: "2026-11-21", currency: "GBP", carriage: "post", freight: "0",
  seller: { registrations: ["uk-vat"] }, lines: [{ description: "leather wallet", code: "420231", quantity: 1, unitPrice: "120" }], ...more,
});
const linked = (basket) => `bill.html#basket=${base64(basket)}`;
const billed = (basket, amounts, more = {}) => `bill.html#bill=${base64({ topic: "bill", basket, billed: amounts, ...more })}`;
const returned = (back, days = {}) => `bill.html#bill=${base64({ topic: "back", back, days })}`;
const checked = (page) => page.locator("#answer[data-state=checked]").waitFor();
const shown = (page) => page.locator("#answer[data-state=returned]").waitFor();
const overall = (page) => page.locator("[data-overall]").getAttribute("data-overall");
const claim = (page, id) => page.locator(`[data-claim="${id}"]`);

/** The figure in a text such as `£1,024.50`. */
const figure = (text) => text.replace(/[^\d.]/g, "");

test("the page opens without an error and asks no other host; its law is loaded here and not on the front page", async () => {
  const loaded = (page) => page.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname));
  const front = await open(browser);
  assert.ok(!(await loaded(front.page)).some((path) => path.includes("recovery.pack") || path.includes("compliance")));
  await front.context.close();
  const { page, context, seen } = await open(browser, returned({ to: "GB", reason: "returned" }));
  await shown(page);
  assert.deepEqual(seen, { foreign: [], errors: [], failed: [] });
  const here = await loaded(page);
  assert.ok(here.some((path) => path.endsWith("/recovery.pack")));
  assert.ok(!here.some((path) => path.includes("dutybound_bg") || path.endsWith("/world.pack")), "what comes back needs no engine");
  await context.close();
});

test("the front page's answer leads here with its basket", async () => {
  const { page, context } = await open(browser, `#basket=${base64(parcel())}`);
  await page.locator("#answer[data-state=quoted]").waitFor();
  await page.getByRole("link", { name: /Billed something else/ }).click();
  await checked(page);
  assert.match(await page.locator(".parcel-said").textContent(), /leather wallet.*China.*United Kingdom|leather wallet.*China.*Great Britain/);
  assert.equal(await overall(page), "untold");
  assert.match(await page.locator(".verdict").textContent(), /The shop took £24\.00 with the price/);
  await context.close();
});

test("tax taken twice is named, and sends to the shop and to BOR286 with a letter", async () => {
  const { page, context, seen } = await open(browser, billed(parcel(), { tax: "24.00", fee: "8.00" }, { days: { notified: "2026-11-03" } }));
  await checked(page);
  assert.equal(await overall(page), "more");
  assert.match(await page.locator("#verdict-title").textContent(), /£24\.00 more/);
  assert.match(await page.locator("[data-explained]").getAttribute("data-explained"), /double-tax/);
  assert.equal(await claim(page, "gb-paid-to-seller").count(), 1);
  assert.equal(await claim(page, "gb-post").count(), 1);
  assert.equal(await claim(page, "gb-overpaid").count(), 0, "that form is not for the post");
  const letter = await page.locator("#letter").textContent();
  for (const part of [/billed £24\.00, due £0\.00/, /leather wallet \(420231\)/, /Billed on: 3 November 2026/, /as if the shop's registration had not been sent/, /\[name\]/]) assert.match(letter, part);
  assert.deepEqual(seen, { foreign: [], errors: [], failed: [] });
  await context.close();
});

test("each mistake that was tried is named when its amount was billed", async () => {
  const basket = parcel({ to: "DE", from: "US", currency: "USD", freight: "30", seller: undefined, carriage: "express", lines: [{ description: "cotton jumper", code: "611020", origin: "US", quantity: 3, unitPrice: "90" }] });
  const first = await open(browser, billed(basket, { both: "999.99" }));
  await checked(first.page);
  await first.page.locator("details[data-key=tried]").evaluate((element) => { element.open = true; });
  await first.page.locator(".tried li").first().waitFor();
  const tried = await first.page.locator(".tried li").evaluateAll((all) => all.map((one) => [one.children[0].textContent, one.children[1].textContent]));
  await first.context.close();
  const exact = tried.filter(([, amount]) => /^€[\d,.]+$/.test(amount));
  assert.ok(exact.length >= 3, JSON.stringify(tried));
  for (const [sentence, amount] of exact) {
    const { page, context } = await open(browser, billed(basket, { both: figure(amount) }));
    await checked(page);
    const named = await page.locator(".explanation .mistake").allTextContents();
    assert.ok(named.includes(sentence), `${amount}: ${sentence} among ${named.join(" | ")}`);
    await context.close();
  }
});

test("a gift charged as a purchase", async () => {
  const basket = parcel({ to: "DE", from: "US", currency: "EUR", transaction: "gift", freight: "0", seller: undefined, lines: [{ description: "cotton jumper", code: "611020", origin: "US", quantity: 1, unitPrice: "40" }] });
  const { page, context } = await open(browser, billed(basket, { duty: "3.00", tax: "8.17" }));
  await checked(page);
  assert.equal(await overall(page), "more");
  assert.match(await page.locator("[data-explained]").getAttribute("data-explained"), /not-gift/);
  // The period of the objection counts from a day that was not told: the rule, and no date.
  assert.match(await claim(page, "de-objection").textContent(), /claim made within 1 month of the bill/);
  await page.getByLabel("Billed", { exact: true }).fill("2026-11-10");
  await page.getByText("10 December 2026").first().waitFor();
  await context.close();
});

test("when nothing explains it, that is said, and when it is right, nothing is disputed", async () => {
  const basket = parcel({ seller: { registrations: [] }, lines: [{ description: "leather wallet", code: "420231", quantity: 1, unitPrice: "300" }] });
  const { page, context } = await open(browser, billed(basket, { both: "123.45" }));
  await checked(page);
  assert.equal(await page.locator("[data-explained]").getAttribute("data-explained"), "");
  assert.match(await page.locator(".explanation").textContent(), /None of those tried comes to what was billed/);
  // What the law asks, billed: it agrees.
  const lawful = figure(await page.locator("[data-part=both] td").nth(1).textContent());
  await page.getByLabel("Duty and tax in one sum").fill(lawful);
  await page.locator("[data-overall=right]").waitFor();
  assert.equal(await page.locator(".explanation, .dispute, .letter-card").count(), 0);
  // Less than the law asks is no claim either.
  await page.getByLabel("Duty and tax in one sum").fill("1");
  await page.locator("[data-overall=less]").waitFor();
  assert.equal(await page.locator(".dispute, .letter-card").count(), 0);
  await context.close();
});

test("without a code the law is a range, and the bill is not called wrong inside it", async () => {
  const basket = parcel({ seller: { registrations: [] }, lines: [{ description: "something", quantity: 1, unitPrice: "300" }] });
  const { page, context } = await open(browser, billed(basket, { both: "80" }));
  await checked(page);
  assert.equal(await overall(page), "open");
  assert.match(await page.locator(".verdict").textContent(), /It may be right/);
  await context.close();
});

test("the carrier's own fee is compared with those held, and told apart from the law", async () => {
  const { page, context } = await open(browser, billed(parcel(), { fee: "8.00" }));
  await checked(page);
  const fees = await page.locator("section:has(#fee-title) .why .amount").allTextContents();
  assert.ok(fees.length > 0);
  await page.getByRole("textbox", { name: "The carrier's own fee" }).fill(figure(fees[0]));
  await page.locator("[data-fee=usual]").waitFor();
  await page.getByRole("textbox", { name: "The carrier's own fee" }).fill("500");
  await page.getByText("is more than every usual fee held here").waitFor();
  assert.match(await page.locator("[data-part=fee]").textContent(), /not set by law/);
  await context.close();
});

test("the price before a discount", async () => {
  const basket = parcel({ seller: { registrations: [] }, lines: [{ description: "leather wallet", code: "420231", quantity: 2, unitPrice: "100" }] });
  const { page, context } = await open(browser, billed(basket, { both: "1" }, { before: "250" }));
  await checked(page);
  await page.locator("details[data-key=tried]").evaluate((element) => { element.open = true; });
  const row = page.locator(".tried li", { hasText: "before the discount" });
  const amount = figure(await row.locator(".amount").textContent());
  const full = await open(browser, billed({ ...basket, lines: [{ ...basket.lines[0], unitPrice: "125" }] }, { both: amount }));
  await checked(full.page);
  assert.equal(await overall(full.page), "right", "the same as if that had been the price");
  await full.context.close();
  await context.close();
});

test("low-value returns to Sweden: what the day of the import decides", async () => {
  const back = { reason: "returned", who: "buyer", paidTo: "carrier", to: "SE", from: "GB", carriage: "post", parcel: "90", currency: "EUR" };
  const { page, context } = await open(browser, returned(back, { imported: "2026-10-01" }));
  await shown(page);
  assert.equal(await page.locator('[data-group="nothing"] [data-claim="se-low-value-none"]').count(), 1);
  assert.equal(await page.locator('[data-group="get"]').count(), 0);
  await page.getByLabel("Imported", { exact: true }).fill("2026-06-30");
  await claim(page, "se-return-until-july").waitFor();
  assert.match(await claim(page, "se-return-until-july").textContent(), /28 September 2026/);
  // Faulty goods are another matter.
  await page.getByLabel("Imported", { exact: true }).fill("2026-10-01");
  await page.getByLabel("What happened?").selectOption("faulty");
  await claim(page, "se-defective").waitFor();
  assert.match(await claim(page, "se-defective").textContent(), /1 October 2027/);
  await context.close();
});

test("every way has its source and its grade, and what to keep is gathered", async () => {
  for (const to of ["DE", "GB", "US", "CA", "AU", "NZ", "CH", "NO", "JP", "SG", "IN", "TR"]) {
    const { page, context } = await open(browser, returned({ to, reason: "overcharged" }));
    await shown(page);
    const bare = await page.locator("[data-claim]").evaluateAll((all) => all.filter((one) => !one.querySelector(".duty-source a[href^=http]") || !one.querySelector(".badge")).map((one) => one.dataset.claim));
    assert.deepEqual(bare, [], to);
    assert.ok((await page.locator("[data-claim]").count()) > 0, to);
    assert.equal(await page.locator("#keep-title").count(), 1, to);
    await context.close();
  }
});

test("a place of which nothing is held is named, not passed over", async () => {
  const { page, context } = await open(browser, returned({ to: "KE", reason: "returned" }));
  await shown(page);
  assert.match(await page.locator(".alert.mild").textContent(), /Kenya.*does not say that nothing comes back/s);
  await context.close();
});

test("typed by hand, kept in the link, and the topic by keyboard", async () => {
  const { page, context } = await open(browser, "bill.html");
  await page.locator("#answer[data-state=empty]").waitFor();
  await page.getByRole("radio", { name: "I was billed too much" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByText("Say where the parcel went and what happened").waitFor();
  assert.equal(await page.getByRole("radio", { name: "It goes back, or never came" }).evaluate((element) => element === document.activeElement), true, "the focus stays");
  await page.getByRole("combobox", { name: "The parcel went to" }).fill("Switz");
  await page.keyboard.press("Enter");
  await shown(page);
  await page.getByLabel("Imported", { exact: true }).fill("2026-09-01");
  await page.getByText("1 September 2029").first().waitFor();
  await page.reload();
  await shown(page);
  assert.equal(await page.getByText("1 September 2029").count() > 0, true);
  await context.close();
});

test("hostile links are refused as a whole, and hostile goods are only text", async () => {
  const bad = ["#bill=%3Cscript%3E", `#bill=${base64({ topic: "steal" })}`, `#bill=${base64({ back: { to: "<img src=x onerror=alert(1)>" } })}`, `#bill=${base64({ days: { imported: "soon" } })}`, `#bill=${base64({ surprise: 1 })}`, `#bill=${base64([1, 2])}`, `#bill=${"A".repeat(70_000)}`, `#basket=${base64({ to: 7 })}`, '#bill=eyJfX3Byb3RvX18iOnt9fQ'];
  for (const hash of bad) {
    const { page, context, seen } = await open(browser, `bill.html${hash}`);
    await page.locator("#answer[data-state=empty]").waitFor();
    assert.equal(await page.locator(".notice").isVisible(), true, hash.slice(0, 40));
    assert.deepEqual(seen.errors, []);
    await context.close();
  }
  const evil = '<img src=x onerror="document.title=1"> {amount} ‮ ' + "x".repeat(500);
  const basket = parcel({ seller: { registrations: [] }, lines: [{ description: evil, code: "420231", quantity: 1, unitPrice: "300" }] });
  const { page, context, seen } = await open(browser, billed(basket, { duty: "500" }));
  await checked(page);
  assert.equal(await page.locator("#letter img, .parcel-said img").count(), 0);
  assert.match(await page.locator("#letter").textContent(), /<img src=x/);
  assert.match(await page.title(), /Dutybound/);
  for (const text of ["abc", "-5", "1e9", "12.3.4", "∞", "9".repeat(24), "<b>"]) {
    await page.getByLabel("VAT, GST or sales tax").fill(text);
    await page.waitForTimeout(300);
    assert.equal(await page.locator("#answer").getAttribute("data-state"), "checked", text);
  }
  await page.getByLabel("VAT, GST or sales tax").fill("many");
  await page.getByText("This cannot be read").first().waitFor();
  assert.deepEqual(seen.errors, []);
  await context.close();
});

test("a pack that does not load says so, and can be tried again", async () => {
  const context = await browser.newContext(alone);
  const page = await context.newPage();
  await page.route(/\/recovery\.pack/, (route) => route.abort());
  await page.goto(new URL(returned({ to: "GB", reason: "returned" }), process.env.DUTYBOUND_SITE ?? "http://localhost:8080/").href);
  await page.locator("#answer[data-state=failed]").waitFor();
  await page.unroute(/\/recovery\.pack/);
  await page.getByRole("button", { name: "Try again" }).click();
  await shown(page);
  await context.close();
});

test("the letter is copied whole, and printed alone", async () => {
  const { page, context } = await open(browser, billed(parcel(), { tax: "24.00" }), { permissions: ["clipboard-read", "clipboard-write"] });
  await checked(page);
  await page.getByRole("button", { name: "Copy the letter" }).click();
  await page.getByRole("button", { name: "Letter copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.locator("#letter").textContent());
  await page.evaluate(() => { globalThis.print = () => {}; });
  await page.getByRole("button", { name: "Print the letter" }).click();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#letter").isVisible(), true);
  for (const hidden of [".verdict", ".forms", ".site-foot", ".letter-card h2"]) assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
  await context.close();
});

test("side by side: without the one-stop number the Union's VAT moves to the door and the carrier's fee comes on top", async () => {
  const basket = { to: "DE", from: "CN", assessmentDate: "2026-11-21", currency: "EUR", carriage: "post", freight: "5", seller: { registrations: ["ioss"] }, lines: [{ description: "T-shirt, cotton", code: "610910", quantity: 2, unitPrice: "20" }] };
  const { page, context } = await open(browser, `#basket=${base64(basket)}`);
  await page.locator("#answer[data-state=quoted]").waitFor();
  const way = (id) => page.locator(`[data-way="${id}"]`);
  assert.equal(await way("prepaid").locator("[aria-current=true]").count(), 1, "it is what was asked");
  assert.match(await way("prepaid").textContent(), /With the price: .*VAT/i);
  assert.match(await way("prepaid").locator("[data-collected=else]").textContent(), /Owed by the shop: €3\.00 for Customs duty/);
  assert.equal(await way("prepaid").locator("[data-collected^=fee]").count(), 0);
  for (const id of ["post", "express"]) {
    assert.equal(await way(id).locator("[data-collected=checkout]").count(), 0, id);
    assert.match(await way(id).locator("[data-collected=door]").first().textContent(), /At the door: .*VAT/i, id);
    assert.equal(await way(id).locator("[data-collected^=fee]").count(), 1, id);
  }
  assert.match(await way("post").locator("[data-collected=fee]").textContent(), /carrier's own fee: .*€/);
  // Picking one makes it the question.
  await way("post").getByRole("button").click();
  await page.locator('[data-way="post"] [aria-current=true]').waitFor();
  assert.match(await page.locator('[data-payer^="buyer"][data-payer$="delivery"]').first().textContent(), /VAT/i);
  await context.close();
});

test("on paper stands which parcel it is about, all that folds is open, and nothing is there to press", async () => {
  const { page, context } = await open(browser, billed(parcel(), { tax: "24.00", fee: "8.00" }));
  await page.locator("#answer[data-state=checked]").waitFor();
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.match(await page.locator(".answer > .on-paper").innerText(), /1 × leather wallet · China → United Kingdom/);
  assert.deepEqual(await page.locator("#answer button:visible").allInnerTexts(), []);
  assert.ok(await page.locator(".keep li").last().isVisible());
  await context.close();
});

test("before anything is told of the bill, what the law asks is there, and at which rate prices count", async () => {
  const { page, context } = await open(browser, `bill.html#basket=${base64({ to: "CA-ON", from: "IT", assessmentDate: "2026-11-21", currency: "EUR", carriage: "post", freight: "25", lines: [{ description: "handbag", code: "420221", quantity: 1, unitPrice: "300" }] })}`);
  await checked(page);
  assert.equal(await overall(page), "untold");
  const amount = async (part) => Number((await page.locator(`[data-lawful=${part}] .amount`).textContent()).replace(/[^\d.]/g, ""));
  assert.ok(await amount("duty") > 0 && await amount("tax") > 0);
  assert.equal(Math.round(100 * (await amount("duty") + await amount("tax"))), Math.round(100 * await amount("both")));
  assert.match(await page.locator(".verdict [data-converted]").innerText(), /^Prices in EUR are counted at 1 EUR = \d\.\d+ CAD/);
  // What is billed takes the place of the list, and the rate stays.
  await page.locator("input[name=duty]").fill("100");
  await page.locator(".billed").waitFor();
  assert.equal(await page.locator("[data-lawful]").count(), 0);
  assert.equal(await page.locator(".verdict [data-converted]").count(), 1);
  await context.close();
});
