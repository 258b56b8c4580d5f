// A real Chromium for the tests in this folder.
//
// `cargo xtask test --only browser` serves the built site, finds or installs Chromium, and sets the two variables.
// By hand: DUTYBOUND_SITE=http://localhost:8080/ CHROMIUM=/usr/bin/chromium node --test tests/browser/page.test.mjs
import { createRequire } from "node:module";

// The package lives in www/, from where Node would not look by itself.
const { chromium } = createRequire(new URL("../../www/package.json", import.meta.url))("playwright-core");

export const site = process.env.DUTYBOUND_SITE ?? "http://localhost:8080/";

// No updates, no sync, no first-run page: whatever goes over the network in a test is then the page's own doing.
const quiet = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/**
 * Starts a browser. Chromium refuses its sandbox to root, which is who runs tests in a container. `textSize` is the reader's own,
 * in pixels; 16 is usual.
 */
export function launch({ textSize = 16 } = {}) {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: process.env.CHROMIUM || undefined,
    args: [...(isRoot ? ["--no-sandbox"] : []), ...quiet, ...(textSize === 16 ? [] : [`--blink-settings=defaultFontSize=${textSize}`])],
  });
}

/** Without a service worker: what a page asks of the network is then seen, and can be held up. offline.test.mjs has one. */
export const alone = { serviceWorkers: "block" };

/**
 * Opens a page of the site in a fresh profile and writes down what it does: requests that leave the site's own host,
 * errors in the console, exceptions nobody caught, and requests that failed.
 *
 * `options` are playwright's context options, such as { viewport, locale, colorScheme }.
 */
export async function open(browser, path = "", options = {}) {
  const context = await browser.newContext({ ...alone, ...options });
  const page = await context.newPage();
  const seen = { foreign: [], errors: [], failed: [] };
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== new URL(site).origin) seen.foreign.push(request.url());
  });
  page.on("console", (message) => message.type() === "error" && seen.errors.push(message.text()));
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("requestfailed", (request) => seen.failed.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => response.status() >= 400 && seen.failed.push(`${response.url()} ${response.status()}`));
  await page.goto(new URL(path, site).href, { waitUntil: "networkidle" });
  return { page, context, seen };
}
