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

/** The bytes at an address; `code` and `what` say what failed if it does. */
export async function bytes(url: URL | string, code: string, what: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await get(url, code, what);
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new DutyboundError(code, what, `${what} was cut off while it loaded; try again`, cause);
  }
}

/** The response at an address, when it is a good one. */
export async function get(url: URL | string, code: string, what: string): Promise<Response> {
  if (typeof fetch !== "function") {
    throw new DutyboundError("no-fetch", what, `${what} cannot be loaded here: there is no fetch; load Dutybound in a browser, or in Node 18 or later`);
  }
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new DutyboundError(code, what, `${what} could not be loaded from ${String(url)}; try again when there is a connection`, cause);
  }
  if (!response.ok) {
    throw new DutyboundError(code, what, `${what} could not be loaded from ${String(url)}: the server answered ${response.status}`);
  }
  return response;
}
