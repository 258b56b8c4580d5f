// The page works out the published examples, from the form to the figures a person reads.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A basket as a link holds it. */
const link = (basket) => `#basket=${Buffer.from(JSON.stringify(basket)).toString("base64url")}`;

/** What a person sees of an answer. */
async function answer(page) {
  await page.locator("#answer:not([aria-busy]) [data-total]").waitFor({ timeout: 15_000 });
  const amounts = async (selector) =>
    Object.fromEntries(await page.locator(selector).evaluateAll((rows) => rows.map((row) => [row.querySelector(".legend-name").textContent, row.querySelector(".amount").textContent])));
  return {
    total: await page.locator("[data-total]").textContent(),
    parts: await amounts(".legend li"),
    payers: Object.fromEntries(await page.locator("[data-payer]").evaluateAll((rows) => rows.map((row) => [row.dataset.payer, row.querySelector(".amount").textContent]))),
    page: await page.locator("#answer").innerText(),
  };
}

/** The answer to a basket that comes with a link. */
async function asked(basket) {
  const { page, context, seen } = await open(browser, link(basket));
  const read = await answer(page);
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.foreign, []);
  await context.close();
  return read;
}

const paris = (assessmentDate) => ({
  to: "FR", from: "CN", assessmentDate, currency: "EUR", carriage: "express", freight: "9.00", seller: { registrations: ["ioss"] },
  lines: [
    { description: "cotton T-shirt", code: "610910", quantity: 2, unitPrice: "20.00" },
    { description: "sneakers", code: "640411", quantity: 1, unitPrice: "40.00" },
  ],
});

test("Paris on 30 June 2026: no duty, 17.80 of VAT at checkout, and the French tax on small parcels of 2.00 an item", async () => {
  const { total, parts, payers, page } = await asked(paris("2026-06-30"));
  assert.equal(total, "€110.80");
  assert.deepEqual(parts, { Goods: "€80.00", "Delivery and insurance": "€9.00", Levy: "€4.00", Tax: "€17.80" });
  assert.deepEqual(payers, { "buyer seller checkout": "€106.80", "seller carrier border": "€4.00" });
  assert.match(page, /This answer holds until the law changes on 1 July 2026/);
});

test("Paris a day later: two items of 3.00 instead, the VAT as before", async () => {
  const { total, parts, payers } = await asked(paris("2026-07-01"));
  assert.equal(total, "€112.80");
  assert.deepEqual(parts, { Goods: "€80.00", "Delivery and insurance": "€9.00", Duty: "€6.00", Tax: "€17.80" });
  assert.deepEqual(payers, { "buyer seller checkout": "€106.80", "seller carrier border": "€6.00" });
});

const handbag = (unitPrice) => ({
  to: "GB", from: "CN", assessmentDate: "2026-11-21", currency: "GBP", carriage: "express", freight: "0.00",
  lines: [{ description: "plastic handbag", code: "42022210", quantity: 1, unitPrice }],
});

test("Great Britain, 135.00: the shop takes the VAT, no duty", async () => {
  const { total, parts, payers } = await asked(handbag("135.00"));
  assert.equal(total, "£162.00");
  assert.deepEqual(parts, { Goods: "£135.00", Tax: "£27.00" });
  assert.deepEqual(payers, { "buyer seller checkout": "£162.00" });
});

test("Great Britain, one penny more: duty and VAT at the door, and the page says by how much", async () => {
  const { total, parts, payers, page } = await asked(handbag("135.01"));
  assert.equal(total, "£174.97");
  assert.deepEqual(parts, { Goods: "£135.01", Duty: "£10.80", Tax: "£29.16" });
  assert.deepEqual(payers, { "buyer seller checkout": "£135.01", "buyer carrier delivery": "£39.96" });
  assert.match(page, /Over a limit by £0\.01/);
  assert.match(page, /Missed: over by £0\.01/);
});

test("United States: a T-shirt of 25 dollars from China by post pays 36.5 per cent", async () => {
  const { total, parts, payers } = await asked({
    to: "US", from: "CN", assessmentDate: "2026-11-21", currency: "USD", carriage: "post", freight: "0",
    lines: [{ description: "cotton T-shirt", code: "6109100012", quantity: 1, unitPrice: "25.00" }],
  });
  // 4.125, 1.875 and 3.125, each rounded to cents as it is charged.
  assert.deepEqual(parts, { Goods: "US$25.00", Duty: "US$9.14" });
  assert.equal(total, "US$34.14");
  assert.equal(payers["buyer post delivery"], "US$9.14");
});

test("United States: the three duties of a shirt of 300 dollars, each with its working", async () => {
  const basket = {
    to: "US", from: "CN", assessmentDate: "2026-11-21", currency: "USD", carriage: "express", freight: "0",
    lines: [{ description: "cotton knit T-shirt", code: "6109100012", origin: "CN", quantity: 1, unitPrice: "300.00" }],
  };
  const { page, context } = await open(browser, link(basket));
  const { parts } = await answer(page);
  assert.equal(parts.Duty, "US$109.50");
  const rows = page.locator(".charge-group").first().locator("details");
  assert.equal(await rows.count(), 3);
  for (const row of await rows.all()) await row.locator("summary").click();
  // What a row holds is made when it is opened, just after the click.
  await page.locator(".charge-group .working").nth(2).waitFor();
  const workings = (await page.locator(".charge-group .working").allTextContents()).join("\n");
  assert.match(workings, /7\.5\s% of US\$300\.00 = US\$22\.50/);
  assert.match(workings, /12\.5\s% of US\$300\.00 = US\$37\.50/);
  assert.match(workings, /16\.5\s% of US\$300\.00, from the Harmonized Tariff Schedule.* = US\$49\.50/);
  assert.ok((await page.locator(".charge-group .cites a[href^='https://']").count()) >= 3, "every charge cites its law, with a link");
  await context.close();
});

test("metal that nobody declared: duties that exclude each other are never added, and the part is asked for", async () => {
  const knife = { to: "US", from: "JP", assessmentDate: "2025-09-15", currency: "USD", carriage: "express", freight: "0", lines: [{ description: "kitchen knife", code: "8211929045", origin: "JP", quantity: "1", unitPrice: "1000.00" }] };
  const { page, context } = await open(browser, link(knife));
  const { total } = await answer(page);
  assert.match(total, /US\$1,150\.00 *and *US\$1,561\.00/);
  assert.match(await page.locator("[data-way=express] [data-collected=door]").textContent(), /between US\$150\.00 and US\$561\.00/);
  await page.getByLabel(/Value of the steel, aluminium or copper/).fill("400");
  await page.waitForFunction(() => !/between/.test(document.querySelector("[data-total]").textContent));
  await context.close();
});

test("Ontario: a smartphone of 100 dollars pays 13 per cent, and the province is asked for when only the country is named", async () => {
  const basket = {
    to: "CA", from: "CN", assessmentDate: "2026-11-21", currency: "CAD", carriage: "express", freight: "0.00",
    lines: [{ description: "smartphone", code: "85171300", origin: "CN", quantity: 1, unitPrice: "100.00" }],
  };
  const { page, context } = await open(browser, link(basket));
  // Without its province the answer spans all of them, and asks.
  assert.match((await answer(page)).total, /^between CA\$/);
  await page.locator(".needs select").selectOption("CA-ON");
  await page.locator("[data-total]", { hasText: /^CA\$113\.00$/ }).waitFor();
  const { parts, total } = await answer(page);
  assert.equal(parts.Tax, "CA$13.00");
  assert.equal(total, "CA$113.00");
  await context.close();
});

test("a short code gives a range, and the page asks for what settles it and takes the answer right there", async () => {
  const { page, context } = await open(browser, link({
    to: "US", from: "GB", assessmentDate: "2026-11-21", currency: "USD", carriage: "post", freight: "0",
    lines: [{ description: "wool coat", code: "6102", quantity: 1, unitPrice: "140" }],
  }));
  assert.match((await answer(page)).total, /^at least US\$/);
  const weight = page.locator(".needs").getByLabel(/Net weight of wool coat/);
  await weight.fill("1");
  await page.locator("[data-total]", { hasText: /^between US\$[\d.]+ and US\$[\d.]+$/ }).waitFor();
  // The form shows what was answered below it.
  await page.getByText("Weight, quantities, claims").click();
  assert.equal(await page.locator("input[name='weight']").inputValue(), "1");
  await context.close();
});

test("a short code asks what tells its tariff lines apart, and an answer fills the code", async () => {
  const { page, context, seen } = await open(browser, link({
    to: "US", from: "CN", assessmentDate: "2026-11-21", currency: "USD", carriage: "post", freight: "0",
    lines: [{ description: "shirt", code: "6109", origin: "CN", quantity: 1, unitPrice: "100.00" }],
  }));
  assert.match((await answer(page)).total, /^between/);
  const question = page.locator("[data-question]");
  assert.match(await question.innerText(), /Which fibre is there most of\?/);
  // Every line with its rate is there for those who know tariffs.
  await page.getByText("Choose by tariff line").click();
  const lines = page.locator(".which-line details .which li");
  await lines.first().waitFor();
  assert.equal(await lines.count(), 5);
  assert.match(await lines.first().innerText(), /61099040\s+(US\$[\d.]+\s+)?2\.6\s%/);
  await question.getByRole("button", { name: /another, such as polyester/ }).click();
  await page.locator("[data-question] [data-code='61099010']").waitFor();
  assert.equal(await page.getByLabel("Customs code", { exact: true }).inputValue(), "610990");
  await page.locator("[data-question] [data-code='61099010']").click();
  // 32 % of the tariff, 7.5 % and 12.5 % on goods of China.
  await page.locator("[data-total]", { hasText: /^US\$152\.00$/ }).waitFor();
  assert.equal(await page.locator("[data-question]").count(), 0);
  assert.deepEqual(seen.errors, []);
  await context.close();
});

test("what is taken for granted about goods is said, and can be set right there", async () => {
  const { page, context } = await open(browser, link({
    to: "CA-ON", from: "US", assessmentDate: "2026-11-21", currency: "CAD", carriage: "express", freight: "12.00",
    lines: [{ description: "cotton T-shirt", code: "610910", origin: "MX", quantity: "2", unitPrice: "28.00" }],
  }));
  assert.equal((await answer(page)).parts.Tax, "CA$7.28", "13 per cent, as for adults");
  const fact = page.locator("[data-choice^='presumed-for-children']");
  assert.equal(await fact.getByLabel("No", { exact: true }).isChecked(), true);
  await fact.getByLabel("Yes", { exact: true }).check({ force: true });
  await page.locator(".legend li", { hasText: "CA$2.80" }).waitFor();
  await context.close();
});

test("what is prohibited is marked, and what words merely suggest is asked", async () => {
  const { page, context } = await open(browser, link({
    to: "AT", from: "CN", assessmentDate: "2026-11-21", currency: "EUR", carriage: "express", freight: "0",
    lines: [{ description: "cigarettes", code: "240220", quantity: 10, unitPrice: "5.00" }],
  }));
  await answer(page);
  const marked = page.locator(".warning.is-prohibited, .warning.is-restricted");
  assert.ok((await marked.count()) > 0, "tobacco by mail order is marked");
  assert.match(await marked.first().innerText(), /Prohibited|Restricted/);
  await context.close();
});

test("the form alone leads to an answer, by keyboard", async () => {
  const { page, context, seen } = await open(browser);
  assert.match(await page.locator("#answer").innerText(), /Still needed/);
  const combo = (name) => page.getByRole("combobox", { name, exact: true });
  await combo("Sent to").focus();
  await page.keyboard.type("germ");
  await page.keyboard.press("Enter");
  assert.equal(await combo("Sent to").inputValue(), "Germany");
  await page.keyboard.press("Tab");
  await page.keyboard.type("chin");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  assert.equal(await combo("Sent from").inputValue(), "China");
  await page.getByLabel("On this day").fill("2026-11-21");
  await combo("What is it?").focus();
  await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/finder.pack")));
  await page.waitForTimeout(100);
  // A synonym in another language finds it too.
  await page.keyboard.type("baumwoll");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await page.getByLabel("Customs code").inputValue(), "610910");
  await page.getByLabel("Price of one").fill("100,00");
  await page.getByLabel("Delivery cost").fill("0");
  const { parts } = await answer(page);
  assert.deepEqual(parts, { Goods: "€100.00", Duty: "€3.00", Tax: "€19.57" });
  assert.deepEqual(seen.errors, []);
  await context.close();
});

test("an unreadable figure flags its line and leaves the others priced", async () => {
  const { page } = await asked({
    to: "DE", from: "CN", assessmentDate: "2026-11-21", currency: "EUR", carriage: "express", freight: "0.00",
    lines: [
      { description: "cotton T-shirt", code: "610910", quantity: 1, unitPrice: "100.00" },
      { description: "a riddle", code: "640411", quantity: 1, unitPrice: "a few euros" },
    ],
  });
  assert.match(page, /One line cannot be read/);
  assert.match(page, /a riddle/);
});

test("the total and its parts add up, whatever the example", async () => {
  const { page, context } = await open(browser);
  const examples = page.locator(".examples button");
  const cents = (text) => Number(text.replace(/[^\d.]/g, "")) * 100;
  for (let i = 0; i < (await examples.count()); i++) {
    await examples.nth(i).click();
    await page.waitForTimeout(500);
    const { total, parts } = await answer(page);
    if (!/^[^\d\s]*[\d.,]+$/.test(total)) continue;
    const sum = Object.values(parts).reduce((sum, part) => sum + cents(part), 0);
    assert.equal(Math.round(sum), Math.round(cents(total)), `example ${i + 1}: ${total} is not the sum of ${JSON.stringify(parts)}`);
  }
  await context.close();
});

test("a question that decides whether goods may come in stands with its warning, and not among what would settle the sum", async () => {
  const shirt = { to: "US", from: "CN", assessmentDate: "2026-11-22", currency: "USD", carriage: "post", freight: "0", lines: [{ description: "cotton T-shirt", code: "6109100012", quantity: 1, unitPrice: "25.00" }] };
  for (const [said, warnings] of [["No", 0], ["Yes", 1]]) {
    const { page, context } = await open(browser, link(shirt));
    assert.equal((await answer(page)).total, "US$34.14");
    assert.equal(await page.locator(".needs").count(), 0, "the sum is settled");
    const warning = page.locator("[data-warning=us-uflpa]");
    assert.match(await warning.innerText(), /Check\s+cotton T-shirt[\s\S]*from Xinjiang/);
    await warning.getByLabel(said, { exact: true }).check({ force: true });
    await page.locator(warnings === 0 ? "#answer:not(:has([data-warning=us-uflpa]))" : "[data-warning=us-uflpa].is-prohibited").waitFor();
    const { total, page: told } = await answer(page);
    if (said === "No") assert.equal(total, "US$34.14");
    else {
      assert.equal(total, "Not allowed in", "nothing is not a price");
      assert.match(told, /None of it may come in, so there is no total/);
      assert.doesNotMatch(told, /US\$0\.00|No duty, tax or fee is owed/, "and no way to send it costs nothing");
    }
    await context.close();
  }
});

test("a food that pays by what is in it is asked for it in kilograms, part by part", async () => {
  const { page, context, seen } = await open(browser, link({
    to: "DE", from: "US", assessmentDate: "2026-11-22", currency: "EUR", carriage: "post", freight: "0",
    lines: [{ description: "chocolate", code: "1806903900", quantity: 10, unitPrice: "20.00" }],
  }));
  assert.match((await answer(page)).total, /^at least €/);
  const needs = page.locator(".needs");
  await needs.getByLabel("Net weight of chocolate in all, kg, without packing").fill("1");
  const contents = needs.getByRole("group", { name: "What is in chocolate?" });
  for (const [part, kilograms] of [["Milk fat, kg", "0.05"], ["Milk protein, kg", "0"], ["Starch and glucose, kg", "0"], ["Sugar, also as invert sugar or isoglucose, kg", "0.45"]]) {
    // Fields that nobody is in are made anew with each answer, and on a busy machine answers come late.
    const field = contents.getByLabel(part, { exact: true });
    await field.focus();
    await field.fill(kilograms);
  }
  await page.locator("[data-total]", { hasText: /^€232\.08$/ }).waitFor();
  // The last field stays while somebody is in it.
  assert.equal(await needs.locator("input").count(), 1);
  await page.keyboard.press("Tab");
  await needs.waitFor({ state: "detached" });
  assert.deepEqual(seen.errors, []);
  await context.close();
});

test("charges of nothing are one quiet line, behind which their law still stands", async () => {
  const { page, context } = await open(browser, link({
    to: "SG", from: "CN", assessmentDate: "2026-11-22", currency: "SGD", carriage: "post", freight: "10",
    lines: [{ description: "sneakers", code: "640411", quantity: 1, unitPrice: "60.00" }, { description: "T-shirt", code: "610910", quantity: 1, unitPrice: "20.00" }],
  }));
  assert.equal((await answer(page)).total, "SGD 98.10");
  assert.doesNotMatch(await page.locator("#answer").innerText(), /SGD\s0\.00/);
  await page.getByText("Nothing due: Customs duty and Excise duty").click();
  const rows = page.locator(".nothing .charge");
  await rows.first().waitFor();
  assert.equal(await rows.count(), 4);
  assert.match(await rows.first().innerText(), /Customs duty\s+on sneakers[\s\S]*SGD\s0\.00/);
  await context.close();
});

test("the total says which prohibited goods it leaves out, and which it holds", async () => {
  const { page, context } = await open(browser, link({
    to: "AT", from: "CN", assessmentDate: "2026-11-22", currency: "EUR", carriage: "post", freight: "5",
    lines: [{ description: "cigar", code: "240220", unitPrice: "40" }, { description: "power bank", code: "850760", unitPrice: "10" }],
  }));
  const { page: told } = await answer(page);
  assert.match(told, /One of the goods may not come in\. It is not in the total\./);
  assert.match(told, /One of the goods is not allowed in this kind of transport\. It is still in the total\./);
  assert.match(told, /€15\.00 for the goods and delivery/);
  await context.close();
});

test("a line whose code cannot be read is said to be in the total", async () => {
  const { page, context } = await open(browser, link({
    to: "DE", from: "CN", assessmentDate: "2026-11-22", currency: "EUR", carriage: "post", freight: "5",
    lines: [{ description: "lamp", code: "abc", unitPrice: "20" }, { description: "T-shirt", code: "610910", unitPrice: "10" }],
  }));
  const { page: told } = await answer(page);
  assert.match(told, /The code of one line cannot be read\. The line is in the total/);
  assert.match(told, /€35\.00 for the goods and delivery/);
  assert.equal(await page.getByLabel("Customs code").first().getAttribute("aria-invalid"), "true");
  await context.close();
});

test("on a phone it stays in sight that a basket cannot be read, and why is told in sentences", async () => {
  const basket = { to: "DE", from: "CN", assessmentDate: "2026-11-22", currency: "EUR", freight: "abc", lines: [{ description: "sneakers", code: "640411", quantity: 1, unitPrice: "60.00" }] };
  const { page, context } = await open(browser, link(basket), { viewport: { width: 390, height: 740 } });
  const bar = page.locator(".total-bar");
  await bar.waitFor();
  assert.equal(await bar.innerText(), "This cannot be read yet");
  assert.match(await page.locator(".problems").innerText(), /Delivery cost: “abc” is not a plain decimal number\. Write it in digits, such as 1000 or 19\.90\./);
  await page.getByLabel("Delivery cost").fill("5");
  await answer(page);
  await context.close();
});

test("a preference that nobody claimed: what it would give, how origin is proved, and the rule of the heading", async () => {
  const { page, context, seen } = await open(browser, link({
    to: "DE", from: "GB", assessmentDate: "2026-11-21", currency: "EUR", carriage: "express", freight: "0",
    lines: [{ description: "cotton T-shirts", code: "610910", origin: "GB", quantity: 10, unitPrice: "20.00", facts: { "for-children": false } }],
  }));
  await answer(page);
  const relief = page.locator('[data-relief="eu-tca-free"]');
  assert.match(await relief.textContent(), /not claimed/);
  await relief.click();
  await page.locator('[data-key="claiming-eu-tca-free"]').click();
  const told = page.locator('[data-origin="eu-tca-free"]');
  await told.waitFor();
  const text = await told.innerText();
  assert.match(text, /statement on origin on an invoice or another commercial paper, made out by any exporter, with its EORI number/);
  assert.match(text, /packages between private persons worth up to €500/);
  assert.match(text, /knitting or crocheting there and making-up there, cutting included/);
  assert.match(text, /only their maker can say/);
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.foreign, []);
  await context.close();
});

test("on paper the law behind every charge stands, and folds again afterwards", async () => {
  const { page, context } = await open(browser, link({
    to: "DE", from: "CN", assessmentDate: "2026-11-22", currency: "EUR", carriage: "post", freight: "5",
    lines: [{ description: "T-shirt", code: "610910", unitPrice: "20" }],
  }));
  await answer(page);
  const cites = page.locator("#answer .charge .cites");
  assert.equal(await cites.count(), 0);
  await page.pdf();
  assert.ok((await cites.count()) > 1, "what was printed had them");
  assert.equal(await page.locator("#answer .charge[open]").count(), 0);
  await context.close();
});

const spain = { to: "ES", from: "CN", assessmentDate: "2026-11-21", currency: "EUR", freight: "5.00", lines: [{ description: "cotton T-shirt", code: "610910", quantity: 2, unitPrice: "20.00" }] };

test("Spain without a postcode: the mainland's total, and folded under it what the parcel costs on the islands", async () => {
  const { page, context, seen } = await open(browser, link(spain));
  const { total } = await answer(page);
  assert.equal(total, "€58.08");
  const beside = page.locator("[data-elsewhere]");
  await beside.waitFor();
  assert.match((await beside.locator("summary").innerText()).replace(/\s+/g, " "), /^Elsewhere in Spain: between €45\.23 and €49\.50$/);
  await beside.locator("summary").click();
  // What folds is made when it opens.
  await beside.locator("[data-parts]").first().waitFor();
  const parts = await beside.locator("[data-parts]").evaluateAll((rows) => rows.map((row) => [row.dataset.parts, row.querySelector(".amount").textContent]));
  assert.deepEqual(parts, [["ES-CE ES-ML", "between €45.23 and €49.50"], ["ES-CN", "€48.00"]]);
  // The button leads to the field; a postcode settles it, and nothing stands beside the total any more.
  await beside.getByRole("button", { name: "Give the postcode" }).click();
  await page.keyboard.type("35001");
  await page.locator("[data-total]", { hasText: "€48.00" }).waitFor();
  assert.equal(await beside.count(), 0);
  assert.deepEqual(seen.errors, []);
  await context.close();
});

test("Canada without a province: who pays what lies between the provinces, and does not add them up", async () => {
  const { total, payers, page } = await asked({ ...spain, to: "CA", currency: "CAD", freight: "0", lines: [{ description: "cotton T-shirt", code: "610910", quantity: 1, unitPrice: "100.00" }] });
  assert.match(total.replace(/\s+/g, " "), /123\.90 and \$?.*135\.70/);
  assert.match(payers["buyer post delivery"], /23\.90 and .*35\.70/);
  // The other ways to ship are summed the same way: 18 of duty with the tax of the dearest province are 35.70.
  assert.doesNotMatch(page, /At the door: between .*(?:[4-9]\d|1\d\d)\.\d\d to/);
});

test("what two charges ask for is asked once", async () => {
  // The tariff and the excise both go by the litre.
  const { page, context } = await open(browser, link({
    to: "US", from: "IT", postcode: "10001", assessmentDate: "2026-11-21", currency: "EUR", carriage: "express", freight: "20",
    lines: [{ description: "wine", code: "220421", quantity: 2, unitPrice: "15" }],
  }));
  await page.locator(".needs").waitFor();
  const labels = await page.locator(".needs .field label").allInnerTexts();
  assert.equal(labels.filter((label) => /^Litres: how many/.test(label)).length, 1, labels.join("\n"));
  assert.deepEqual(labels, [...new Set(labels)]);
  // What stays a range names the charge that it is about.
  assert.match(await page.locator(".needs").innerText(), /Federal excise tax on wine: only bounds of the rate are held here/);
  await context.close();
});

test("the lines of a short code lead to the tariff that explains them, and none is out of reach", async () => {
  const { page, context } = await open(browser, link({
    to: "US", from: "NL", postcode: "10001", assessmentDate: "2026-11-21", currency: "USD", carriage: "express", freight: "20",
    lines: [{ description: "cheese", code: "040690", quantity: 10, unitPrice: "15", netWeight: "10" }],
  }));
  const which = page.locator(".which-line");
  await which.waitFor();
  await which.getByText("Choose by tariff line").click();
  assert.match(await which.locator(".hint a").getAttribute("href"), /^https:\/\//);
  const more = which.getByRole("button", { name: /^\d+ more$/ }).first();
  const n = Number((await more.innerText()).split(" ")[0]);
  const before = await which.locator(".pick").count();
  await more.click();
  assert.equal(await which.locator(".pick").count(), before + n);
  assert.ok(await page.evaluate(() => document.activeElement.matches(".pick")), "the first of them has the focus");
  // Codes stand in columns of one width, whether a row has one or several.
  const widths = await which.locator(".codes .pick").evaluateAll((buttons) => buttons.filter((button) => button.dataset.code.length === 8).map((button) => Math.round(button.getBoundingClientRect().width)));
  assert.equal(new Set(widths).size, 1, widths.join(" "));
  await context.close();
});
