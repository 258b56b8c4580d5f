// What will be needed is fetched before anybody asks for it: the law and the tables of a place travel beside the engine, and not
// one after the other.
import { bytes, digestOf, get } from "./load";

/** A pack, and the digest that the browser made of it. */
export interface Fetched {
  readonly pack: Uint8Array<ArrayBuffer>;
  readonly digest: string | undefined;
}

/** Fetches a pack. Its digest is made at once, while other things still load. */
export async function fetchPack(url: URL | string, what: string): Promise<Fetched> {
  const pack = await bytes(url, "pack-not-loaded", what);
  return { pack, digest: await digestOf(pack) };
}

/** Packs on their way that nobody asked for yet. One that failed fails when it is asked for, and is fetched again after that. */
export class Ahead {
  readonly #onTheWay = new Map<string, Promise<Fetched>>();
  readonly #asked = new Set<string>();
  readonly #fetch: (name: string) => Promise<Fetched>;

  constructor(fetch: (name: string) => Promise<Fetched>) {
    this.#fetch = fetch;
  }

  start(name: string): void {
    if (this.#onTheWay.has(name) || this.#asked.has(name)) return;
    const fetching = this.#fetch(name);
    fetching.catch(() => undefined);
    this.#onTheWay.set(name, fetching);
  }

  /** The pack, from the way where it is on the way. */
  take(name: string): Promise<Fetched> {
    const fetching = this.#onTheWay.get(name) ?? this.#fetch(name);
    this.#onTheWay.delete(name);
    this.#asked.add(name);
    return fetching;
  }
}

/** Which packs a place needs, by the index that lies beside the packs; none where there is no such index. */
export async function packsOf(place: string, index: URL | string): Promise<readonly string[]> {
  try {
    const places: unknown = await (await get(index, "pack-not-loaded", "the index")).json();
    return Object.entries(places as Record<string, unknown>).flatMap(([pack, held]) => (Array.isArray(held) && held.includes(place) ? [pack] : []));
  } catch {
    return [];
  }
}
