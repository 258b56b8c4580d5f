// Whose the charges are: what the buyer pays, what the seller owes, and which goods are in the total at all.
import { compare, minus, sum } from "../../decimal";
import type { Charge, Payable, Quote, Range } from "../../types";
import { count, say } from "../../words";
import { bounds, sumOf } from "./amount";

/** Owed by whoever sells, and so no part of what the buyer pays. A carrier or a post that owes something asks the buyer for it. */
export const isSellers = ({ debtor }: Pick<Payable | Charge, "debtor">): boolean => debtor === "seller" || debtor === "marketplace";

/** Goods, carriage and insurance. */
export const paidToShop = (quote: Quote): string => sum(quote.goods, quote.freight, quote.insurance);

/** What whoever sells owes. */
export const sellersShare = (quote: Quote): Range => sumOf(quote.payable.filter(isSellers).map(({ amount }) => bounds(amount)));

/**
 * What the buyer pays in all. It lies within the sum of the buyer's parts, and within the total less the seller's part; parts
 * that exclude each other make the first wider than any case, an open part of the seller's the second.
 */
export function buyerPays(quote: Quote): Range {
  const own = sumOf(quote.payable.filter((payable) => !isSellers(payable)).map(({ amount }) => bounds(amount)));
  const paid = paidToShop(quote);
  const [whole, sellers] = [bounds(quote.landedCost), sellersShare(quote)];
  const lows = [sum(paid, own.low), ...(sellers.high === null ? [] : [minus(whole.low, sellers.high)])];
  const highs = [...(own.high === null ? [] : [sum(paid, own.high)]), ...(whole.high === null ? [] : [minus(whole.high, sellers.low)])];
  return {
    low: lows.reduce((most, low) => (compare(low, most) > 0 ? low : most)),
    high: highs.length === 0 ? null : highs.reduce((least, high) => (compare(high, least) < 0 ? high : least)),
  };
}

/** Duties and taxes that the buyer pays. */
export function buyersCharges(quote: Quote): Range {
  const [pays, paid] = [buyerPays(quote), paidToShop(quote)];
  return { low: minus(pays.low, paid), high: pays.high === null ? null : minus(pays.high, paid) };
}

/** Whether none of the goods may come in: there is no total then. */
export const isAllProhibited = ({ lines }: Quote): boolean => lines.length > 0 && lines.every(({ status }) => status === "prohibited");

export interface Remark {
  readonly severe: boolean;
  readonly text: string;
}

/** Which goods the total leaves out, and which it holds although something is wrong with them. */
export function leftOut(quote: Quote): readonly Remark[] {
  const prohibited = quote.lines.filter(({ status }) => status === "prohibited").length;
  const refused = new Set(quote.warnings.filter(({ status, line }) => status === "prohibited" && quote.lines[line]?.status !== "prohibited").map(({ line }) => line)).size;
  const flagged = quote.lines.filter(({ status }) => status === "flagged");
  const unread = flagged.filter(({ item }) => item === null).length;
  const remark = (severe: boolean, key: string, n: number): Remark[] => (n === 0 ? [] : [{ severe, text: count(key, n) }]);
  return [
    ...(isAllProhibited(quote) ? [{ severe: true, text: say("total.all-prohibited") }] : remark(true, "total.prohibited", prohibited)),
    ...remark(true, "total.refused", refused),
    ...remark(false, "total.flagged", unread),
    ...remark(false, "total.half-read", flagged.length - unread),
  ];
}
