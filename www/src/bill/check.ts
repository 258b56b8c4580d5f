// A bill against the law: what was due at the door, and which usual mistake would give what was billed. All of it from
// quotes of the same engine, each with one thing changed; no law is worked out here.
import { absolute, compare, isZero, minus, over, sum, times, typed } from "../decimal";
import { bounds, isExact, isNothing, sumOf } from "../page/answer/amount";
import type { Question } from "../page/question";
import type { Charge, Quote, QuoteResult, Range } from "../types";

/** What a bill is made of: duty with excise and levies, tax, both in one sum, the carrier's own fee, anything else. */
export const PARTS = ["duty", "tax", "both", "fee", "other"] as const;
export type Part = (typeof PARTS)[number];
/** What law decides. */
export const LAWFUL = ["duty", "tax", "both"] as const;
export type Lawful = (typeof LAWFUL)[number];

export type Owed = Readonly<Record<Lawful, Range>>;

/** What is due on delivery, by law and by habit. */
export interface Due extends Owed {
  /** Fees that law asks at the border. */
  readonly fee: Range;
  /** What the shop took with the price. */
  readonly prepaid: Range;
  /** What carriers typically ask for themselves. */
  readonly typical: readonly Charge[];
  readonly charges: readonly Charge[];
}

const NOTHING: Range = { low: "0", high: "0" };

const total = (ranges: readonly Range[]): Range => sumOf(ranges.map(bounds));

const isAtDoor = (charge: Charge): boolean => charge.debtor === "buyer" && (charge.moment === "border" || charge.moment === "delivery");
const isTax = (charge: Charge): boolean => charge.kind === "tax";
const isFee = (charge: Charge): boolean => charge.kind === "fee";

function owed(charges: readonly Charge[], amount: (charge: Charge) => Range = (charge) => charge.amount): Owed {
  const door = charges.filter(isAtDoor);
  const duty = total(door.filter((charge) => !isTax(charge) && !isFee(charge)).map(amount));
  const tax = total(door.filter(isTax).map(amount));
  return { duty, tax, both: total([duty, tax]) };
}

/** `elsewhere`: fees held for the same parcel when something is due at its door, for when nothing is. */
export function due(quote: Quote, elsewhere: readonly Charge[] = []): Due {
  const charges = quote.charges.filter((charge) => isAtDoor(charge) && !isNothing(charge.amount));
  return {
    ...owed(quote.charges),
    fee: total(quote.charges.filter((charge) => isAtDoor(charge) && isFee(charge)).map((charge) => charge.amount)),
    prepaid: total(quote.charges.filter((charge) => charge.debtor === "buyer" && charge.moment === "checkout").map((charge) => charge.amount)),
    typical: quote.carrierFees.length > 0 ? quote.carrierFees : elsewhere,
    charges,
  };
}

/** How a billed amount stands to what law asks. `open`: law leaves it open upwards. `within`: inside a range. */
export type Verdict = "right" | "within" | "open" | "more" | "less";

/** The smallest coin, below which two sums are the same. */
export function coin(currency: string): string {
  try {
    const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    return digits === 0 ? "1" : `0.${"0".repeat(digits - 1)}1`;
  } catch {
    return "0.01";
  }
}

export function judge(billed: string, range: Range, step: string): Verdict {
  const { low, high } = bounds(range);
  if (compare(sum(billed, step), low) < 0) return "less";
  if (high === null) return "open";
  if (compare(billed, sum(high, step)) > 0) return "more";
  return isExact({ low, high }) ? "right" : "within";
}

/** What was billed, as numbers; parts nobody told stay out, and text that is no number is named. */
export function readBill(billed: Record<Part, string>): { amounts: Partial<Record<Part, string>>; unreadable: readonly Part[] } {
  const amounts: Partial<Record<Part, string>> = {};
  const unreadable: Part[] = [];
  for (const part of PARTS) {
    const text = billed[part].replace(/[\s\u00a0\u202f'’]/g, "");
    if (text === "") continue;
    const amount = typed(text.replace(/,(?=\d{3}(\D|$))/g, text.includes(".") ? "" : ","));
    if (amount === undefined) unreadable.push(part);
    else amounts[part] = amount;
  }
  return { amounts, unreadable };
}

export const MISTAKES = [
  "double-tax", "no-relief", "not-gift", "commercial", "no-preference", "sender-origin", "other-carriage", "freight-twice", "freight-in-price", "before-discount", "wrong-currency", "per-piece", "fee-inside-duty", "fee-inside-tax", "no-code", "other-code",
] as const;
export type MistakeId = (typeof MISTAKES)[number];

/** What would have been billed under a mistake. */
export interface Mistaken extends Owed {
  readonly id: MistakeId;
  /** What fills the gaps of its sentence. */
  readonly values: Readonly<Record<string, string>>;
}

/** Asks the engine with what is loaded. */
export type Ask = (question: Question) => QuoteResult;

/** What carriers typically ask for the same parcel when tax is due on delivery. */
export function feesAtDoor(question: Question, ask: Ask): readonly Charge[] {
  const other = structuredClone(question);
  other.registrations = [];
  other.marketplace = false;
  const result = ask(other);
  return result.status === "quoted" ? result.quote.carrierFees : [];
}

/** Every usual mistake that would change the bill, in the order in which they are met most. */
export function mistaken(question: Question, quote: Quote, lawful: Due, ask: Ask, before: string, amounts: Partial<Record<Part, string>>): readonly Mistaken[] {
  const step = coin(quote.currency);
  const found: Mistaken[] = [];
  const add = (id: MistakeId, result: Owed | undefined, values: Mistaken["values"] = {}): void => {
    if (result && !isSame(result, lawful, step)) found.push({ id, values, duty: result.duty, tax: result.tax, both: result.both });
  };
  const asked = (edit: (question: Question) => void): Owed | undefined => {
    const other = structuredClone(question);
    edit(other);
    const result = ask(other);
    return result.status === "quoted" && result.quote.currency === quote.currency ? owed(result.quote.charges) : undefined;
  };

  if (!isZero(lawful.prepaid.low)) add("double-tax", asked((other) => { other.registrations = []; other.marketplace = false; }));
  add("no-relief", withoutLimits(question, quote, ask));
  if (question.transaction === "gift") add("not-gift", asked((other) => { other.transaction = "distance-sale"; }));
  if (question.transaction === "distance-sale") add("commercial", asked((other) => { other.transaction = "commercial"; }));
  if (question.lines.some((line) => line.claims.length > 0)) add("no-preference", asked((other) => { for (const line of other.lines) line.claims = []; }));
  if (question.lines.some((line) => line.origin !== "" && line.origin !== question.from)) add("sender-origin", asked((other) => { for (const line of other.lines) line.origin = question.from; }), { from: question.from });
  if (question.carriage === "post" || question.carriage === "express") {
    const carriage = question.carriage === "post" ? "express" : "post";
    add("other-carriage", asked((other) => { other.carriage = carriage; }), { carriage });
  }
  const freight = typed(question.freight);
  if (freight !== undefined && !isZero(freight)) {
    add("freight-twice", asked((other) => { other.freight = times(freight, "2"); }));
    add("freight-in-price", asked((other) => { addToPrices(other, freight); }));
  }
  const full = typed(before);
  if (full !== undefined) add("before-discount", asked((other) => { scaleTo(other, full); }), { before: full });
  if (question.currency !== quote.currency) add("wrong-currency", asked((other) => { other.currency = quote.currency; }), { currency: question.currency, other: quote.currency });
  if (quote.charges.some((charge) => charge.working.how === "flat")) add("per-piece", asked(apart));
  for (const fee of lawful.typical) {
    if (!isExact(fee.amount) || isZero(fee.amount.low)) continue;
    const name = { fee: fee.payee && !fee.name.includes(fee.payee) ? `${fee.name} (${fee.payee})` : fee.name };
    const both = total([lawful.both, fee.amount]);
    add("fee-inside-duty", { duty: total([lawful.duty, fee.amount]), tax: lawful.tax, both }, name);
    add("fee-inside-tax", { duty: lawful.duty, tax: total([lawful.tax, fee.amount]), both }, name);
  }
  const told = amounts.both ?? (amounts.duty !== undefined && amounts.tax !== undefined ? sum(amounts.duty, amounts.tax) : undefined);
  for (const digits of [4, 2]) {
    const short = structuredClone(question);
    for (const line of short.lines) line.code = line.code.replace(/\D/g, "").slice(0, digits);
    if (short.lines.every((line, i) => line.code === question.lines[i]?.code) || short.lines.some((line) => line.code.length < 2)) continue;
    const result = ask(short);
    if (result.status !== "quoted" || result.quote.currency !== quote.currency) continue;
    add("no-code", owed(result.quote.charges), { digits: String(digits) });
    const lines = told === undefined || result.quote.items.length !== 1 ? [] : (result.quote.items[0]?.choice?.lines ?? []);
    const same = lines.filter(({ amount }) => isExact(amount) && told !== undefined && judge(told, amount, step) === "right");
    const codes = same.flatMap((line) => line.codes);
    // Where half the heading comes to the same, no single code explains anything.
    if (told !== undefined && codes.length > 0 && codes.length <= 12) {
      add("other-code", { duty: amounts.duty === undefined ? { low: "0", high: null } : point(amounts.duty), tax: amounts.tax === undefined ? { low: "0", high: null } : point(amounts.tax), both: point(told) }, { codes: codes.slice(0, 6).join(", "), rate: same[0]?.rate ?? "" });
    }
  }
  return found;
}

const point = (amount: string): Range => ({ low: amount, high: amount });

function isSame(a: Owed, b: Owed, step: string): boolean {
  const near = (one: string | null, other: string | null): boolean => one === other || (one !== null && other !== null && compare(absolute(minus(one, other)), step) <= 0);
  return LAWFUL.every((part) => {
    const [left, right] = [bounds(a[part]), bounds(b[part])];
    return near(left.low, right.low) && near(left.high, right.high);
  });
}

/** So much dearer that no limit of value is kept, and taken down again: what is charged as if there were no limits. */
const DEARER = "1000";

/**
 * As if no limit of value were kept: everything a thousand times dearer, and rates on value taken down again. Amounts that
 * do not follow the value stay as they are; where a rate is of another kind, nothing can be said.
 */
function withoutLimits(question: Question, quote: Quote, ask: Ask): Owed | undefined {
  const dear = structuredClone(question);
  const grow = (text: string): string => {
    const amount = typed(text);
    return amount === undefined ? text : times(amount, DEARER);
  };
  dear.freight = grow(dear.freight);
  dear.insurance = grow(dear.insurance);
  for (const line of dear.lines) {
    line.unitPrice = grow(line.unitPrice);
    for (const [name, text] of Object.entries(line.components)) line.components[name] = grow(text);
  }
  const result = ask(dear);
  if (result.status !== "quoted" || result.quote.currency !== quote.currency) return undefined;
  const digits = coin(quote.currency) === "1" ? 0 : 2;
  let isPlain = true;
  const taken = owed(result.quote.charges, (charge) => {
    const { working, amount } = charge;
    if (working.how === "flat") return amount;
    const onValue = (working.how === "rate" || working.how === "tariff") && /^(free|\d+(\.\d+)?\s?%)$/i.test(working.rate);
    if (!onValue || !isExact(amount)) {
      isPlain = false;
      return NOTHING;
    }
    return point(over(amount.low, DEARER, digits) ?? "0");
  });
  return isPlain ? taken : undefined;
}

/** Carriage counted as if it were part of what the goods cost. */
function addToPrices(question: Question, freight: string): void {
  const [line] = question.lines;
  const [price, pieces] = [typed(line?.unitPrice ?? ""), typed(line?.quantity ?? "")];
  const share = pieces === undefined ? undefined : over(freight, pieces, 6);
  if (line && price !== undefined && share !== undefined) line.unitPrice = sum(price, share);
}

/** Prices in the same proportion, so that all goods come to another sum. */
function scaleTo(question: Question, full: string): void {
  const now = sum("0", ...question.lines.map((line) => times(typed(line.unitPrice) ?? "0", typed(line.quantity) ?? "0")));
  for (const line of question.lines) {
    const price = typed(line.unitPrice);
    const scaled = price === undefined ? undefined : over(times(price, full), now, 6);
    if (scaled !== undefined) line.unitPrice = scaled;
  }
}

/** Each piece on a line of its own, told apart by its description. */
function apart(question: Question): void {
  question.lines = question.lines.flatMap((line) => {
    const pieces = /^\d{1,2}$/.test(line.quantity.trim()) ? Number(line.quantity) : 1;
    return Array.from({ length: Math.min(pieces, 20) }, (_, i) => ({ ...structuredClone(line), quantity: pieces > 20 ? line.quantity : "1", description: `${line.description} ${i + 1}`, netWeight: "", quantities: {} }));
  });
}

/** Mistakes that give what was billed: all that was told, or one part of it. */
export interface Explained {
  readonly whole: readonly Mistaken[];
  /** Where nothing explains all of it: what gives a single part that is too much. */
  readonly single: readonly { readonly part: Lawful; readonly mistake: Mistaken }[];
  /** What the billed amounts lie inside of, without being met. */
  readonly inside: readonly Mistaken[];
}

export function explain(mistakes: readonly Mistaken[], amounts: Partial<Record<Part, string>>, lawful: Owed, step: string): Explained {
  const told = LAWFUL.filter((part) => amounts[part] !== undefined);
  const verdict = (range: Range, part: Lawful): Verdict => judge(amounts[part] ?? "0", range, step);
  const whole = told.length === 0 ? [] : mistakes.filter((mistake) => told.every((part) => verdict(mistake[part], part) === "right"));
  const inside = told.length === 0 ? [] : mistakes.filter((mistake) => !whole.includes(mistake) && told.every((part) => ["right", "within"].includes(verdict(mistake[part], part))));
  const wrong = told.filter((part) => verdict(lawful[part], part) === "more" || verdict(lawful[part], part) === "less");
  const single = whole.length > 0 ? [] : wrong.flatMap((part) => mistakes.filter((mistake) => verdict(mistake[part], part) === "right" && verdict(lawful[part], part) !== "right").map((mistake) => ({ part, mistake })));
  return { whole, single, inside };
}
