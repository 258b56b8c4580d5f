// The question as the form holds it: everything is text as it was typed, until it is asked.
import { typed } from "../decimal";
import type { Basket, BasketLine, Carriage, ExchangeRate, Transaction } from "../types";

export const TRANSACTIONS = ["distance-sale", "gift", "commercial"] as const satisfies readonly Transaction[];
export const CARRIAGES = ["post", "express", "air-freight", "sea-freight", "land-freight"] as const satisfies readonly Carriage[];
export const BUYERS = ["private", "registered"] as const;

export interface Question {
  to: string;
  from: string;
  day: string;
  currency: string;
  transaction: Transaction;
  carriage: Carriage;
  buyer: (typeof BUYERS)[number];
  freight: string;
  insurance: string;
  grossWeight: string;
  postcode: string;
  marketplace: boolean;
  /** Registrations that the seller is known to hold; `undefined` while nobody has said anything. */
  registrations: string[] | undefined;
  elections: string[];
  dataset: string;
  rates: { from: string; to: string; rate: string; on: string; source: string }[];
  lines: QuestionLine[];
}

export interface QuestionLine {
  description: string;
  code: string;
  origin: string;
  quantity: string;
  unitPrice: string;
  netWeight: string;
  quantities: Record<string, string>;
  components: Record<string, string>;
  claims: string[];
  facts: Record<string, boolean>;
}

export function emptyLine(): QuestionLine {
  return { description: "", code: "", origin: "", quantity: "1", unitPrice: "", netWeight: "", quantities: {}, components: {}, claims: [], facts: {} };
}

export function emptyQuestion(day: string): Question {
  return {
    to: "", from: "", day, currency: "EUR", transaction: "distance-sale", carriage: "post", buyer: "private", freight: "", insurance: "", grossWeight: "", postcode: "",
    marketplace: false, registrations: undefined, elections: [], dataset: "", rates: [], lines: [emptyLine()],
  };
}

/** What still has to be said before anything can be worked out, in the order of the form. */
export function missing(question: Question): ("to" | "from" | "day" | "price")[] {
  const lacks: ("to" | "from" | "day" | "price")[] = [];
  if (question.to === "") lacks.push("to");
  if (question.from === "") lacks.push("from");
  if (question.day === "") lacks.push("day");
  if (!question.lines.some((line) => line.unitPrice.trim() !== "")) lacks.push("price");
  return lacks;
}

/** The basket to ask about. What cannot be read stays as it was typed, so that the answer can say so. */
export function toBasket(question: Question): Basket {
  const amount = (text: string): string => typed(text) ?? text.trim();
  const amounts = (all: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(all).filter(([, text]) => text.trim() !== "").map(([name, text]) => [name, amount(text)]));
  const filled = <T extends object>(all: T): T => Object.fromEntries(Object.entries(all).filter(([, value]) => !isNothing(value))) as T;

  const lines = question.lines.map((line): BasketLine => ({
    unitPrice: amount(line.unitPrice),
    ...filled({
      description: line.description.trim(),
      code: line.code.trim(),
      origin: line.origin,
      quantity: amount(line.quantity),
      netWeight: amount(line.netWeight),
      quantities: amounts(line.quantities),
      components: amounts(line.components),
      claims: line.claims,
      facts: line.facts,
    }),
  }));
  const rates = question.rates.flatMap((rate): ExchangeRate[] => {
    const figure = typed(rate.rate);
    return figure === undefined ? [] : [filled({ ...rate, rate: figure })];
  });
  const seller = filled({ marketplace: question.marketplace || undefined });
  return {
    to: question.to,
    from: question.from,
    assessmentDate: question.day,
    currency: question.currency,
    lines,
    transaction: question.transaction,
    carriage: question.carriage,
    ...filled({
      freight: amount(question.freight),
      insurance: amount(question.insurance),
      grossWeight: amount(question.grossWeight),
      postcode: question.postcode.trim(),
      buyer: question.buyer === "private" ? undefined : question.buyer,
      elections: question.elections,
      dataset: question.dataset,
      exchangeRates: rates,
      // An empty list of registrations says something: none is held.
      seller: question.registrations ? { ...seller, registrations: question.registrations } : seller,
    }),
  };
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** A basket from elsewhere that cannot be read, and where. */
export class UnreadableBasket extends Error {
  override readonly name = "UnreadableBasket";
}

/**
 * Reads a basket that somebody else wrote: a link, an attribute. Only known keys of the right kind pass; anything else is
 * refused as a whole, so that nobody sees an answer to half a question. `most` is how many lines are taken.
 */
export function fromBasket(value: unknown, today: string, most = 10_000): Question {
  const basket = record(value, "basket", BASKET_KEYS);
  const seller = record(basket["seller"] ?? {}, "seller", ["registrations", "marketplace"]);
  const held = array(basket["lines"], "lines", 10_000);
  const lines = array(held, `lines: ${held.length}, ${most} at most`, most);
  if (lines.length === 0) throw new UnreadableBasket("lines");
  const empty = emptyQuestion(today);
  return {
    to: text(basket["to"], "to"),
    from: text(basket["from"], "from"),
    day: text(basket["assessmentDate"], "assessmentDate") || today,
    currency: text(basket["currency"], "currency") || empty.currency,
    transaction: choice(basket["transaction"], "transaction", TRANSACTIONS),
    carriage: choice(basket["carriage"], "carriage", CARRIAGES),
    buyer: choice(basket["buyer"], "buyer", BUYERS),
    freight: text(basket["freight"], "freight"),
    insurance: text(basket["insurance"], "insurance"),
    grossWeight: text(basket["grossWeight"], "grossWeight"),
    postcode: text(basket["postcode"], "postcode"),
    marketplace: truth(seller["marketplace"] ?? false, "seller.marketplace"),
    registrations: isAbsent(seller["registrations"]) ? undefined : texts(seller["registrations"], "seller.registrations"),
    elections: texts(basket["elections"] ?? [], "elections"),
    dataset: text(basket["dataset"], "dataset"),
    rates: array(basket["exchangeRates"] ?? [], "exchangeRates", 50).map((rate, i) => {
      const path = `exchangeRates[${i}]`;
      const fields = record(rate, path, ["from", "to", "rate", "on", "source"]);
      const field = (name: string): string => text(fields[name], `${path}.${name}`);
      return { from: field("from"), to: field("to"), rate: field("rate"), on: field("on"), source: field("source") };
    }),
    lines: lines.map((line, i) => readLine(line, `lines[${i}]`)),
  };
}

const BASKET_KEYS = [
  "to", "from", "assessmentDate", "currency", "lines", "transaction", "carriage", "freight", "insurance", "grossWeight", "postcode", "seller", "buyer", "elections", "dataset", "exchangeRates",
] as const satisfies readonly (keyof Basket)[];
const LINE_KEYS = [
  "id", "description", "code", "origin", "quantity", "unitPrice", "netWeight", "quantities", "components", "claims", "facts",
] as const satisfies readonly (keyof BasketLine)[];

function readLine(value: unknown, path: string): QuestionLine {
  const line = record(value, path, LINE_KEYS);
  const field = (name: (typeof LINE_KEYS)[number], limit = 100): string => text(line[name], `${path}.${name}`, limit);
  const figures = (name: "quantities" | "components"): Record<string, string> => {
    const all = record(line[name] ?? {}, `${path}.${name}`);
    return Object.fromEntries(Object.entries(all).map(([key, figure]) => [key, text(figure, `${path}.${name}`)]));
  };
  const facts = record(line["facts"] ?? {}, `${path}.facts`);
  return {
    description: field("description", 2000),
    code: field("code"),
    origin: field("origin"),
    quantity: field("quantity") || "1",
    unitPrice: field("unitPrice"),
    netWeight: field("netWeight"),
    quantities: figures("quantities"),
    components: figures("components"),
    claims: texts(line["claims"] ?? [], `${path}.claims`),
    facts: Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, truth(fact, `${path}.facts`)])),
  };
}

const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;

function record(value: unknown, path: string, keys?: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new UnreadableBasket(path);
  const own = Object.entries(value);
  const strange = keys ? own.find(([key]) => !keys.includes(key)) : own.find(([key]) => key.length > 80 || key === "__proto__");
  if (strange || own.length > 60) throw new UnreadableBasket(strange ? `${path}.${strange[0].slice(0, 40)}` : path);
  return Object.fromEntries(own);
}

function array(value: unknown, path: string, limit: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > limit) throw new UnreadableBasket(path);
  return value;
}

function text(value: unknown, path: string, limit = 100): string {
  if (isAbsent(value)) return "";
  const plain = typeof value === "number" && Number.isFinite(value) ? String(value) : value;
  if (typeof plain !== "string" || plain.length > limit) throw new UnreadableBasket(path);
  return plain;
}

function texts(value: unknown, path: string): string[] {
  return array(value, path, 50).map((item, i) => text(item, `${path}[${i}]`));
}

function truth(value: unknown, path: string): boolean {
  if (typeof value !== "boolean") throw new UnreadableBasket(path);
  return value;
}

function choice<T extends string>(value: unknown, path: string, choices: readonly [T, ...T[]]): T {
  if (isAbsent(value)) return choices[0];
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new UnreadableBasket(path);
  return found;
}
