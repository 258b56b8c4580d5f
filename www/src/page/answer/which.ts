// Which tariff line a short code means: what each comes to, and the question that tells them apart.
import { fold, h } from "../../dom";
import type { Choice, Range } from "../../types";
import { say } from "../../words";
import { amountText } from "./amount";
import { rateWords } from "./rate";

/** More lines, and more codes of one line, than anybody compares. */
const [LINES, CODES] = [12, 6];

function owed(amount: Range, currency: string, rate?: string): HTMLElement {
  return h("span", { class: "owed" }, h("span", { class: "amount" }, amountText(amount, currency)), rate !== undefined && h("span", { class: "hint" }, rate));
}

/** The question, if there is one, and the lines; picking either fills the code. `tariff` is where the words of the lines stand. */
export function whichLine(key: string, choice: Choice, currency: string, given: string | null, pick: (code: string) => void, tariff: HTMLElement | null): HTMLElement {
  const { lowCode, highCode, lines } = choice;
  const asked = whichAnswer(key, choice, currency, pick);
  const button = pickButton(key, pick);
  const one = (code: string): HTMLElement => code === given ? h("span", {}, say("which.not-held")) : button(code, code);
  /** Shows the codes that did not fit, and goes to the first of them. */
  const others = (codes: readonly string[]): HTMLElement => {
    const more = h("button", { type: "button", class: "text-button", onclick: () => {
      const rest = codes.slice(CODES).map(one);
      more.replaceWith(...rest);
      rest[0]?.focus();
    } }, say("which.more", { n: codes.length - CODES }));
    return more;
  };
  const rows = (from: number, to?: number): HTMLElement[] => lines.slice(from, to).map(({ codes, rate, amount }) =>
    h("li", {},
      h("span", { class: "picks codes" }, ...codes.slice(0, CODES).map(one), codes.length > CODES && others(codes)),
      owed(amount, currency, rate === null ? say("which.no-rate") : rateWords(rate))));
  const table = (): HTMLElement[] => [
    // Where the law bounds a rate, one line may be both ends.
    ...(lowCode === highCode ? [] : [h("p", { class: "hint" }, say("which.ends", { low: lowCode, high: highCode }))]),
    ...(tariff === null ? [] : [h("p", { class: "hint" }, say("which.tariff"), " ", tariff)]),
    h("ul", { class: "which plain" }, ...rows(0, LINES)),
    ...(lines.length > LINES ? [fold(`${key}-more`, [say("which.more", { n: lines.length - LINES })], () => [h("ul", { class: "which plain" }, ...rows(LINES))])] : []),
  ];
  return asked ? h("div", { class: "which-line" }, asked, fold(`${key}-lines`, [say("which.lines")], table)) : h("div", { class: "which-line" }, ...table());
}

/** The question alone, for those who know no tariff; of these goods, where there are others beside them. */
export function whichAnswer(key: string, { question }: Choice, currency: string, pick: (code: string) => void, goods?: string): HTMLElement | null {
  if (!question) return null;
  const button = pickButton(key, pick);
  return h("fieldset", { class: "choice", "data-question": key },
    h("legend", {}, goods === undefined ? question.text : `${goods}: ${question.text}`),
    h("ul", { class: "which plain" }, ...question.answers.map(({ code, text, amount }) =>
      h("li", {}, h("span", { class: "picks" }, button(code, text)), owed(amount, currency)))));
}

const pickButton = (key: string, pick: (code: string) => void) => (code: string, ...text: string[]): HTMLElement =>
  h("button", { type: "button", class: "pick", "data-key": `${key}-${code}`, "data-code": code, onclick: () => pick(code) }, ...text);
