// Amounts and goods as words.
import { compare, isZero, sum } from "../../decimal";
import type { Directory, GoodsItem, Measure, Quote, Range, Restriction } from "../../types";
import { list, money, say } from "../../words";
import type { Question, QuestionLine } from "../question";
import type { FactOfWarning } from "./admission";

/** What every part of the answer is made from. */
export interface Answered {
  readonly quote: Quote;
  readonly question: Question;
  readonly directory: Directory;
  readonly measure: (id: string) => Measure | undefined;
  readonly restriction: (id: string) => Restriction | undefined;
  /** Facts that are asked beside a warning, and not among what would settle the sum. */
  readonly factsOfWarnings: readonly FactOfWarning[];
  /** Changes the question and asks again. */
  readonly change: (edit: (question: Question) => void) => void;
}

/** The bounds in order; the two ends of a range can stand for different cases. */
export function bounds({ low, high }: Range): Range {
  return high !== null && compare(low, high) > 0 ? { low: high, high: low } : { low, high };
}

/** Low ends with low ends and high ends with high ends; without bound when one of them is. */
export function sumOf(ranges: readonly Range[]): Range {
  const highs = ranges.map((range) => range.high);
  return { low: sum("0", ...ranges.map((range) => range.low)), high: highs.every((high) => high !== null) ? sum("0", ...highs) : null };
}

/** From the lowest to the highest, where one of several amounts is asked and not all. */
export function spread(ranges: readonly Range[]): Range {
  const all = ranges.map(bounds);
  const low = all.reduce((least, range) => (compare(range.low, least) < 0 ? range.low : least), all[0]?.low ?? "0");
  const highs = all.map((range) => range.high);
  return { low, high: highs.some((one) => one === null) ? null : highs.reduce<string>((most, one) => (compare(one ?? "0", most) > 0 ? (one ?? "0") : most), "0") };
}

export const isNothing = ({ low, high }: Range): boolean => isZero(low) && high !== null && isZero(high);

/** `€6.00`, `between €6.00 and €9.00`, `at least €6.00`, `not known`. */
export function amountText(range: Range, currency: string): string {
  const { low, high } = bounds(range);
  const from = money(low, currency);
  // At least nothing is no figure: it would read as free.
  if (high === null) return isZero(low) ? say("total.unknown") : say("total.at-least", { low: from });
  return compare(low, high) === 0 ? from : say("total.between", { low: from, high: money(high, currency) });
}

export const isExact = ({ low, high }: Range): boolean => high !== null && compare(low, high) === 0;

/** Words that run from right to left, or turn directions, keep to themselves: what stands around them stays in its order. */
const isolated = (text: string): string => (/[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]/.test(text) ? `\u2068${text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "")}\u2069` : text);

/** Goods as the reader called them. */
export function lineName(line: QuestionLine | undefined, position: number): string {
  const description = line?.description.trim() ?? "";
  const short = description.length > 60 ? `${description.slice(0, 59)}…` : description;
  return short === "" ? say("goods.unnamed", { n: position + 1 }) : isolated(short);
}

/** The positions of an item's lines, or of all. */
export function linesOf({ quote, question }: Pick<Answered, "quote" | "question">, item: number | null): readonly number[] {
  return item === null ? question.lines.map((_, i) => i) : (quote.items[item]?.lines ?? []);
}

/** The goods of an item, or the whole parcel. */
export function itemName({ quote, question }: Pick<Answered, "quote" | "question">, item: number | null): string {
  const goods: GoodsItem | undefined = item === null ? undefined : quote.items[item];
  if (!goods) return say("goods.all");
  return list([...new Set(goods.lines.map((line) => lineName(question.lines[line], line)))]);
}
