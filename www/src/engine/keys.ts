// Misspelt keys. The engine asks a basket for the keys it knows and sees no other, so `quantiy: 3` would be priced as one piece;
// here it is told, as the command line tells it.
import type { Basket, BasketLine, ExchangeRate, Problem, Seller } from "../types";

type Keys<T> = Readonly<Record<keyof Required<T>, true>>;

const ofBasket: Keys<Basket> = {
  to: true, from: true, assessmentDate: true, currency: true, lines: true, transaction: true, carriage: true, freight: true, insurance: true,
  grossWeight: true, postcode: true, seller: true, buyer: true, elections: true, dataset: true, exchangeRates: true,
};
const ofLine: Keys<BasketLine> = {
  id: true, description: true, code: true, origin: true, quantity: true, unitPrice: true, netWeight: true, quantities: true, components: true,
  claims: true, facts: true,
};
const ofSeller: Keys<Seller> = { registrations: true, marketplace: true };
const ofRate: Keys<ExchangeRate> = { from: true, to: true, rate: true, on: true, source: true };

/** A problem for each key that nobody knows; none for what is no object, which the engine refuses in its own words. */
export function unknownKeys(basket: unknown): Problem[] {
  if (!isObject(basket)) return [];
  return [
    ...inObject("", basket, ofBasket),
    ...inObject("seller.", basket["seller"], ofSeller),
    ...inList("lines", basket["lines"], ofLine),
    ...inList("exchangeRates", basket["exchangeRates"], ofRate),
  ];
}

function inList(name: string, list: unknown, known: object): Problem[] {
  return Array.isArray(list) ? list.flatMap((object, at) => inObject(`${name}[${at}].`, object, known)) : [];
}

/** As many as tell what is meant. */
const kept = 5;

function inObject(path: string, object: unknown, known: object): Problem[] {
  if (!isObject(object)) return [];
  const unknown = Object.keys(object).filter((key) => !Object.hasOwn(known, key));
  return unknown.slice(0, kept).map((key) => problem(path, [...key].slice(0, 40).join("") || '""'));
}

function problem(path: string, key: string): Problem {
  const message = `\`${key}\` is not among the keys that are read`;
  return { path: path + key, code: "unknown-key", message, help: "look for a slip of the pen, or leave it out" };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Map);
}
