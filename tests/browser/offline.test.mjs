// The site without a connection: what was used answers, what was not says so, and releases never mix.
//
// Each test has a server of its own, in a subfolder, which can be cut off, alter a file, or publish a new edition.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { name } from "../../www/tools/offline.mjs";
import { launch } from "./harness.mjs";

const dist = fileURLToPath(new URL("../../www/dist/", import.meta.url));
const SUB = "/some/where/";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".webmanifest": "application/manifest+json" };
const LATER = "2027-01-31";

let browser;
let later;
before(async () => {
  browser = await launch();
  later = join(mkdtempSync(join(tmpdir(), "dutybound-later-")), "dist");
  publishLater(later);
});
after(async () => {
  await browser?.close();
  if (later) rmSync(join(later, ".."), { recursive: true });
});

/** The same site with another edition: every pack says so, and has the digest that goes with it. */
function publishLater(folder) {
  cpSync(dist, folder, { recursive: true });
  const packs = join(folder, "packs");
  for (const file of readdirSync(packs).filter((one) => one.endsWith(".pack"))) {
    const pack = readFileSync(join(packs, file));
    assert.equal(pack[39], LATER.length, "the edition of these tables is a day");
    pack.write(LATER, 40, "latin1");
    createHash("sha256").update(pack.subarray(4, 7)).update(pack.subarray(39)).digest().copy(pack, 7);
    writeFileSync(join(packs, file), pack);
  }
  name(folder);
}

/** A server, and a page on it. */
async function opened(t, { folder = dist, path = "" } = {}) {
  const site = { folder, cut: false, alter: new Map(), asked: [], hold: undefined, release: () => { site.hold = undefined; } };
  const server = createServer(async (request, response) => {
    if (site.cut) return request.socket.destroy();
    const { pathname } = new URL(request.url, "http://localhost");
    const file = pathname.slice(SUB.length) || "index.html";
    site.asked.push(file);
    let body;
    try {
      body = pathname.startsWith(SUB) ? readFileSync(join(site.folder, file)) : undefined;
    } catch {}
    if (!body) return response.writeHead(404).end();
    if (site.hold === file) await new Promise((resolve) => { site.release = () => { site.hold = undefined; resolve(); }; });
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Cache-Control": "no-cache" }).end(site.alter.get(file)?.(body) ?? body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const context = await browser.newContext();
  t.after(async () => {
    await context.close();
    server.closeAllConnections();
    server.close();
  });
  site.address = `http://localhost:${server.address().port}${SUB}`;
  site.cutOff = async (cut) => {
    site.cut = cut;
    if (cut) server.closeAllConnections();
    await context.setOffline(cut);
  };
  const page = await context.newPage();
  await page.goto(site.address + path);
  return { site, context, page };
}

const link = (to, currency = "EUR") =>
  `#basket=${Buffer.from(JSON.stringify({ to, from: "CN", assessmentDate: "2026-07-01", currency, freight: "5.00", lines: [{ description: "cotton T-shirt", code: "610910", quantity: 2, unitPrice: "20.00" }] })).toString("base64url")}`;

async function total(page) {
  await page.locator("#answer:not([aria-busy]) [data-total]").waitFor();
  return page.locator("[data-total]").first().innerText();
}
/** Until the page and what it used is kept. */
const kept = (page) => page.locator(".offline button").waitFor();
const edition = (page) => page.locator("#answer").getByText(/^Tables of /).first().textContent();

test("what was asked about once is priced without a connection", async (t) => {
  const { site, page } = await opened(t, { path: link("FR") });
  const before = await total(page);
  await kept(page);
  await site.cutOff(true);
  await page.reload();
  assert.equal(await total(page), before);
  await page.getByText("No connection.").waitFor();
  // The law can be named too.
  await page.locator("details.charge > summary").first().click();
  await page.locator("details.charge[open] .cites a").first().waitFor();
  assert.equal(await page.locator(".notice[role=alert]:visible").count(), 0);
});

test("a place that nobody asked about says what is missing, and answers when the connection is back", async (t) => {
  const { site, page } = await opened(t, { path: link("FR") });
  await total(page);
  await kept(page);
  await site.cutOff(true);
  await page.evaluate((hash) => { location.hash = hash; }, link("JP"));
  const said = page.getByRole("alert").filter({ hasText: "Japan" });
  await said.waitFor();
  assert.match(await said.innerText(), /no connection.*tables for Japan are not on this device/i);
  assert.equal(await page.locator("[data-total]").count(), 0);
  await site.cutOff(false);
  await total(page);
  // From now on they are kept.
  await page.waitForFunction(async () => (await (await caches.open((await caches.keys())[0])).keys()).some(({ url }) => url.includes("/packs/jp.pack")));
  await site.cutOff(true);
  await page.reload();
  await total(page);
});

test("another page opens without a connection and says that its tables are missing", async (t) => {
  const { site, page } = await opened(t, { path: link("FR") });
  await total(page);
  await kept(page);
  await site.cutOff(true);
  await page.goto(`${site.address}seller.html`);
  await page.getByRole("alert").getByText("not on this device yet").waitFor();
});

test("nothing of this is fetched before the first answer", async (t) => {
  const { site, page } = await opened(t, { path: link("FR") });
  await total(page);
  await kept(page);
  const [worker, tables, law] = ["sw.js", "packs/eu.pack", "packs/world.pack"].map((file) => site.asked.indexOf(file));
  assert.ok(worker > tables && worker > law, site.asked.join(" "));
  assert.ok(site.asked.findIndex((file) => file.startsWith("assets/panel")) > tables, site.asked.join(" "));
});

test("a new edition is told to a page that is open, and loaded when the reader wants it", async (t) => {
  const { site, page } = await opened(t, { path: link("FR") });
  await total(page);
  await kept(page);
  const old = await edition(page);
  site.folder = later;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  const told = page.locator("[data-newer]");
  await told.waitFor();
  assert.match(await told.innerText(), /31 January 2027/);
  assert.equal(await edition(page), old, "the answer stays until the reader asks");
  await told.getByRole("button").click();
  await page.getByText(`Tables of ${LATER}`).first().waitFor({ state: "attached" });
  assert.equal(await page.locator("[data-newer]").count(), 0);
  // And what was used before is there in its new edition, without having been asked about again.
  await site.cutOff(true);
  await page.reload();
  await total(page);
  assert.equal(await edition(page), `Tables of ${LATER}`);
});

test("whoever has a connection opens the new edition at once, with nothing of the old", async (t) => {
  const { site, page } = await opened(t, { path: link("FR") });
  await total(page);
  await kept(page);
  site.folder = later;
  await page.reload();
  await total(page);
  assert.equal(await edition(page), `Tables of ${LATER}`);
  assert.equal(await page.locator("[role=alert]:visible").count(), 0);
  // Its worker follows, nothing is told, and the new edition is what opens without a connection.
  await kept(page);
  assert.equal(await page.locator("[data-newer]").count(), 0);
  await site.cutOff(true);
  await page.reload();
  await total(page);
  assert.equal(await edition(page), `Tables of ${LATER}`);
});

test("an open page of the old edition never gets packs of the new one", async (t) => {
  const { site, page } = await opened(t, { path: link("FR") });
  await total(page);
  await kept(page);
  site.folder = later;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await page.locator("[data-newer]").waitFor();
  await page.evaluate((hash) => { location.hash = hash; }, link("JP"));
  await page.getByRole("alert").filter({ hasText: "edition" }).waitFor();
  assert.equal(await page.locator("[data-total]").count(), 0);
  await page.locator("[data-newer]").getByRole("button").click();
  await total(page);
  assert.equal(await edition(page), `Tables of ${LATER}`);
});

test("an altered file is refused and not kept", async (t) => {
  const { site, page } = await opened(t, { path: link("FR") });
  await total(page);
  await kept(page);
  const flip = (body) => { const other = Buffer.from(body); other[Math.floor(body.length / 2)] ^= 1; return other; };
  site.alter.set("packs/jp.pack", flip);
  await page.evaluate((hash) => { location.hash = hash; }, link("JP"));
  await page.getByRole("alert").getByText("cut off or altered").waitFor();
  assert.ok(!(await page.evaluate(async () => (await (await caches.open((await caches.keys())[0])).keys()).map(({ url }) => url))).some((url) => url.includes("jp.pack")));
  site.alter.clear();
  await page.getByRole("button", { name: "Try again" }).click();
  await total(page);
});

test("everything can be kept, stopped half way, and removed", async (t) => {
  const { site, page } = await opened(t, { path: link("FR") });
  await total(page);
  await kept(page);
  const place = page.locator(".offline");
  const keepAll = place.getByRole("button", { name: /^Keep everything for offline use \([\d,]+ kB more\)$/ });
  const left = async () => Number((await keepAll.textContent()).replace(/\D/g, ""));
  const much = await left();
  // One file is held up, so that there is time to stop.
  site.hold = "packs/us.pack";
  await keepAll.click();
  await place.getByRole("progressbar").waitFor();
  await place.getByRole("button", { name: "Stop" }).click();
  site.release();
  await keepAll.waitFor();
  assert.ok((await left()) <= much && (await left()) > 0, "stopped half way");
  await place.getByRole("button", { name: "Keep everything" }).click();
  await place.getByText("the tables of every place are on this device").waitFor();
  assert.equal(await place.locator("progress:visible").count(), 0);
  await site.cutOff(true);
  for (const [to, currency] of [["JP", "JPY"], ["US", "USD"], ["BR", "USD"]]) {
    await page.goto(site.address + link(to, currency));
    await page.reload();
    await total(page);
  }
  await page.goto(`${site.address}seller.html`);
  await page.getByRole("group", { name: /Sell|sell/ }).or(page.getByRole("button", { name: "Candles" })).or(page.locator(".form")).first().waitFor();
  await kept(page);
  await place.getByRole("button", { name: "Remove" }).click();
  await place.getByRole("button", { name: "Keep everything" }).waitFor();
  await page.goto(site.address + link("JP"));
  await page.reload();
  await page.getByRole("alert").filter({ hasText: "not on this device" }).waitFor();
});

test("a deployment switches it off with one file", async (t) => {
  const { site, page } = await opened(t, { path: link("FR") });
  await total(page);
  await kept(page);
  site.alter.set("sw.js", () => readFileSync(join(dist, "sw-off.js")));
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0);
  await page.reload();
  await total(page);
  await page.waitForTimeout(1500);
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0);
  assert.equal(await page.locator(".offline:visible").count(), 0);
});

test("the element starts no service worker", async (t) => {
  const { page } = await opened(t, { path: "checkout.html" });
  await page.locator("dutybound-quote [part~=total]").waitFor();
  await page.waitForTimeout(1500);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
});

test("the page can be installed: name, icons and addresses hold in a subfolder", async (t) => {
  const { site, page } = await opened(t);
  const address = await page.locator("link[rel=manifest]").evaluate((element) => element.href);
  const manifest = await page.evaluate(async (url) => (await fetch(url)).json(), address);
  for (const key of ["start_url", "scope"]) assert.equal(new URL(manifest[key], address).href, site.address, key);
  for (const { src, sizes, type } of manifest.icons) {
    const [width, found] = await page.evaluate((url) => new Promise((resolve, reject) => { const image = new Image(); image.onload = async () => resolve([image.naturalWidth, (await fetch(url)).headers.get("content-type")]); image.onerror = reject; image.src = url; }), new URL(src, address).href);
    assert.equal(found, type);
    if (sizes !== "any") assert.equal(`${width}x${width}`, sizes);
  }
  for (const { url } of manifest.shortcuts) assert.equal(await page.evaluate(async (one) => (await fetch(one)).status, new URL(url, address).href), 200);
});
