/**
 * Landed cost in the browser: plain objects in, a tagged answer out.
 *
 * ```ts
 * const dutybound = await createDutybound();
 * const result = await dutybound.quote({
 *   to: "FR", from: "CN", assessmentDate: "2026-07-01", currency: "EUR",
 *   lines: [{ description: "cotton T-shirt", code: "610910", quantity: 2, unitPrice: "20.00" }],
 * });
 * if (result.status === "quoted") console.log(result.quote.landedCost);
 * ```
 *
 * Nothing leaves the device: the only requests are for the engine and its packs of tables.
 */
import init, { Engine } from "../../pkg/dutybound.js";
import type { Basket, Directory, Elsewhere, Measure, NotCovered, PackInfo, Product, QuoteResult, Restriction } from "../types";
import { Ahead, type Fetched, fetchPack, packsOf } from "./ahead";
import { DutyboundError, codeOf } from "./error";
import { unknownKeys } from "./keys";
import { Loader, fileIn, get } from "./load";

export type * from "../types";
export { DutyboundError, codeOf } from "./error";
export type { LoadCode } from "./error";

/** Where the engine and the packs lie. */
export interface Options {
  /** The address of `dutybound_bg.wasm`; default: beside this module, as bundlers place it. */
  wasmUrl?: URL | string | undefined;
  /** The folder of the packs, with or without a slash at its end; default: `packs/` beside the page. A query (`/packs/?7`) is kept on every file. */
  packsUrl?: URL | string | undefined;
  /** The place that will be asked about first: its tables are fetched beside the engine, and the first quote comes sooner. */
  to?: string | undefined;
}

/** A loaded engine with the world's law. */
export interface Dutybound {
  /** Prices a basket; a tariff that is missing is loaded first. Rejects only when that load fails, and may be asked again. */
  quote(basket: Basket): Promise<QuoteResult>;
  /** Prices a basket with what is loaded; `not-covered` with code `pack-not-loaded` says what is missing. */
  quoteNow(basket: Basket): QuoteResult;
  /**
   * Prices a basket in the parts of its destination that a postcode would find, such as the Canary Islands or Northern Ireland: what the
   * need `postcode` of a quote may change. No parts when the basket has a postcode, or cannot be read. Tables that are missing are loaded.
   */
  elsewhere(basket: Basket): Promise<Elsewhere>;
  /** The law behind a measure's id; its title and citations are empty until {@link sources} has loaded them. */
  measure(id: string): Measure | undefined;
  /** The rule behind a warning's id. */
  restriction(id: string): Restriction | undefined;
  /** Loads what the law is called and where it stands, the first time; quotes do without it. */
  sources(): Promise<void>;
  /** Places, schemes, announced law, and the tariffs loaded so far. */
  directory(): Directory;
  /** Everyday products and their codes; loads their pack the first time. */
  products(): Promise<readonly Product[]>;
}

/** Compiled once for all who ask. */
const loader = new Loader();

/** Loads the engine and the world's law. A failed attempt leaves nothing behind: call again to retry. */
export async function createDutybound(options: Options = {}): Promise<Dutybound> {
  const folder = options.packsUrl ?? "packs/";
  const ahead = new Ahead((name) => fetchPack(fileIn(folder, `${encodeURIComponent(name)}.pack`), name === "world" ? "the law" : `the pack \`${name}\``));
  // All of it is needed, so all of it is fetched at once.
  ahead.start("world");
  if (options.to) {
    ahead.start("words");
    void packsOf(options.to, fileIn(folder, "places.json")).then((names) => { for (const name of names) ahead.start(name); });
  }
  const [world] = await Promise.all([ahead.take("world"), loader.once("engine", () => start(options.wasmUrl))]);
  const engine = new Engine();
  take(engine, world);
  return new Loaded(engine, ahead);
}

async function start(wasmUrl: Options["wasmUrl"]): Promise<void> {
  const what = "the engine";
  const response = await get(wasmUrl ?? new URL("../../pkg/dutybound_bg.wasm", import.meta.url), "engine-not-loaded", what);
  try {
    await init({ module_or_path: response });
  } catch (cause) {
    throw new DutyboundError("engine-not-loaded", what, `${what} could not be started: ${String(cause)}`, cause);
  }
}

class Loaded implements Dutybound {
  readonly #engine: Engine;
  readonly #ahead: Ahead;
  readonly #packs = new Loader();
  /** Made once per load; it is long. */
  #directory: Directory | undefined;

  constructor(engine: Engine, ahead: Ahead) {
    this.#engine = engine;
    this.#ahead = ahead;
  }

  quote(basket: Basket): Promise<QuoteResult> {
    return this.#withPacks(() => this.quoteNow(basket), (result) => (result.status === "not-covered" ? [result.reason] : []));
  }

  elsewhere(basket: Basket): Promise<Elsewhere> {
    const ask = (): Elsewhere => (this.#engine.elsewhere(basket) as Elsewhere | undefined) ?? { landedCost: null, parts: [] };
    return this.#withPacks(ask, ({ parts }) => parts.flatMap(({ reason }) => reason ?? []));
  }

  /** Asks until no pack is missing that was not asked for before. */
  async #withPacks<T>(ask: () => T, reasons: (answer: T) => readonly NotCovered[]): Promise<T> {
    const asked = new Set<string>();
    for (;;) {
      const answer = ask();
      // A pack that was loaded and is still missing will not appear by asking again.
      const missing = new Set(reasons(answer).flatMap(({ packs = [] }) => packs).filter((name) => !asked.has(name)));
      if (missing.size === 0) return answer;
      for (const name of missing) asked.add(name);
      await Promise.all([...missing].map((name) => this.#load(name)));
    }
  }

  quoteNow(basket: Basket): QuoteResult {
    const problems = unknownKeys(basket);
    if (problems.length > 0) return { status: "invalid", problems };
    return this.#engine.quote(basket) as QuoteResult;
  }

  measure(id: string): Measure | undefined {
    return this.#engine.measure(id) as Measure | undefined;
  }

  restriction(id: string): Restriction | undefined {
    return this.#engine.restriction(id) as Restriction | undefined;
  }

  sources(): Promise<void> {
    return this.#load("sources");
  }

  directory(): Directory {
    return (this.#directory ??= this.#engine.directory() as Directory);
  }

  async products(): Promise<readonly Product[]> {
    await this.#load("finder");
    return this.directory().products;
  }

  #load(name: string): Promise<void> {
    return this.#packs.once(name, async () => {
      take(this.#engine, await this.#ahead.take(name));
      this.#directory = undefined;
    });
  }
}

/** Hands a pack to the engine, which refuses one that was altered. */
function take(engine: Engine, { pack, digest }: Fetched): PackInfo {
  try {
    return engine.load(pack, digest) as PackInfo;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new DutyboundError(codeOf(cause), "pack", message, cause);
  }
}
