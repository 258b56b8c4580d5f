// Fetching: the engine, the world's law, and each tariff when a question needs it. The packs lie beside the page; nothing
// else is ever asked for, and nothing is ever sent.
import { DutyboundError } from "./error";

/**
 * Runs loads by name: at most one in flight for each, a finished one is remembered, a failed one is forgotten so that it
 * can be tried again.
 */
export class Loader {
  readonly #loads = new Map<string, Promise<void>>();

  once(name: string, load: () => Promise<void>): Promise<void> {
    const known = this.#loads.get(name);
    if (known) return known;
    const running = load().catch((error: unknown) => {
      this.#loads.delete(name);
      throw error;
    });
    this.#loads.set(name, running);
    return running;
  }
}

/** A file in a folder. What the folder's address asks with `?`, the file's does too: packs of one release can be told from those of another. */
export function fileIn(folder: URL | string, file: string): URL | string {
  const [path = "", ...query] = String(folder).split("?");
  const address = [path.endsWith("/") ? path + file : `${path}/${file}`, ...query].join("?");
  return typeof document === "undefined" ? address : new URL(address, document.baseURI);
}

/** The bytes at an address; `code` and `what` say what failed if it does. */
export async function bytes(url: URL | string, code: string, what: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await get(url, code, what);
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new DutyboundError(code, what, `${what} was cut off while it loaded; try again`, cause);
  }
}

/** Where a pack's own digest stands: what lies around it, less the mark before, is what it covers. */
const [MARK, DIGEST, REST] = [4, 7, 39];

/**
 * The SHA-256 of what a pack's digest covers, made by the browser, which is many times faster than the engine; `undefined`
 * where there is no such thing (pages that are not served securely), and the engine makes it itself.
 */
export async function digestOf(pack: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle || pack.length < REST) return undefined;
  const covered = new Uint8Array(pack.length - REST + DIGEST - MARK);
  covered.set(pack.subarray(MARK, DIGEST));
  covered.set(pack.subarray(REST), DIGEST - MARK);
  const digest = new Uint8Array(await subtle.digest("SHA-256", covered));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The response at an address, when it is a good one. */
export async function get(url: URL | string, code: string, what: string): Promise<Response> {
  if (isOnDisk(url)) return onDisk(new URL(url), code, what);
  if (!URL.canParse(String(url)) && typeof location === "undefined") {
    throw new DutyboundError(code, what, `${what} could not be loaded: \`${String(url)}\` is relative, and outside a page there is nothing it could be relative to; give \`packsUrl\` (and \`wasmUrl\`, if any) as a whole address, https: or file:`);
  }
  if (typeof fetch !== "function") {
    throw new DutyboundError("no-fetch", what, `${what} cannot be loaded here: there is no fetch; load Dutybound in a browser, or in Node 18 or later`);
  }
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new DutyboundError(code, what, `${what} could not be loaded from ${String(url)}; try again when there is a connection${abroad(url)}`, cause);
  }
  if (!response.ok) {
    throw new DutyboundError(code, what, `${what} could not be loaded from ${String(url)}: the server answered ${response.status}`);
  }
  return response;
}

/** What else can be wrong with a file of another origin; browsers do not tell it from a missing connection. */
function abroad(url: URL | string): string {
  if (typeof location === "undefined" || new URL(url, location.href).origin === location.origin) return "";
  return ", and see that its server allows other origins (Access-Control-Allow-Origin) and this page's policy allows it (connect-src)";
}

/** Programs outside a browser read their own disk. */
const isOnDisk = (url: URL | string): boolean => typeof document === "undefined" && /^file:/i.test(String(url));

/** A file as a response, so that nothing else need know where it came from. */
async function onDisk(url: URL, code: string, what: string): Promise<Response> {
  // Hidden from bundlers, which would look for it while they build for browsers.
  const module = "node:fs/promises";
  try {
    const { readFile } = (await import(/* @vite-ignore */ /* webpackIgnore: true */ module)) as { readFile(url: URL): Promise<Uint8Array<ArrayBuffer>> };
    return new Response(await readFile(url), { headers: { "Content-Type": url.pathname.endsWith(".wasm") ? "application/wasm" : "application/octet-stream" } });
  } catch (cause) {
    throw new DutyboundError(code, what, `${what} could not be read from ${url.href}; check the folder`, cause);
  }
}
