// Questions that decide whether goods may come in, and not what they cost: they are asked beside their warning.
import { compare } from "../../decimal";
import type { Need, Quote, QuoteResult, Warning } from "../../types";
import type { Question } from "../question";
import { bounds } from "./amount";

/** A fact that nobody told, and the restriction that hangs on it. */
export interface FactOfWarning {
  readonly need: Need;
  readonly fact: string;
  readonly restriction: string;
}

/**
 * The engine asks for facts of duties and of restrictions in one list. Which is which shows when they are told: the answer
 * that takes a warning away and leaves the sum as it is was about the warning.
 */
export function factsOfWarnings(quote: Quote, question: Question, ask: (question: Question) => QuoteResult): readonly FactOfWarning[] {
  const open = quote.warnings.filter(({ status }) => status === "question");
  if (open.length === 0) return [];
  return quote.needs.flatMap((need): FactOfWarning[] => {
    const fact = /^fact:(.+)$/.exec(need.code)?.[1];
    if (fact === undefined) return [];
    const positions = need.item === null ? question.lines.map((_, i) => i) : (quote.items[need.item]?.lines ?? []);
    const concerned = open.filter(({ line }) => positions.includes(line));
    const restriction = [false, true].map((told) => {
      const result = ask(withFact(question, positions, fact, told));
      return result.status === "quoted" && isSameSum(result.quote, quote) ? concerned.find((warning) => !isHeld(warning, result.quote))?.restriction : undefined;
    }).find((found) => found !== undefined);
    return restriction === undefined ? [] : [{ need, fact, restriction }];
  });
}

function withFact(question: Question, positions: readonly number[], fact: string, told: boolean): Question {
  const other = structuredClone(question);
  for (const position of positions) {
    const line = other.lines[position];
    if (line) line.facts[fact] = told;
  }
  return other;
}

const isHeld = ({ restriction, line }: Warning, { warnings }: Quote): boolean => warnings.some((other) => other.restriction === restriction && other.line === line);

function isSameSum(one: Quote, other: Quote): boolean {
  const [a, b] = [bounds(one.landedCost), bounds(other.landedCost)];
  return compare(a.low, b.low) === 0 && (a.high === null || b.high === null ? a.high === b.high : compare(a.high, b.high) === 0);
}
