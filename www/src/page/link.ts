// A question as a link: the basket stands after the `#`, a part of the address that browsers never send to a server.
import type { Basket } from "../types";
import { type Question, UnreadableBasket, fromBasket } from "./question";

const PREFIX = "#basket=";
/** Longer than any basket of a person, short enough to refuse without reading. */
const LIMIT = 60_000;
/** More lines than anyone types, few enough for the form to show at once. */
const LINES = 60;

/** The hash for a basket. */
export function toHash(basket: Basket): string {
  const bytes = new TextEncoder().encode(JSON.stringify(basket));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return PREFIX + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The question in a hash, `undefined` when there is none. Throws {@link UnreadableBasket} for anything it cannot read. */
export function fromHash(hash: string, today: string): Question | undefined {
  if (hash === "" || hash === "#") return undefined;
  if (!hash.startsWith(PREFIX) || hash.length > LIMIT) throw new UnreadableBasket("link");
  let value: unknown;
  try {
    const binary = atob(hash.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new UnreadableBasket("link");
  }
  return fromBasket(value, today, LINES);
}
