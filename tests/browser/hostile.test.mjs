// What others write is data: in links, in descriptions, in packs. And a load that fails can be tried again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alone, launch, open, site } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const link = (value) => `#basket=${Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url")}`;
const HOSTILE = `<img src=x onerror="window.__x=1"><script>window.__x=1</script><svg onload="window.__x=1">`;
const basket = (more = {}) => ({
  to: "FR", from: "CN", assessmentDate: "2026-07-01", currency: "EUR", carriage: "express", freight: "9.00",
  lines: [{ description: "cotton T-shirt", code: "610910", quantity: 2, unitPrice: "20.00" }],
  ...more,
});
const answered = (page) => page.locator("#answer:not([aria-busy]) [data-total]").waitFor({ timeout: 15_000 });

test("a hostile description is shown as text in the page and runs nothing", async () => {
  const { page, context, seen } = await open(browser, link(basket({ lines: [{ description: HOSTILE, code: "610910", unitPrice: "20.00" }] })));
  await answered(page);
  for (const details of await page.locator("#answer details").all()) await details.evaluate((element) => { element.open = true; });
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.__x), undefined);
  assert.equal(await page.locator("#answer img, #answer script").count(), 0);
  assert.match(await page.locator("#answer").innerText(), /<img src=x onerror=/, "it is shown as it was written");
  assert.deepEqual(seen.errors, []);
  await context.close();
});

test("a hostile description is shown as text in the element and runs nothing", async () => {
  const { page, context } = await open(browser, "checkout.html");
  await page.evaluate((description) => {
    const element = document.querySelector("dutybound-quote");
    element.basket = { to: "AT", from: "CN", assessmentDate: "2026-11-21", currency: "EUR", lines: [{ description, code: "240220", unitPrice: "20.00" }] };
  }, HOSTILE);
  const warning = page.locator("dutybound-quote [part~=warning]").first();
  await warning.waitFor();
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.__x), undefined);
  assert.match(await warning.textContent(), /<img src=x/);
  assert.equal(await page.evaluate(() => document.querySelector("dutybound-quote").shadowRoot.querySelectorAll("img, script").length), 0);
  await context.close();
});

test("the policy of the pages forbids foreign scripts, inline scripts and inline styles", async () => {
  for (const path of ["", "checkout.html", "parcel.html"]) {
    const { page, context } = await open(browser, path);
    const policy = await page.locator("meta[http-equiv='Content-Security-Policy']").getAttribute("content");
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'(;|$)/);
    // Not only written but in force.
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.__x = 1";
      document.body.append(script);
    });
    assert.equal(await page.evaluate(() => window.__x), undefined);
    await context.close();
  }
});

test("hostile and broken links are refused with a sentence, and the page goes on working", async () => {
  const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
  const links = [
    "#<script>window.__x=1</script>",
    "#basket=%%%",
    "#basket=",
    link("not json"),
    link(deep),
    link("null"),
    link([]),
    link({}),
    link({ ...basket(), lines: "all of them" }),
    link({ ...basket(), lines: [] }),
    link({ ...basket(), lines: [null] }),
    link({ ...basket(), to: { toString: "x" } }),
    link({ ...basket(), unknown: 1 }),
    link({ ...basket(), carriage: "teleport" }),
    link({ ...basket(), lines: [{ unitPrice: "1", facts: { "for-children": "yes" } }] }),
    link(`{"to":"FR","from":"CN","lines":[{"unitPrice":"1","quantities":{"__proto__":"1"}}]}`),
    link({ ...basket(), lines: [{ unitPrice: "1", description: "x".repeat(5000) }] }),
    link({ ...basket(), lines: Array.from({ length: 2000 }, () => ({ unitPrice: "1" })) }),
    `#basket=${"A".repeat(200_000)}`,
  ];
  const { page, context, seen } = await open(browser);
  for (const hash of links) {
    await page.evaluate((hash) => { location.hash = hash; }, hash);
    await page.locator(".notice:not([hidden])", { hasText: "no basket that can be read" }).waitFor({ timeout: 5000 });
    assert.equal(await page.evaluate(() => location.hash), "", `${hash.slice(0, 40)} is not kept`);
    assert.equal(await page.locator("[data-total]").count(), 0, `${hash.slice(0, 40)} gives no answer`);
    await page.evaluate(() => { document.querySelector(".notice").hidden = true; });
  }
  assert.equal(await page.evaluate(() => window.__x), undefined);
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
  assert.deepEqual(seen.errors, []);
  await page.evaluate((hash) => { location.hash = hash; }, link(basket()));
  await answered(page);
  await context.close();
});

test("a link holds the whole question", async () => {
  const whole = basket({
    transaction: "gift", insurance: "1.50", seller: { registrations: [], marketplace: true },
    lines: [
      { description: "Schuhe für Kinder 👟", code: "640411", origin: "VN", quantity: "2", unitPrice: "19.90", netWeight: "0.8", quantities: { pair: "2" }, claims: ["preference"], facts: { "for-children": true } },
      { description: "cotton T-shirt", code: "610910", quantity: "1", unitPrice: "20.00" },
    ],
  });
  const first = await open(browser, link(whole));
  await answered(first.page);
  const address = first.page.url();
  const text = await first.page.locator("#answer").innerText();
  const held = JSON.parse(Buffer.from(new URL(address).hash.slice("#basket=".length), "base64url").toString());
  assert.deepEqual(held, whole);
  await first.context.close();

  const second = await open(browser, new URL(address).hash);
  await answered(second.page);
  assert.equal(await second.page.locator("#answer").innerText(), text);
  // And a change goes into the address, so that it can be copied again.
  await second.page.getByLabel("Delivery cost").fill("10");
  await second.page.waitForFunction((before) => location.href !== before, address);
  await second.context.close();
});

/** Opens a link in a browser that meets trouble on the way to the packs. */
async function troubled(path, trouble) {
  const context = await browser.newContext(alone);
  const page = await context.newPage();
  await page.route(/\/packs\/\w+\.pack/, trouble);
  await page.goto(new URL(path, site).href, { waitUntil: "networkidle" });
  return { page, context };
}

for (const pack of ["world", "eu"]) {
  test(`the pack ${pack} fails to load once: the page says so, and trying again answers`, async () => {
    let failures = 0;
    const { page, context } = await troubled(link(basket()), (route) =>
      new URL(route.request().url()).pathname.endsWith(`/${pack}.pack`) && failures++ === 0 ? route.abort() : route.continue());
    await page.getByRole("alert").getByText("could not be loaded").first().waitFor();
    assert.equal(await page.locator("[data-total]").count(), 0);
    await page.getByRole("button", { name: "Try again" }).click();
    await answered(page);
    assert.match(await page.locator("[data-total]").textContent(), /^€/);
    assert.equal(failures, 2, "asked for twice: once in vain, once with success");
    await context.close();
  });
}

test("the element shows its text and a way to retry when a pack fails to load", async () => {
  let failures = 0;
  const { page, context } = await troubled("checkout.html", (route) => (new URL(route.request().url()).pathname.endsWith("/eu.pack") && failures++ === 0 ? route.abort() : route.continue()));
  const quote = page.locator("dutybound-quote");
  await quote.getByRole("button", { name: "Try again" }).click();
  await quote.locator("[part~=total]").waitFor();
  await context.close();
});

for (const pack of ["world", "eu"]) {
  test(`an altered ${pack} pack is refused with a sentence`, async () => {
    const { page, context } = await troubled(link(basket()), async (route) => {
      if (!new URL(route.request().url()).pathname.endsWith(`/${pack}.pack`)) return route.continue();
      const response = await route.fetch();
      const body = Buffer.from(await response.body());
      body[Math.floor(body.length / 2)] ^= 1;
      return route.fulfill({ status: 200, contentType: "application/octet-stream", body });
    });
    await page.getByRole("alert").getByText("cut off or altered").waitFor();
    assert.equal(await page.locator("[data-total]").count(), 0);
    await context.close();
  });
}
