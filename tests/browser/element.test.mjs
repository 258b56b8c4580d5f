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
  assert.equal(await page.locator("[data-total]").textContent(), inShop.total);
  const duties = await page.locator(".legend li", { hasText: /Duty|Tax/ }).locator(".amount").allTextContents();
  const cents = (text) => Math.round(Number(text.replace(/[^\d.]/g, "")) * 100);
  assert.equal(duties.reduce((sum, part) => sum + cents(part), 0), cents(inShop.charges));
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
