// A letter that disputes the bill, in our own words, with what it rests on. Blanks stay blanks: nothing is made up.
import { amountText } from "../page/answer/amount";
import { lineName } from "../page/answer/amount";
import { workingText } from "../page/answer/charges";
import type { Question } from "../page/question";
import { day, list, money, regionName, say } from "../words";
import { LAWFUL } from "./check";
import type { State } from "./state";
import type { Claim } from "./types";
import { type Checked, excess, mistakeText } from "./verdict";

/** The letter about a bill, as plain text. */
export function letter(checked: Checked, state: State, route: Claim | undefined, today: string): string {
  const { quote, due, amounts, explained, measure } = checked;
  const { question, days } = state;
  const cash = (amount: string): string => money(amount, quote.currency);
  const told = LAWFUL.filter((part) => amounts[part] !== undefined);
  const law = due.charges.map((charge) => {
    const held = measure(charge.measure);
    const cites = (held?.cite ?? []).map((cite) => [cite.title || cite.act, cite.at].filter((text) => text !== "").join(", "));
    return `- ${charge.name}: ${workingText(checked, charge)}${cites.length > 0 ? ` (${[...new Set(cites)].join("; ")})` : ""}`;
  });
  const named = explained.whole.length > 0 ? explained.whole : [];
  const parts = [
    day(today),
    say("letter.to", { form: route?.form || say("letter.to-blank") }),
    say("letter.subject"),
    [say("letter.tracking"), say("letter.bill-number"), say("letter.declaration"), days.imported === "" ? say("letter.imported-blank") : say("letter.imported", { day: day(days.imported) }), days.notified === "" ? say("letter.notified-blank") : say("letter.notified", { day: day(days.notified) })].join("\n"),
    say("letter.opening", { goods: goodsText(question), from: regionName(question.from) ?? question.from, price: cash(quote.goods) }),
    [say("letter.billed"), ...told.map((part) => `- ${say("letter.line", { part: say(`bill.part-${part}`), billed: cash(amounts[part] ?? "0"), lawful: amountText(due[part], quote.currency) })}`)].join("\n"),
    law.length > 0 ? [say("letter.law", { day: day(quote.assessmentDate) }), ...law].join("\n") : say("letter.law-none", { day: day(quote.assessmentDate) }),
    named.length > 0 ? [say("letter.mistake"), ...named.map((mistake) => `- ${mistakeText(mistake)}`)].join("\n") : say("letter.mistake-none"),
    say("letter.ask", { amount: cash(excess(checked)) }),
    route ? say("letter.basis", { basis: route.basis }) : "",
    [say("letter.enclosed"), ...(route && route.keep.length > 0 ? route.keep : [say("letter.enclosed-order"), say("letter.enclosed-bill")]).map((item) => `- ${item}`)].join("\n"),
    say("letter.close"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function goodsText(question: Question): string {
  return list(question.lines.map((line, i) => {
    const code = line.code.trim();
    return `${line.quantity.trim() || "1"} × ${lineName(line, i)}${code === "" ? "" : ` (${code})`}`;
  }));
}
