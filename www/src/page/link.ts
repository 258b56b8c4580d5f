// A question as a link: the basket stands after the `#`, a part of the address that browsers never send to a server.
import { unwritten, written } from "../hash";
import type { Basket } from "../types";
import { say } from "../words";
import { MOST_LINES } from "./pasted";
import { type Question, UnreadableBasket, fromBasket } from "./question";

const PREFIX = "#basket=";
/** Longer than any basket of a person, short enough to refuse without reading. */
const LIMIT = 60_000;

/** The hash for a basket. */
export function toHash(basket: Basket): string {
  return written(PREFIX, basket);
}

/** The question in a hash, `undefined` when there is none. Throws {@link UnreadableBasket} for anything it cannot read. */
export function fromHash(hash: string, today: string): Question | undefined {
  if (hash === "" || hash === "#") return undefined;
  if (!hash.startsWith(PREFIX) || hash.length > LIMIT) throw new UnreadableBasket("link");
  let value: unknown;
  try {
    value = unwritten(PREFIX, hash);
  } catch {
    throw new UnreadableBasket("link");
  }
  return fromBasket(value, today, MOST_LINES);
}

/** What somebody else's link says, or the sentence that tells what is wrong with it. */
export function readable<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableBasket)) throw error;
    return say("link.broken", { path: error.message });
  }
}
