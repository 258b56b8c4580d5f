// The same parcel another way: by another carrier, or after the law changes.
import { h } from "../../dom";
import type { Dutybound } from "../../engine/index";
import { day, say } from "../../words";
import { type Question, toBasket } from "../question";
import { type Answered, amountText } from "./amount";

interface Way {
  readonly name: string;
  readonly edit: (question: Question) => void;
}

export function ways(answered: Answered, dutybound: Dutybound): HTMLElement | null {
  const { quote, question } = answered;
  const carriages: readonly Way[] = (["post", "express"] as const)
    .filter((carriage) => carriage !== question.carriage)
    .map((carriage) => ({ name: say(`form.carriage-${carriage}`), edit: (question) => { question.carriage = carriage; } }));
  const later: readonly Way[] = quote.validUntil === null ? [] : [{ name: say("ways.on", { day: day(quote.validUntil) }), edit: (question) => { question.day = quote.validUntil ?? question.day; } }];
  const rows = [...carriages, ...later].flatMap((way) => {
    const other = structuredClone(question);
    way.edit(other);
    const result = dutybound.quoteNow(toBasket(other));
    return result.status === "quoted" ? [{ way, total: amountText(result.quote.landedCost, result.quote.currency) }] : [];
  });
  if (rows.length === 0) return null;
  return h("section", { class: "card ways", "aria-labelledby": "ways-title" },
    h("h2", { id: "ways-title" }, say("ways.title")),
    h("ul", { class: "plain" }, ...rows.map(({ way, total }) =>
      h("li", {}, h("button", { type: "button", class: "way", onclick: () => answered.change(way.edit) }, h("span", {}, way.name), h("span", { class: "amount" }, total))))));
}
