// For everyone: names, labels, contrast, small screens, both colour schemes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const link = (basket) => `#basket=${Buffer.from(JSON.stringify(basket)).toString("base64url")}`;
// Long words, many lines, warnings, ranges, missed reliefs: as much as an answer can hold.
const busy = link({
  to: "DE", from: "CN", assessmentDate: "2026-11-21", currency: "EUR", carriage: "post",
  lines: [
    { description: "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(2), code: "610910", quantity: 3, unitPrice: "51.00" },
    { description: "perfume", code: "330300", unitPrice: "40.00" },
    { description: "red wine", code: "220421", unitPrice: "15.00" },
    { description: "something", unitPrice: "12.00" },
  ],
});
// Every kind of line, thresholds near and far, a place without rows.
const sale = { seller: "KE", to: ["DE", "GB", "US", "JP", "AU", "MG"], selling: "both", goods: ["4202", "9503"], parcel: "90", salesThere: { AU: "40000" }, day: "2026-11-21" };
const seller = `seller.html#sale=${Buffer.from(JSON.stringify(sale)).toString("base64url")}`;
// Missing, poor and open elements, long words, and all sections of the record.
const record = { on: "2026-11-21", to: "DE", from: "CN", carriage: "post", currency: "EUR", transaction: "sale", itemId: "RR123456784CN", intrinsicValue: "90", consigneeIds: [{ kind: "eori", number: "X" }], documents: [{ kind: "invoice", number: "1" }], lines: [{ description: "parts", code: "61", value: "51.00" }, { description: "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(3) }] };
const parcel = `parcel.html#parcel=${Buffer.from(JSON.stringify(record)).toString("base64url")}`;
// A bill that is too much in one part, with a letter and all ways to object; and a return with every group.
const wallet = { to: "GB", from: "CN", assessmentDate: "2026-11-21", currency: "USD", carriage: "express", freight: "20", lines: [{ description: "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(2), code: "420231", quantity: 1, unitPrice: "300" }] };
const bill = `bill.html#bill=${Buffer.from(JSON.stringify({ topic: "bill", basket: wallet, billed: { duty: "400", tax: "99", fee: "12" } })).toString("base64url")}`;
const back = `bill.html#bill=${Buffer.from(JSON.stringify({ topic: "back", back: { to: "SE", from: "GB", reason: "faulty" }, days: { imported: "2026-10-01", notified: "2024-01-02" } })).toString("base64url")}`;
const pages = [["empty", ""], ["busy", busy], ["checkout", "checkout.html"], ["seller", seller], ["seller, empty", "seller.html"], ["parcel", parcel], ["parcel, empty", "parcel.html"], ["bill", bill], ["bill, empty", "bill.html"], ["return", back]];
const settled = (page) => page.locator("#answer:not([aria-busy])[data-state=quoted], #answer[data-state=empty], #answer[data-state=listed], #answer[data-state=checked], #answer[data-state=returned], dutybound-quote").first().waitFor();

for (const [name, path] of pages) {
  for (const width of [320, 390, 1280]) {
    test(`${name} at ${width}: nothing scrolls sideways or is cut off`, async () => {
      const { page, context } = await open(browser, path, { viewport: { width, height: 844 } });
      await settled(page);
      for (const details of await page.locator("details").all()) await details.evaluate((element) => { element.open = true; });
      await page.waitForTimeout(200);
      const wide = await page.evaluate(() => {
        const [content, screen] = [document.documentElement.scrollWidth, window.innerWidth];
        const out = [...document.querySelectorAll("main *, footer *")]
          .filter((element) => element.getBoundingClientRect().right > screen + 1 && !element.closest(".examples, .visually-hidden"))
          .map((element) => `${element.tagName}.${element.getAttribute("class")}`);
        return { content, screen, out };
      });
      assert.deepEqual(wide, { content: wide.content, screen: wide.screen, out: [] });
      assert.ok(wide.content <= wide.screen, `the content is ${wide.content} wide on a screen of ${wide.screen}`);
      await context.close();
    });
  }

  test(`${name}: every control has a name, every id is used once, headings do not skip`, async () => {
    const { page, context } = await open(browser, path);
    await settled(page);
    for (const details of await page.locator("details").all()) await details.evaluate((element) => { element.open = true; });
    await page.waitForTimeout(200);
    const faults = await page.evaluate(() => {
      const faults = [];
      const text = (element) => (element?.textContent ?? "").trim();
      for (const control of document.querySelectorAll("input, select, textarea")) {
        const named = [...(control.labels ?? [])].some((label) => text(label) !== "") || control.getAttribute("aria-label");
        if (!named) faults.push(`no label: ${control.outerHTML.slice(0, 120)}`);
      }
      for (const button of document.querySelectorAll("button, a[href], summary")) {
        if (!button.closest("[hidden]") && text(button) === "" && !button.getAttribute("aria-label")) faults.push(`no name: ${button.outerHTML.slice(0, 120)}`);
      }
      for (const group of document.querySelectorAll("fieldset")) if (text(group.querySelector("legend")) === "") faults.push("a fieldset without legend");
      for (const picture of document.querySelectorAll("svg")) {
        const titled = document.getElementById(picture.getAttribute("aria-labelledby") ?? "");
        if (picture.getAttribute("aria-hidden") !== "true" && text(titled) === "") faults.push("a picture without text");
      }
      const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
      for (const id of ids) if (ids.filter((other) => other === id).length > 1) faults.push(`id twice: ${id}`);
      for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls"]) {
        for (const element of document.querySelectorAll(`[${attribute}]`)) {
          for (const id of element.getAttribute(attribute).split(/\s+/)) if (!document.getElementById(id)) faults.push(`${attribute} points at nothing: ${id}`);
        }
      }
      const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map((heading) => Number(heading.tagName[1]));
      if (levels.filter((level) => level === 1).length !== 1) faults.push("not exactly one h1");
      levels.forEach((level, i) => { if (i > 0 && level > levels[i - 1] + 1) faults.push(`heading ${level} after ${levels[i - 1]}`); });
      if (!document.querySelector("main")) faults.push("no main");
      return faults;
    });
    assert.deepEqual(faults, []);
    await context.close();
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`${name}, ${colorScheme}: text stands out from its ground (WCAG AA)`, async () => {
      const { page, context } = await open(browser, path, { colorScheme });
      await settled(page);
      for (const details of await page.locator("details").all()) await details.evaluate((element) => { element.open = true; });
      await page.waitForTimeout(200);
      const { faint, looked } = await page.evaluate(() => {
        const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
        const rgba = (colour) => {
          canvas.clearRect(0, 0, 1, 1);
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
          const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
          return [r, g, b, a / 255];
        };
        const luminance = ([r, g, b]) => {
          const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
          return 0.2126 * x + 0.7152 * y + 0.0722 * z;
        };
        const ground = (element) => {
          for (let at = element; at; at = at.parentElement) {
            const colour = rgba(getComputedStyle(at).backgroundColor);
            if (colour[3] > 0.99) return colour;
          }
          return [255, 255, 255, 1];
        };
        const faint = [];
        let looked = 0;
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const element = walker.currentNode.parentElement;
          if (!walker.currentNode.textContent.trim() || element.closest("svg, [hidden], .visually-hidden, script, noscript") || !element.checkVisibility()) continue;
          // The label of a chosen segment has its own ground; its input lies over it.
          const style = getComputedStyle(element);
          const [a, b] = [luminance(rgba(style.color)), luminance(ground(element))];
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
          looked += 1;
          if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${element.tagName}.${element.className}: ${walker.currentNode.textContent.trim().slice(0, 40)}`);
        }
        return { faint, looked };
      });
      assert.deepEqual(faint, []);
      assert.ok(looked > 10, "there was text to look at");
      await context.close();
    });
  }
}

test("text of twice the size: nothing scrolls sideways, and no word or figure is broken to fit beside another", async () => {
  const large = await launch({ textSize: 32 });
  for (const [name, path] of pages) {
    for (const width of [390, 1280]) {
      const { page, context } = await open(large, path, { viewport: { width, height: 844 } });
      await settled(page);
      await page.waitForTimeout(300);
      const { wide, broken } = await page.evaluate(() => {
        const roots = [document, ...[...document.querySelectorAll("*")].flatMap((element) => element.shadowRoot ?? [])];
        const found = roots.flatMap((root) => [...root.querySelectorAll(".amount, .payer-when, .charge-name, .way > :first-child, .legend-name, [part=amount], [part=label]")]);
        const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
        // A word that is broken leaves a column that is narrower than any word.
        const broken = found.filter((element) => element.checkVisibility() && element.textContent.trim().length > 4 && element.getBoundingClientRect().width < 1.6 * size);
        // What lies inside a place that scrolls by itself is no fault.
        const wide = [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".examples, .visually-hidden, .letter, .hint"));
        return { wide: wide.map((element) => `${element.tagName}.${element.getAttribute("class")} ${element.textContent.slice(0, 30)}`), broken: broken.map((element) => element.textContent) };
      });
      assert.deepEqual({ wide, broken }, { wide: [], broken: [] }, `${name} at ${width}`);
      await context.close();
    }
  }
  await large.close();
});

test("the total is spoken when it changes, and the focus stays in the field", async () => {
  const { page, context } = await open(browser, busy);
  await settled(page);
  const live = page.locator("[aria-live=polite]").first();
  const before = await live.textContent();
  assert.match(before, /In all/);
  const price = page.getByLabel("Price of one").first();
  await price.fill("60");
  await page.waitForFunction((before) => document.querySelector("[aria-live=polite]").textContent !== before, before);
  assert.equal(await price.evaluate((element) => element === document.activeElement), true);
  await context.close();
});

test("a field inside the answer keeps the focus and what is typed while the answer changes", async () => {
  const { page, context } = await open(browser, busy);
  await settled(page);
  const code = page.locator(".needs").getByLabel(/longer customs code for something/);
  await code.click();
  await page.keyboard.type("9503", { delay: 300 });
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => location.hash.length > 20), true);
  const held = await page.evaluate(() => JSON.parse(atob(location.hash.slice(8).replaceAll("-", "+").replaceAll("_", "/"))).lines[3].code);
  assert.equal(held, "9503");
  await context.close();
});
