// Duty expressions as words: `greater(30%, 4300 JPY/pair)` becomes "the higher of 30 % and 4,300 JPY a pair".
import { figure, say } from "../../words";

export function rateWords(rate: string): string {
  const text = rate.trim();
  if (text === "free") return say("rate.free");
  const call = /^(greater|lesser|between|technical|season|content)\((.*)\)$/s.exec(text);
  if (call && isOnePair(text)) {
    const [, name, inside = ""] = call;
    if (name === "technical") return say("rate.technical", { why: inside });
    if (name === "season") return say("rate.season");
    if (name === "content") return say("rate.content", { of: /\[(.*?)\]/.exec(inside)?.[1] ?? inside });
    const parts = split(inside, ",").map(rateWords);
    if (name === "between") return say("rate.between", { least: parts[0] ?? "", most: parts[1] ?? "" });
    const last = parts.pop() ?? "";
    return say(name === "greater" ? "rate.greater" : "rate.lesser", { parts: parts.length ? `${parts.join(", ")} ${say("rate.or")} ${last}` : last });
  }
  const sum = split(text, "+");
  if (sum.length > 1) return sum.map(rateWords).join(" + ");
  const percent = /^(-?[\d.]+)%$/.exec(text);
  if (percent?.[1]) return `${figure(percent[1], 4)}\u00a0%`;
  const money = /^([\d.]+) ([A-Z]{3})(?:\/(.+))?$/.exec(text);
  if (money?.[1]) return `${figure(money[1])}\u00a0${money[2]}${money[3] ? ` / ${money[3].replaceAll("-", " ")}` : ""}`;
  return text;
}

/** Whether a rate is nothing but a remark that it cannot be told. */
export const isTechnical = (rate: string): boolean => whyTechnical(rate) !== "";

/** Why a rate cannot be told; empty for one that can. */
export const whyTechnical = (rate: string): string => (isOnePair(rate.trim()) && /^technical\((.*)\)$/s.exec(rate.trim())?.[1]) || "";

/** Whether the bracket that ends the text is the one that the function opened. */
function isOnePair(text: string): boolean {
  let depth = 0;
  for (const [i, character] of [...text].entries()) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth === 0 && character === ")" && i < [...text].length - 1) return false;
  }
  return depth === 0;
}

/** Parts at a separator that stands outside all brackets. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const character of text) {
    if ("([".includes(character)) depth += 1;
    if (")]".includes(character)) depth -= 1;
    if (character === separator && depth === 0) {
      parts.push(part.trim());
      part = "";
    } else part += character;
  }
  return [...parts, part.trim()];
}
