// Fields that cannot be read say so themselves, take the focus when the answer is asked for, and lose nothing that was typed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const link = (basket) => `#basket=${Buffer.from(JSON.stringify(basket)).toString("base64url")}`;
const paris = (more = {}) => link({
  to: "FR", from: "CN", assessmentDate: "2026-11-21", currency: "EUR", carriage: "post", freight: "5.00",
  lines: [{ description: "cotton T-shirt", code: "610910", quantity: 2, unitPrice: "20.00" }, { description: "sneakers", code: "640411", unitPrice: "40.00" }],
  ...more,
});
const answered = (page) => page.locator("#answer:not([aria-busy]) [data-total]").waitFor({ timeout: 15_000 });
/** What a field says of itself, or nothing. */
const said = (field) => field.evaluate((element) =>
  element.getAttribute("aria-invalid") === "true" ? element.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id)?.textContent ?? `nothing has the id ${id}`).join(" ") : "");
const hasFocus = (field) => field.evaluate((element) => element === document.activeElement);

test("a figure that cannot be read is marked and described at its field, and the mark goes when it is mended", async () => {
  const { page, context, seen } = await open(browser, paris());
  await answered(page);
  const price = page.getByLabel("Price of one").nth(1);
  await price.fill("forty");
  await page.locator("[aria-invalid=true]").waitFor();
  assert.match(await said(price), /“forty” is not a plain decimal number.*Write it in digits/);
  assert.equal(await said(page.getByLabel("Price of one").first()), "");
  assert.match(await page.locator("#answer").innerText(), /One line cannot be read and is not in the total/);
  await page.getByLabel("Delivery cost").fill("-5");
  await page.locator("#answer [data-invalid]").waitFor();
  assert.match(await said(page.getByLabel("Delivery cost")), /Write it without a minus/);
  await page.getByLabel("Delivery cost").fill("5");
  await price.fill("40");
  await page.locator("[aria-invalid=true]").first().waitFor({ state: "detached" });
  assert.equal(await said(price), "");
  assert.equal(await page.locator(".field-problem").count(), 0);
  assert.deepEqual(seen.errors, []);
  await context.close();
});

test("asking for the answer puts the focus into the first field that stands in its way", async () => {
  const { page, context } = await open(browser, "", { viewport: { width: 390, height: 844 } });
  const ask = page.getByRole("button", { name: "Show what it costs" });
  await ask.click();
  const to = page.getByRole("combobox", { name: "Sent to" });
  assert.equal(await hasFocus(to), true);
  assert.match(await said(to), /Still needed/);

  await page.goto(new URL(paris(), page.url()).href);
  await answered(page);
  // What is wrong may lie in a part of the form that is folded.
  await page.locator(".parcel summary").click();
  const weight = page.getByLabel("Weight of the parcel, kg");
  await weight.fill("heavy");
  await page.locator(".parcel summary").click();
  await ask.click();
  assert.equal(await hasFocus(weight), true);
  assert.equal(await weight.isVisible(), true);

  // Enter in a field asks as well; with all well, the answer comes into sight.
  await weight.fill("2");
  await weight.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "answer");
  await page.waitForFunction(() => document.querySelector("[data-total]").getBoundingClientRect().top < innerHeight);
  await context.close();
});

test("a place that is none stays as it was typed, says so, and gives no answer to another place", async () => {
  const { page, context } = await open(browser, paris());
  await answered(page);
  const to = page.getByRole("combobox", { name: "Sent to" });
  await to.fill("Atlantis");
  await to.press("Tab");
  await page.locator("#answer[data-state=empty]").waitFor();
  assert.equal(await to.inputValue(), "Atlantis");
  assert.match(await said(to), /No law is held for a place of that name/);
  await to.fill("Germany");
  await to.press("Tab");
  await answered(page);
  assert.equal(await said(to), "");
  await context.close();
});

test("figures as people write them: thousands are read, and what could be two figures is asked about", async () => {
  const { page, context } = await open(browser, paris({ lines: [{ description: "cotton T-shirt", code: "610910", unitPrice: "20" }] }));
  await answered(page);
  const price = page.getByLabel("Price of one");
  const asked = () => page.evaluate(() => JSON.parse(atob(location.hash.slice(8).replaceAll("-", "+").replaceAll("_", "/"))).lines[0].unitPrice);
  for (const [text, figure] of [["1,234.50", "1234.50"], ["1.234,50", "1234.50"], ["1 234.50", "1234.50"], ["1,000,000", "1000000"], ["12,5", "12.5"], ["0,125", "0.125"], ["12.", "12"]]) {
    await price.fill(text);
    await page.waitForTimeout(300);
    assert.equal(await asked(), figure, text);
  }
  await price.fill("1,250");
  await page.locator("[aria-invalid=true]").waitFor();
  assert.equal(await price.inputValue(), "1,250");
  await context.close();
});

test("a question of the answer keeps its field while somebody types in it", async () => {
  const { page, context } = await open(browser, link({ to: "US", from: "GB", assessmentDate: "2026-11-21", currency: "USD", carriage: "post", freight: "0", lines: [{ description: "wool coat", code: "610210", unitPrice: "140" }] }));
  await answered(page);
  const weight = page.locator("#answer").getByLabel(/^Net weight/);
  await weight.focus();
  await page.keyboard.type("12", { delay: 600 });
  assert.equal(await weight.inputValue(), "12");
  assert.equal(await hasFocus(weight), true);
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => !document.querySelector("#answer [data-held]"));
  assert.equal(await page.evaluate(() => JSON.parse(atob(location.hash.slice(8).replaceAll("-", "+").replaceAll("_", "/"))).lines[0].netWeight), "12");
  await context.close();
});

test("amounts of the other pages say at their own field that they cannot be read", async () => {
  const bill = await open(browser, "bill.html");
  const tax = bill.page.locator("input[name=tax]");
  await tax.fill("twelve");
  await bill.page.locator("[aria-invalid=true]").waitFor();
  assert.match(await said(tax), /cannot be read/);
  await bill.context.close();

  const seller = await open(browser, "seller.html");
  const parcel = seller.page.locator("input[name=parcel]");
  await parcel.fill("much");
  await seller.page.locator("[aria-invalid=true]").waitFor();
  assert.match(await said(parcel), /cannot be read/);
  await seller.context.close();
});

test("whoever goes from a country straight to another field arrives there, by pointer and by keyboard", async () => {
  const { page, context } = await open(browser, "", { viewport: { width: 1280, height: 1400 } });
  const at = (selector) => page.locator(selector).evaluate((field) => field === document.activeElement);
  await page.locator("input[name=to]").pressSequentially("Germany");
  // The row of the postcode appears meanwhile, and the press reaches what it was meant for.
  await page.getByRole("radio", { name: "Gift" }).click();
  assert.equal(await page.locator("input[name=to]").inputValue(), "Germany");
  assert.ok(await page.getByRole("radio", { name: "Gift" }).isChecked());
  await page.locator("input[name=from]").click();
  await page.keyboard.type("USA");
  await page.locator("input[name=price]").click();
  assert.ok(await at("input[name=price]"));
  await page.keyboard.type("120");
  await page.locator("[data-total]").waitFor();
  assert.equal(await page.locator("input[name=from]").inputValue(), "United States");
  assert.match(await page.locator("select[name=origin] option").first().innerText(), /United States/);
  // Claims follow the destination without the line being built anew.
  await page.locator(".line details.more > summary").click();
  assert.equal(await page.getByLabel("USMCA / CUSMA origin").count(), 0);
  await page.locator("input[name=to]").fill("Ontario");
  await page.locator("input[name=weight]").click();
  assert.ok(await at("input[name=weight]"));
  await page.getByLabel("USMCA / CUSMA origin").waitFor();
  await context.close();
});

test("what is wrong with a figure of a line says what to do about it", async () => {
  const { page, context } = await open(browser, paris({ lines: [{ description: "cotton T-shirt", code: "610910", unitPrice: "20" }] }));
  await answered(page);
  for (const [label, figure, told] of [
    ["Pieces", "0", /Zero pieces cannot be sent\. Write at least one piece/], ["Price of one", "-5", /-5 is below zero\. Write it without a minus\./], ["Price of one", "999999999999999", /is more than 100,000,000,000\. Check the digits\./],
  ]) {
    const field = page.getByLabel(label, { exact: true });
    const right = await field.inputValue();
    await field.fill(figure);
    await page.locator(".field-problem").waitFor();
    assert.match(await said(field), told);
    await field.fill(right);
    await page.locator(".field-problem").waitFor({ state: "detached" });
  }
  // A field beside those that are wrong keeps its width.
  await page.getByLabel("Pieces", { exact: true }).fill("0");
  await page.getByLabel("Price of one").fill("abc");
  await page.locator(".field-problem").nth(1).waitFor();
  assert.ok((await page.getByLabel("Customs code", { exact: true }).boundingBox()).width > 110);
  await context.close();
});

const paste = (field, text) => field.evaluate((element, text) => {
  element.focus();
  const data = new DataTransfer();
  data.setData("text/plain", text);
  return element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}, text);

test("rows of a sheet pasted into the goods become goods, and one row stays text", async () => {
  const { page, context, seen } = await open(browser, paris({ lines: [{ unitPrice: "" }] }));
  const field = page.locator("input[name=product]").first();
  await field.waitFor();
  assert.equal(await paste(field, "linen shirt"), true, "text of one row is the browser's to paste");
  assert.equal(await paste(field, "Item\tCode\tQty\tPrice\tOrigin\nlinen shirt\t6205.90\t3\t19.90\tVietnam\nmug, blue\t691200\t24.50\t2\tKE\nbelt\t12,50\n"), false);
  await page.locator("[data-total]").waitFor();
  const column = (name) => page.locator(`.line [name=${name}]`).evaluateAll((fields) => fields.map(({ value }) => value));
  assert.deepEqual(await column("product"), ["linen shirt", "mug, blue", "belt"]);
  assert.deepEqual(await column("code"), ["6205.90", "691200", ""]);
  assert.deepEqual(await column("quantity"), ["3", "2", "1"]);
  assert.deepEqual(await column("price"), ["19.90", "24.50", "12,50"]);
  assert.deepEqual(await column("origin"), ["VN", "KE", ""]);
  assert.match(await page.locator(".form").innerText(), /3 of 3 rows are read as goods/);
  assert.deepEqual(seen.errors, []);
  await context.close();
});

test("as many goods as the form takes are still there after a reload", async () => {
  const { page, context } = await open(browser, paris({ lines: [{ unitPrice: "" }] }));
  const field = page.locator("input[name=product]").first();
  await field.waitFor();
  await paste(field, Array.from({ length: 230 }, (_, i) => `thing ${i}\t610910\t${1 + (i % 3)}\t5.00`).join("\n"));
  await answered(page);
  assert.equal(await page.locator(".line").count(), 200);
  assert.match(await page.locator(".form").innerText(), /200 of 230 rows are read as goods.*One question holds 200 kinds of goods at most/);
  assert.equal(await page.getByRole("button", { name: "Add other goods" }).isVisible(), false);
  await page.reload();
  await answered(page);
  assert.equal(await page.locator(".line").count(), 200);
  assert.equal(await page.locator(".notice:visible").count(), 0);
  await context.close();
});

test("a slip of the pen in a country is offered mended, and not taken by itself", async () => {
  const { page, context } = await open(browser);
  const from = page.getByRole("combobox", { name: "Sent from" });
  for (const [slip, meant] of [["chna", "China"], ["Untied States", "United States"], ["Germanny", "Germany"], ["Itely", "Italy"]]) {
    await from.fill(slip);
    const offered = page.locator("[role=option]:visible");
    await offered.first().waitFor();
    assert.ok((await offered.allInnerTexts()).some((text) => text.startsWith(meant)), slip);
  }
  await from.press("Tab");
  assert.equal(await from.inputValue(), "Itely");
  assert.match(await said(from), /Nothing fits/);
  await from.fill("chna");
  await page.locator("[role=option]", { hasText: "China" }).click();
  assert.equal(await from.inputValue(), "China");
  await context.close();
});
