// Mistakes that the types must refuse. Each is marked; a mark without an error is an error itself, so a type that grows
// too loose is noticed here. Nothing here runs.
import type { Basket, Quote, QuoteResult } from "../../../www/src/types";

const right = { to: "FR", from: "CN", assessmentDate: "2026-07-01", currency: "EUR", lines: [{ unitPrice: "19.90" }] };

// @ts-expect-error a question without a day: law is dated, and the engine has no clock
export const withoutDay: Basket = { to: "FR", from: "CN", currency: "EUR", lines: [] };

// @ts-expect-error a Date is not a day: it has a time and a time zone
export const withDate: Basket = { ...right, assessmentDate: new Date() };

// @ts-expect-error one line is not a list of lines
export const withOneLine: Basket = { ...right, lines: { unitPrice: "19.90" } };

// @ts-expect-error a line without a price
export const withoutPrice: Basket = { ...right, lines: [{ code: "610910" }] };

// @ts-expect-error a misspelt field, which the engine would refuse
export const misspelt: Basket = { ...right, lines: [{ unitPrice: "19.90", hsCode: "610910" }] };

// @ts-expect-error a word the law does not know
export const unknownWord: Basket = { ...right, transaction: "b2c" };

// @ts-expect-error numbers for codes lose their leading zero
export const codeAsNumber: Basket = { ...right, lines: [{ unitPrice: "19.90", code: 10121 }] };

// @ts-expect-error a fact is true or false, not a word
export const factAsWord: Basket = { ...right, lines: [{ unitPrice: "19.90", facts: { organic: "yes" } }] };

export function withoutLooking(result: QuoteResult): string {
  // @ts-expect-error there is a quote only when the status says so
  return result.quote.currency;
}

export function unknownIsNotZero(result: QuoteResult): string {
  if (result.status === "quoted") return result.quote.landedCost.low;
  // @ts-expect-error what is not covered has no amount
  return result.quote?.landedCost.low ?? "0.00";
}

export function floatArithmetic(quote: Quote): number {
  // @ts-expect-error money is text: adding it up with + would glue it together
  const sum: number = quote.goods + quote.freight;
  return sum;
}

export function openEnd(quote: Quote): string {
  // @ts-expect-error an amount may have no upper bound
  return quote.landedCost.high.trim();
}

export function changing(quote: Quote): void {
  // @ts-expect-error an answer is not for changing
  quote.charges.push();
}

export function handled(result: QuoteResult): string {
  switch (result.status) {
    case "quoted":
      return "";
    case "not-covered":
      return "";
    // @ts-expect-error there is no such status
    case "error":
      return "";
    case "invalid":
      return "";
  }
}
