// What people set out to do, beyond one answer: claim origin, hand over a sheet, find the other pages, see what a typed figure lacks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const link = (basket) => `#basket=${Buffer.from(JSON.stringify(basket)).toString("base64url")}`;
const towels = (more = {}) => ({
  to: "DE", from: "TR", assessmentDate: "2026-11-22", currency: "EUR", freight: "20", carriage: "express",
  lines: [{ description: "cotton towel", code: "630260", quantity: 10, unitPrice: "20" }, { description: "ceramic bowl", code: "69120023", quantity: 10, unitPrice: "20" }], ...more,
});
const total = (page) => page.locator("[data-total]").first().innerText();

test("what an agreement would save stands beside the other ways, and one press claims it for all goods", async () => {
  const { page, context } = await open(browser, link(towels()));
  const before = await total(page);
  const way = page.locator("[data-way=claim]");
  const offered = await way.locator(".way .amount").innerText();
  assert.notEqual(offered, before);
  await way.getByRole("button").click();
  await page.locator("[data-way=no-claim]").waitFor();
  assert.equal(await total(page), offered);
  assert.equal(await page.locator("[data-way=claim]").count(), 0);
  await page.locator("[data-way=no-claim]").getByRole("button").click();
  await page.locator("[data-way=claim]").waitFor();
  assert.equal(await total(page), before, "and it can be taken back");
  await context.close();
});

test("a relief that nobody claimed can be claimed where it is told", async () => {
  const { page, context } = await open(browser, link(towels()));
  const relief = page.locator("details", { has: page.locator("[data-relief]", { hasText: "not claimed" }) });
  await relief.locator("summary").click();
  await relief.getByRole("button", { name: "Count it as claimed" }).click();
  await page.locator("[data-relief]", { hasText: "Granted" }).waitFor();
  await context.close();
});

test("a printed quote says what it is for", async () => {
  const { page, context } = await open(browser, link(towels({ lines: [{ description: "cotton towel", code: "630260", quantity: 3, unitPrice: "19.90" }] })));
  const sheet = page.locator(".on-paper");
  assert.ok(!(await sheet.isVisible()), "on a screen the form says it");
  await page.emulateMedia({ media: "print" });
  assert.deepEqual(await sheet.locator("tbody td").allInnerTexts(), ["cotton towel", "630260", "Türkiye", "3", "€19.90", "€59.70"]);
  assert.match(await sheet.innerText(), /Purchase · Courier · Delivery cost €20\.00/);
  assert.ok(!(await page.getByRole("button", { name: "Print" }).isVisible()));
  assert.deepEqual(await page.locator("#answer :is(.primary, .secondary):visible").allInnerTexts(), []);
  await context.close();
});

test("the print button prints", async () => {
  const { page, context } = await open(browser, link(towels()));
  await page.evaluate(() => { globalThis.print = () => { globalThis.printed = true; }; });
  await page.locator(".share").getByRole("button", { name: "Print" }).click();
  assert.ok(await page.evaluate(() => globalThis.printed));
  await context.close();
});

test("whoever sells gets to a checklist that knows the sale", async () => {
  const { page, context, seen } = await open(browser, link(towels()));
  await page.locator(".share").getByRole("link", { name: "Selling it?" }).click();
  await page.getByRole("heading", { name: "From Türkiye to Germany" }).waitFor();
  assert.match(await page.locator(".form-place").innerText(), /6302/);
  assert.deepEqual(seen.errors, []);
  await context.close();
});

for (const [path, name] of [["", "Costs"], ["index.html", "Costs"], ["seller.html", "Selling"], ["parcel.html", "Parcel data"], ["bill.html", "Bills, returns"]]) {
  test(`the pages name each other: ${path || "/"}`, async () => {
    const { page, context } = await open(browser, path, { viewport: { width: 390, height: 800 } });
    const nav = page.getByRole("navigation", { name: "Pages" });
    assert.equal(await nav.getByRole("link").count(), 4);
    assert.equal(await nav.locator("[aria-current=page]").innerText(), name);
    assert.ok(await nav.evaluate((element) => element.firstElementChild.scrollWidth <= innerWidth), "all of them in sight");
    await context.close();
  });
}

test("a figure that is too large is told in its field, with its name and readable digits", async () => {
  const { page, context } = await open(browser, link(towels({ freight: "1000000000000", lines: [{ description: "קומקום", code: "732394", unitPrice: "1234567890123" }] })));
  const told = await page.locator(".problems").innerText();
  assert.match(told, /Delivery cost: 1,000,000,000,000 is more than 100,000,000,000\. Check the digits\./);
  assert.match(told, /price of one: /);
  assert.doesNotMatch(told, /unitPrice|decimal such as/i);
  await context.close();
});

test("a name that runs from right to left leaves the figures around it in their order", async () => {
  const { page, context } = await open(browser, link(towels({ lines: [{ description: "קומקום 2", code: "732394", quantity: 1, unitPrice: "20" }] })));
  assert.equal(await page.getByLabel("What is it?").first().getAttribute("dir"), "auto");
  assert.match(await page.locator("#answer").innerText(), /\u2068קומקום 2\u2069/);
  await context.close();
});

test("on a phone everything that is pressed is large enough for a finger", async () => {
  for (const path of [link(towels()), "seller.html", "parcel.html", "bill.html"]) {
    const { page, context } = await open(browser, path, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    if (path.endsWith(".html")) await page.locator(".chip").first().click();
    await page.waitForTimeout(800);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, select, summary, input:not([type=radio], [type=checkbox]), .seg, .pages a, .share a")]
        .filter((element) => element.checkVisibility())
        .map((element) => [element.outerHTML.slice(0, 80), Math.round(element.getBoundingClientRect().height)])
        .filter(([, height]) => height < 43));
    assert.deepEqual(small, [], path);
    await context.close();
  }
});

test("prices in another currency say at which rate they count", async () => {
  const { page, context } = await open(browser, link(towels({ to: "NO", transaction: "gift" })));
  assert.match(await page.locator("[data-converted]").innerText(), /^Prices in EUR are counted at 1 EUR = \d+\.\d{1,4} NOK, the rate of \d+ \w+ \d{4}\.$/);
  await context.close();
  const same = await open(browser, link(towels()));
  assert.equal(await same.page.locator("[data-converted]").count(), 0);
  await same.context.close();
});

test("what was typed in full goes before what only begins with it", async () => {
  const { page, context } = await open(browser);
  const field = page.locator("input[name=product]");
  await field.fill("wine");
  await page.locator("[role=option]").first().waitFor();
  assert.match(await page.locator("[role=option]").first().innerText(), /^Wine\n/);
  await context.close();
});

test("whoever types before the products are there is shown them when they come", async () => {
  const { page, context } = await open(browser);
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await page.route(/\/finder\.pack/, async (route) => { await held; await route.continue(); });
  await page.locator("input[name=product]").fill("wine");
  assert.equal(await page.locator("[role=option]:visible").count(), 0);
  go();
  await page.locator("[role=option]:visible").first().waitFor();
  await context.close();
});

const asked = (page) => page.evaluate(() => JSON.parse(atob(location.hash.slice(8).replaceAll("-", "+").replaceAll("_", "/"))));

test("what was typed is still there after a reload, also while something is lacking", async () => {
  const { page, context } = await open(browser);
  await page.locator("input[name=product]").fill("leather bag");
  await page.getByLabel("Price of one").fill("120");
  await page.waitForFunction(() => location.hash !== "");
  await page.reload({ waitUntil: "networkidle" });
  assert.equal(await page.locator("input[name=product]").inputValue(), "leather bag");
  assert.equal(await page.getByLabel("Price of one").inputValue(), "120");
  assert.match(await page.locator("#answer").innerText(), /where it is sent to/);
  await context.close();
});

test("whoever tries an example comes back to their own parcel, and can begin afresh", async () => {
  const { page, context, seen } = await open(browser, link(towels()));
  const own = await total(page);
  await page.locator(".chip").nth(2).click();
  await page.waitForFunction((own) => document.querySelector("[data-total]")?.innerText !== own, own);
  await page.goBack();
  await page.waitForFunction((own) => document.querySelector("[data-total]")?.innerText === own, own);
  assert.equal((await asked(page)).to, "DE");
  assert.equal(await page.getByLabel("What is it?").first().inputValue(), "cotton towel");

  await page.getByRole("button", { name: "Begin afresh" }).click();
  await page.locator("#answer[data-state=empty]").waitFor();
  assert.equal(await page.evaluate(() => location.hash), "");
  assert.equal(await page.getByLabel("Price of one").inputValue(), "");
  assert.ok(await page.locator("input[name=to]").evaluate((field) => field === document.activeElement));
  await page.goBack();
  await page.locator("[data-total]").waitFor();
  assert.equal(await total(page), own, "and even that can be taken back");
  assert.deepEqual(seen.errors, []);
  await context.close();
});

test("the examples of the other pages can be taken back too", async () => {
  for (const path of ["seller.html", "parcel.html", "bill.html"]) {
    const { page, context, seen } = await open(browser, path);
    const state = await page.locator("#answer").getAttribute("data-state");
    await page.locator(".chip").first().click();
    await page.waitForFunction((state) => document.querySelector("#answer").dataset.state !== state, state);
    const first = await page.locator("#answer").innerText();
    await page.locator(".chip").nth(1).click();
    await page.waitForFunction((first) => document.querySelector("#answer").innerText !== first, first);
    await page.goBack();
    await page.waitForFunction((first) => document.querySelector("#answer").innerText === first, first);
    await page.goBack();
    await page.locator(`#answer[data-state=${state}]`).waitFor();
    assert.equal(await page.evaluate(() => location.hash), "", path);
    assert.deepEqual(seen.errors, [], path);
    await context.close();
  }
});

test("whoever looks at another page finds their parcel again under the page's name", async () => {
  const { page, context } = await open(browser, link(towels()));
  const own = await total(page);
  const nav = page.getByRole("navigation", { name: "Pages" });
  await nav.getByRole("link", { name: "Selling" }).click();
  await page.locator("#answer[data-state=empty]").waitFor();
  await page.locator(".chip").first().click();
  await page.locator("#answer[data-state=listed]").waitFor();
  await nav.getByRole("link", { name: "Costs" }).click();
  await page.locator("[data-total]").waitFor();
  assert.equal(await total(page), own);
  await nav.getByRole("link", { name: "Selling" }).click();
  await page.getByRole("heading", { name: /^From Kenya to Germany/ }).waitFor();
  // The page's own name begins afresh.
  await nav.getByRole("link", { name: "Selling" }).click();
  await page.locator("#answer[data-state=empty]").waitFor();
  assert.equal(await page.evaluate(() => location.hash), "");
  await context.close();
});

test("an amount that cannot be read does not cost the rest at a reload", async () => {
  for (const [path, chip, name] of [["seller.html", 0, "sales-world"], ["bill.html", 0, "tax"]]) {
    const { page, context } = await open(browser, path);
    await page.locator(".chip").nth(chip).click();
    const before = await page.evaluate(() => location.hash);
    await page.locator(`input[name=${name}]`).fill("about £30k");
    await page.waitForFunction((before) => location.hash !== before, before);
    await page.reload({ waitUntil: "networkidle" });
    assert.ok(!(await page.locator(".notice").first().isVisible()), path);
    assert.equal(await page.locator(`input[name=${name}]`).inputValue(), "about £30k", path);
    await context.close();
  }
});

test("every page with an answer has a button that copies its link", async () => {
  for (const path of ["", "seller.html", "parcel.html", "bill.html"]) {
    const { page, context } = await open(browser, path, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator(".chip").first().click();
    const copy = page.getByRole("button", { name: "Copy link" });
    await copy.click();
    await page.getByRole("button", { name: "Link copied" }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url(), path);
    await context.close();
  }
});

test("on a small phone the names of all pages stand in one row", async () => {
  for (const path of ["", "bill.html"]) {
    const { page, context } = await open(browser, path, { viewport: { width: 360, height: 780 } });
    const tops = await page.locator(".pages li").evaluateAll((items) => items.map((item) => Math.round(item.getBoundingClientRect().top)));
    assert.equal(new Set(tops).size, 1, path);
    await context.close();
  }
});

test("names of places take their article inside a sentence, and money is named as people name it", async () => {
  const { page, context } = await open(browser, link(towels({ to: "US", from: "GB", currency: "USD" })));
  assert.match(await page.locator(".total-context").innerText(), /^United States, from the United Kingdom, on /);
  assert.match(await page.locator("[data-elsewhere]").innerText(), /Elsewhere in the United States:/);
  await page.goto(new URL(`bill.html#bill=${Buffer.from(JSON.stringify({ topic: "bill", basket: towels({ to: "GB", from: "US", currency: "GBP" }), billed: { duty: "300" } })).toString("base64url")}`, page.url()).href);
  await page.getByText("As the carrier billed it, in British pounds.").waitFor();
  assert.match(await page.locator(".letter").innerText(), /a parcel from the United States with/);
  await context.close();
});

test("where no answer would settle what is open, none is promised", async () => {
  const { page, context } = await open(browser, link(towels({ to: "SO", from: "US", lines: [{ description: "toy", code: "950300", quantity: 1, unitPrice: "20" }] })));
  const answer = await page.locator("#answer").innerText();
  assert.match(answer, /What stays open/);
  assert.doesNotMatch(answer, /What would settle it|Each of these narrows it/);
  await context.close();
});

test("a claim that the form does not offer is seen there all the same, under a name, and can be taken back", async () => {
  const { page, context } = await open(browser, link(towels({ lines: [{ description: "cotton towel", code: "630260", quantity: 1, unitPrice: "20", claims: ["rcep"] }] })));
  assert.match(await page.locator("#answer").innerText(), /The claim \(RCEP origin\) changes nothing/);
  await page.locator(".line details.more > summary").click();
  const claim = page.getByLabel("RCEP origin");
  assert.ok(await claim.isChecked());
  await claim.uncheck();
  await page.waitForFunction(() => !/RCEP/.test(document.querySelector("#answer").innerText));
  await context.close();
});

test("goods are found by their words in any order and number, and what is not held is said", async () => {
  const { page, context } = await open(browser);
  const field = page.locator("input[name=product]");
  const options = page.locator(".line [role=option]");
  for (const [typed, found] of [["t shirts", /^T-shirt, cotton/], ["handmade leather bags", /^Handbag, leather/], ["bag leather", /^Handbag, leather/], ["smart phone", /^Smartphone/], ["vitamin d", /^Food supplement/]]) {
    await field.fill(typed);
    await options.first().waitFor();
    assert.match(await options.first().innerText(), found, typed);
  }
  // Butter is no pair of shears.
  for (const typed of ["shea butter", "kiondo"]) {
    await field.fill(typed);
    await page.locator(".line [role=listbox]", { hasText: "None of the everyday goods held here" }).waitFor();
    assert.equal(await options.count(), 0, typed);
  }
  await context.close();
});

test("countries are found by what people call them, and in the reader's own language", async () => {
  const { page, context } = await open(browser, "", { locale: "de-DE" });
  for (const [typed, name] of [["uk", "United Kingdom"], ["usa", "United States"], ["america", "United States"], ["England", "United Kingdom"], ["uae", "United Arab Emirates"], ["turkey", "Türkiye"], ["korea", "South Korea"], ["deutschland", "Germany"]]) {
    const from = page.locator("input[name=from]");
    await from.fill(typed);
    await from.press("Tab");
    assert.equal(await from.inputValue(), name, typed);
  }
  const to = page.locator("input[name=to]");
  await to.fill("uk");
  await to.press("Tab");
  assert.equal(await to.inputValue(), "United Kingdom (Great Britain)");
  await context.close();
});

test("on a phone the outcome of every page stays in sight while its form is filled in", async () => {
  for (const [path, chip, outcome] of [["", 0, /€/], ["seller.html", 0, /\d+ to do · .* done/], ["parcel.html", 0, /Ready/], ["bill.html", 0, /£24\.00 more than the law asks/], ["bill.html", 2, /2 ways to get something back/]]) {
    const { page, context } = await open(browser, path, { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });
    await page.locator(".chip").nth(chip).click();
    const bar = page.locator(".total-bar");
    await bar.waitFor();
    assert.match(await bar.innerText(), outcome, path);
    await bar.click();
    await bar.waitFor({ state: "hidden" });
    await context.close();
  }
});

test("which of the two questions is asked survives a reload", async () => {
  const { page, context } = await open(browser, "bill.html");
  await page.getByRole("radio", { name: "It goes back, or never came" }).check();
  await page.waitForFunction(() => location.hash !== "");
  await page.reload({ waitUntil: "networkidle" });
  assert.ok(await page.getByRole("radio", { name: "It goes back, or never came" }).isChecked());
  await context.close();
});
