// <dutybound-quote> in a checkout: the same figures as the page, from attributes or from a property.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const QUOTE = "dutybound-quote";
/** The text of the element's parts, once it has an answer. */
async function parts(page, index = 0) {
  const quote = page.locator(QUOTE).nth(index);
  await quote.locator("[part~=total]").waitFor({ timeout: 15_000 });
  return quote.evaluate((element) => ({
    charges: element.shadowRoot.querySelector("[part~=charges] [part~=amount]").textContent,
    total: element.shadowRoot.querySelector("[part~=total] [part~=amount]").textContent,
    payers: [...element.shadowRoot.querySelectorAll("[part~=payer]")].map((row) => row.textContent),
    landed: element.result.quote.landedCost,
  }));
}
const link = (basket) => `#basket=${Buffer.from(JSON.stringify(basket)).toString("base64url")}`;

test("the shop's basket is priced, and follows the basket and the destination", async () => {
  const { page, context, seen } = await open(browser, "checkout.html");
  const first = await parts(page);
  const changed = (before) => page.waitForFunction((before) => document.querySelector("dutybound-quote").result?.quote?.landedCost.low !== before, before);

  await page.getByRole("button", { name: "One Scented candle more" }).click();
  await changed(first.landed.low);
  const second = await parts(page);
  assert.notEqual(second.total, first.total);

  await page.getByLabel("Deliver to").selectOption("DE");
  await changed(second.landed.low);
  await page.getByLabel("Deliver to").selectOption("FR");
  await page.getByRole("button", { name: "One Scented candle fewer" }).click();
  await page.waitForFunction((low) => document.querySelector("dutybound-quote").result?.quote?.landedCost.low === low, first.landed.low);
  assert.deepEqual(await parts(page), first);
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(seen.foreign, []);
  await context.close();
});

test("the element and the page give the same answer to the same basket", async () => {
  const shop = await open(browser, "checkout.html");
  const inShop = await parts(shop.page);
  const basket = await shop.page.locator(QUOTE).evaluate((element) => ({
    ...JSON.parse(element.getAttribute("basket")),
    to: element.getAttribute("to"), from: element.getAttribute("from"), currency: element.getAttribute("currency"), carriage: element.getAttribute("carriage"),
    freight: element.getAttribute("freight"), assessmentDate: element.getAttribute("assessment-date"), lines: JSON.parse(element.getAttribute("lines")),
  }));
  await shop.context.close();
  const { page, context } = await open(browser, link(basket));
  await page.locator("[data-total]").waitFor();
  // The page's total holds what the seller owes as well, and says so; the element's is the buyer's.
  const cents = (text) => Math.round(Number(text.replace(/[^\d.]/g, "")) * 100);
  const shares = await page.locator("[data-shares]").textContent();
  const [buyer, seller] = [...shares.matchAll(/€[\d.,]*\d/g)].map(([amount]) => amount);
  assert.equal(buyer, inShop.total);
  assert.equal(cents(buyer) + cents(seller), cents(await page.locator("[data-total]").textContent()));
  const tax = await page.locator(".legend li", { hasText: "Tax" }).locator(".amount").textContent();
  assert.equal(inShop.charges, tax, "under the one-stop shop the buyer pays the tax, and the seller the duty");
  await context.close();
});

/** An element of our own beside the shop's. */
async function place(page, attributes, inside = "") {
  await page.evaluate(({ attributes, inside }) => {
    const element = document.createElement("dutybound-quote");
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = inside;
    window.told = [];
    element.addEventListener("dutybound-quote", (event) => window.told.push([event.result?.status, event.previous?.status]));
    document.body.append(element);
  }, { attributes, inside });
}

const paris = {
  to: "FR", from: "CN", currency: "EUR", "assessment-date": "2026-07-01", carriage: "express", freight: "9.00",
  lines: JSON.stringify([{ description: "cotton T-shirt", code: "610910", quantity: 2, unitPrice: "20.00" }, { description: "sneakers", code: "640411", unitPrice: "40.00" }]),
  basket: JSON.stringify({ seller: { registrations: ["ioss"] } }),
};

test("attributes are one question, the event tells each new answer once", async () => {
  const { page, context } = await open(browser, "checkout.html");
  await place(page, paris);
  assert.deepEqual((await parts(page, 1)).landed, { low: "112.80", high: "112.80" });
  assert.deepEqual(await page.evaluate(() => window.told), [["quoted", undefined]]);

  // The same again is no news; several attributes at once are one question.
  await page.evaluate(() => {
    const element = document.querySelectorAll("dutybound-quote")[1];
    element.setAttribute("freight", "9.00");
    element.setAttribute("assessment-date", "2026-06-29");
    element.setAttribute("assessment-date", "2026-06-30");
  });
  await page.waitForFunction(() => document.querySelectorAll("dutybound-quote")[1].result.quote.landedCost.low === "110.80");
  assert.deepEqual(await page.evaluate(() => window.told), [["quoted", undefined], ["quoted", "quoted"]]);
  await context.close();
});

test("a property goes before the attributes, and null goes back to them", async () => {
  const { page, context } = await open(browser, "checkout.html");
  await place(page, paris);
  await parts(page, 1);
  const landed = (low) => page.waitForFunction((low) => document.querySelectorAll("dutybound-quote")[1].result?.quote?.landedCost.low === low, low);
  await page.evaluate(() => {
    document.querySelectorAll("dutybound-quote")[1].basket = {
      to: "GB", from: "CN", assessmentDate: "2026-11-21", currency: "GBP", carriage: "express", freight: "0",
      lines: [{ description: "plastic handbag", code: "42022210", unitPrice: "135.00" }],
    };
  });
  await landed("162.00");
  const told = () => page.evaluate(() => window.told.length);
  const before = await told();
  // The same question in other words: asked again, but no new answer, so no event.
  await page.evaluate(() => {
    const element = document.querySelectorAll("dutybound-quote")[1];
    element.basket = { ...element.basket, freight: 0 };
  });
  await page.waitForTimeout(500);
  assert.equal(await told(), before);
  await page.evaluate(() => { document.querySelectorAll("dutybound-quote")[1].basket = null; });
  await landed("112.80");
  await context.close();
});

test("without a question the text inside stands; what cannot be read is said, not thrown", async () => {
  const { page, context, seen } = await open(browser, "checkout.html");
  await place(page, {}, "Duties may be added.");
  assert.equal(await page.getByText("Duties may be added.").isVisible(), true);
  await page.evaluate(() => document.querySelectorAll("dutybound-quote")[1].setAttribute("basket", "{not json"));
  await page.locator(QUOTE).nth(1).getByText("cannot be worked out").waitFor();
  await page.evaluate(() => document.querySelectorAll("dutybound-quote")[1].setAttribute("basket", JSON.stringify({ to: "AQ", from: "CN", currency: "EUR", assessmentDate: "2026-07-01", lines: [{ unitPrice: "1" }] })));
  await page.locator(QUOTE).nth(1).getByText("not known here").waitFor();
  assert.deepEqual(seen.errors, []);
  await context.close();
});

/** Sets the element's basket and waits until its answer shows. */
async function price(page, basket, shows = "[part~=total], [part=excluded]") {
  await page.evaluate((basket) => {
    window.told = [];
    window.answered = [];
    const element = document.querySelector("dutybound-quote");
    element.addEventListener("dutybound-quote", () => window.told.push(1));
    element.addEventListener("dutybound-answer", (event) => window.answered.push({ answers: event.answers, basket: event.basket }));
    element.basket = basket;
  }, basket);
  await page.waitForFunction(() => window.told.length > 0);
  await page.locator(QUOTE).locator(shows).first().waitFor();
}
const day = { from: "CN", assessmentDate: "2026-11-21", currency: "EUR", freight: "5.00", carriage: "post" };
const row = (page, part) => page.locator(QUOTE).locator(`[part~="${part}"] [part~=amount]`).first();
const cents = (text) => Math.round(Number(text.replace(/[^\d.]/g, "")) * 100);
const low = (page) => page.locator(QUOTE).evaluate((element) => element.result.quote.landedCost.low);

test("what the seller owes is told apart and is not in what the buyer pays", async () => {
  const { page, context } = await open(browser, "checkout.html");
  const shirts = { ...day, to: "RO", lines: [{ description: "cotton T-shirt", code: "610910", quantity: 2, unitPrice: "20.00" }] };
  // Romania: VAT of the one-stop shop at checkout; the duty and the logistics tax of 25 lei are the seller's.
  await price(page, { ...shirts, seller: { registrations: ["ioss"] } });
  const quote = page.locator(QUOTE);
  assert.match(await quote.locator("[part~=checkout]").textContent(), /at checkout/);
  assert.equal(await quote.locator("[part~=door]").count(), 0);
  const [goods, charges, total] = await Promise.all(["goods", "charges", "total"].map((part) => row(page, part).textContent()));
  assert.equal(cents(goods) + cents(charges), cents(total));
  const seller = quote.locator("[part=seller]");
  assert.equal(await seller.evaluate((element) => element.open), false, "it is folded");
  const owed = cents((await seller.locator("summary").textContent()).split(":")[1]);
  assert.equal(cents(total) + owed, cents(await low(page)), "together they are all that is owed");
  await seller.locator("summary").press("Enter");
  assert.match(await seller.innerText(), /RON\s25\.00/);

  // Without the one-stop shop duty and VAT are paid at the door, and only the logistics tax stays the seller's.
  await price(page, shirts);
  assert.match(await quote.locator("[part~=door]").textContent(), /at the door/);
  assert.match(await quote.locator("[part=seller] summary").textContent(), /RON\s25\.00/);
  await context.close();
});

test("what is open is asked in the element, by keyboard, and an answer goes when its goods change", async () => {
  const { page, context, seen } = await open(browser, "checkout.html");
  const coat = { ...day, to: "US", from: "GB", lines: [{ id: "coat", description: "wool coat", code: "6102", unitPrice: "140" }] };
  await price(page, coat);
  const quote = page.locator(QUOTE);
  assert.match(await row(page, "total").textContent(), /at least/);
  await quote.getByRole("button", { name: "wool or fine animal hair" }).press("Enter");
  await page.waitForFunction(() => window.answered.length === 1);
  const weight = quote.getByLabel("Net weight of wool coat in all, kg, without packing");
  await weight.focus();
  await page.keyboard.type("1", { delay: 50 });
  await page.waitForFunction(() => document.querySelector("dutybound-quote").result.quote.landedCost.high !== null);
  assert.equal(await weight.evaluate((element) => element === element.getRootNode().activeElement), true, "the field stays while somebody types in it");
  assert.equal(await weight.inputValue(), "1");
  const { answers, basket } = await page.evaluate(() => window.answered.at(-1));
  assert.deepEqual(answers.map(({ field, value }) => [field, value]), [["code", basket.lines[0].code], ["netWeight", "1"]]);
  assert.equal(basket.lines[0].netWeight, "1");
  assert.equal(coat.lines[0].netWeight, undefined);

  // An answer can be taken back, and is asked for again.
  await page.keyboard.press("Tab");
  await quote.getByRole("button", { name: /^Change: Net weight/ }).press("Enter");
  await page.waitForFunction(() => document.querySelector("dutybound-quote").result.quote.landedCost.high === null);

  // Kept by the shop and handed to the element of another page: the same answer.
  await page.evaluate((answers) => { document.querySelector("dutybound-quote").answers = answers; }, answers);
  await page.waitForFunction(() => document.querySelector("dutybound-quote").result.quote.landedCost.high !== null);
  // Two coats now: what was said of one is not true of them, what was said of the kind still is.
  await price(page, { ...coat, lines: [{ ...coat.lines[0], quantity: 2 }] });
  assert.equal(await quote.getByLabel(/^Net weight/).inputValue(), "");
  assert.equal(await quote.evaluate((element) => element.result.quote.items[0].code), answers[0].value);
  assert.equal(await page.locator(QUOTE).evaluate((element) => element.result.quote.landedCost.high), null);
  assert.deepEqual(seen.errors, []);
  await context.close();
});

test("the shop can answer in the buyer's place, and keep answers to itself", async () => {
  const { page, context } = await open(browser, "checkout.html");
  const coat = { ...day, to: "US", from: "GB", lines: [{ description: "wool coat", code: "610210", unitPrice: "140" }] };
  const quote = page.locator(QUOTE);
  await price(page, coat);
  await quote.getByLabel(/^Net weight/).waitFor();
  await price(page, { ...coat, lines: [{ ...coat.lines[0], netWeight: 1 }] });
  assert.equal(await quote.getByLabel(/^Net weight/).count(), 0, "what the basket holds is not asked");

  await price(page, coat);
  await page.evaluate(() => document.querySelector("dutybound-quote").addEventListener("dutybound-answer", (event) => event.preventDefault()));
  await quote.getByLabel(/^Net weight/).fill("1");
  await page.waitForFunction(() => window.answered.length > 0);
  await page.waitForTimeout(300);
  assert.deepEqual(await quote.evaluate((element) => element.answers), []);
  assert.equal(await quote.evaluate((element) => element.result.quote.landedCost.high), null);

  await page.evaluate(() => document.querySelector("dutybound-quote").setAttribute("questions", "none"));
  await quote.locator("[part=questions]").waitFor({ state: "detached" });
  assert.ok(await quote.evaluate((element) => element.result.quote.needs.length > 0), "a shop that asks by itself is told what is open");
  await context.close();
});

test("a figure that cannot be read is said at its field and is kept; everything asked has a label", async () => {
  const { page, context } = await open(browser, "checkout.html");
  await price(page, { ...day, to: "DE", carriage: "express", transaction: "commercial", lines: [{ description: "biscuits", code: "190590", unitPrice: "200" }] });
  const quote = page.locator(QUOTE);
  await quote.locator("[part=questions] summary").evaluate((element) => { element.parentElement.open = true; });
  const weight = quote.getByLabel(/^Net weight of biscuits/);
  await weight.fill("about half");
  await page.waitForFunction(() => window.answered.length > 0);
  await quote.locator("input[aria-invalid=true]").waitFor();
  assert.equal(await weight.inputValue(), "about half");
  assert.equal(await weight.evaluate((element) => element.getRootNode().getElementById(element.getAttribute("aria-describedby").split(" ")[0]).textContent), "Write digits, such as 0.5.");
  await weight.fill("0,5");
  await quote.locator("input[aria-invalid=true]").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => window.answered.at(-1).basket.lines[0].netWeight), "0.5");
  const nameless = await quote.evaluate((element) => [...element.shadowRoot.querySelectorAll("input, select")].filter((field) => !field.labels?.length || !field.labels[0].textContent.trim()).length);
  assert.equal(nameless, 0);
  assert.ok(await quote.getByLabel("Milk fat, kg").isVisible());
  await context.close();
});

test("the element says which prohibited goods the total leaves out, and which it holds", async () => {
  const { page, context } = await open(browser, "checkout.html");
  const cigar = { description: "cigar", code: "240220", unitPrice: "40.00" };
  const bank = { description: "power bank", code: "850760", unitPrice: "10.00" };
  await price(page, { ...day, to: "AT", lines: [cigar, bank] });
  const quote = page.locator(QUOTE);
  const told = await quote.locator("[part=bill]").innerText();
  assert.match(told, /Prohibited: cigar\./);
  assert.match(told, /One of the goods may not come in\. It is not in the total\./);
  assert.match(told, /Prohibited: power bank\./);
  assert.match(told, /One of the goods is not allowed in this kind of transport\. It is still in the total\./);
  // Goods of 10 and carriage of 5, and what is owed on them.
  const owed = cents(await row(page, "charges").textContent());
  assert.equal(cents(await row(page, "total").textContent()), 1500 + owed);

  await price(page, { ...day, to: "AT", lines: [cigar] }, "[part=excluded]");
  assert.match(await quote.locator("[part=bill]").innerText(), /None of it may come in/);
  assert.equal(await quote.locator("[part~=total]").count(), 0, "nothing is not a price");
  await context.close();
});

test("where a part of the country decides, the element asks for it", async () => {
  const { page, context } = await open(browser, "checkout.html");
  await price(page, { ...day, to: "CA", carriage: "express", lines: [{ description: "cotton T-shirt", code: "6109100000", unitPrice: "60.00" }] }, "[part=questions]");
  const quote = page.locator(QUOTE);
  await quote.getByLabel("Which part of the country?").selectOption("CA-ON");
  await page.waitForFunction(() => document.querySelector("dutybound-quote").result.quote?.to === "CA-ON");
  assert.equal(await page.evaluate(() => window.answered.at(-1).basket.to), "CA-ON");
  // To another country, the province is nobody's any more.
  await price(page, { ...day, to: "JP", lines: [{ description: "cotton T-shirt", code: "610910", unitPrice: "60.00" }] });
  assert.equal(await quote.evaluate((element) => element.result.quote.to), "JP");
  await context.close();
});

test("until somebody has chosen where it goes the shop's own text stands, and what a shop wrote wrongly is told in the console", async () => {
  const { page, context } = await open(browser, "checkout.html");
  const told = [];
  page.on("console", (message) => message.type() === "warning" && told.push(message.text()));
  const box = await page.evaluate(async () => {
    const quote = document.querySelector("dutybound-quote");
    const settled = () => new Promise((resolve) => { setTimeout(resolve, 300); });
    quote.setAttribute("to", "");
    await settled();
    const before = [quote.shadowRoot.querySelector("[part=bill]").firstElementChild.localName, quote.result === undefined];
    quote.setAttribute("to", "FR");
    quote.setAttribute("lines", '[{ "price": "20" }]');
    await settled();
    quote.setAttribute("lines", '[{ "unitPrice": "-20" }]');
    await settled();
    return before;
  });
  assert.deepEqual(box, ["slot", true]);
  assert.match(told.join("\n"), /`lines\[0\]\.price` cannot be read/);
  assert.match(told.join("\n"), /`lines\[0\]`: unitPrice: -20 is below zero/);
  await context.close();
});

test("a question names its goods where there are others", async () => {
  const { page, context } = await open(browser, "checkout.html");
  await page.getByLabel("Deliver to").selectOption("JP");
  const asked = page.locator("dutybound-quote [part=questions] legend").first();
  await asked.waitFor();
  assert.match(await asked.innerText(), /^Cotton T-shirt: /);
  await page.getByRole("button", { name: "One Canvas sneakers fewer" }).click();
  await page.waitForFunction(() => !document.querySelector("dutybound-quote").shadowRoot.querySelector("[part=questions] legend")?.textContent.startsWith("Cotton"));
  await context.close();
});

test("prices in the shop's money say at which rate they count", async () => {
  const { page, context } = await open(browser, "checkout.html");
  await parts(page);
  const rate = page.locator(QUOTE).locator("[part~=converted]");
  assert.equal(await rate.count(), 0, "euros stay euros in France");
  await page.getByLabel("Deliver to").selectOption("JP");
  await rate.waitFor();
  assert.match(await rate.innerText(), /^Prices in EUR are counted at 1 EUR = [\d.]+ JPY/);
  await context.close();
});

test("the tags that the shop shows give the shop's answer in a page of one's own", async () => {
  const { page, context, seen } = await open(browser, "checkout.html");
  await page.getByLabel("Deliver to").selectOption("GB");
  await page.locator(QUOTE).locator("[part~=payer]").first().waitFor();
  await page.waitForFunction(() => document.querySelector("dutybound-quote").result?.quote?.to === "GB");
  const inShop = await parts(page);
  await page.getByText("Place it in your own page").click();
  const tags = await page.locator(".snippet").textContent();
  await page.route("**/own.html", (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><title>Own</title>${tags}` }));
  await page.goto(new URL("own.html", page.url()).href);
  assert.deepEqual(await parts(page), inShop);
  assert.deepEqual(seen.foreign, []);
  await context.close();
});
