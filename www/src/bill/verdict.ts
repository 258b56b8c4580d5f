// The bill beside the law, part by part, and what explains the difference.
import { absolute, compare, isZero, minus, sum } from "../decimal";
import { fold, h, source } from "../dom";
import { amountText, bounds, isExact } from "../page/answer/amount";
import { gradeBadge, workingText } from "../page/answer/charges";
import { converted } from "../page/answer/total";
import type { Charge, Directory, Measure, Quote, Range } from "../types";
import { list, money, say } from "../words";
import { type Due, type Explained, LAWFUL, type Mistaken, PARTS, type Part, type Verdict, coin, judge } from "./check";

export interface Checked {
  readonly quote: Quote;
  /** In which money the prices were told. */
  readonly question: { readonly currency: string };
  readonly directory: Directory;
  readonly measure: (id: string) => Measure | undefined;
  readonly due: Due;
  /** What was billed, as far as it was told. */
  readonly amounts: Partial<Record<Part, string>>;
  readonly mistakes: readonly Mistaken[];
  readonly explained: Explained;
}

/** How the bill as a whole stands. */
export type Overall = "untold" | "right" | "more" | "less" | "mixed" | "open";

export function verdictOf({ amounts, due, quote }: Pick<Checked, "amounts" | "due" | "quote">, part: Part): Verdict | undefined {
  const billed = amounts[part];
  if (billed === undefined || part === "fee" || part === "other") return undefined;
  return judge(billed, due[part], coin(quote.currency));
}

export function overall(checked: Pick<Checked, "amounts" | "due" | "quote">): Overall {
  const verdicts = LAWFUL.flatMap((part) => verdictOf(checked, part) ?? []);
  if (verdicts.length === 0) return "untold";
  const [more, less] = [verdicts.includes("more"), verdicts.includes("less")];
  if (more && less) return "mixed";
  if (more) return "more";
  if (less) return "less";
  return verdicts.every((verdict) => verdict === "right") ? "right" : "open";
}

/** How much more than the most that law asks, over all parts told. */
export function excess({ amounts, due }: Pick<Checked, "amounts" | "due">): string {
  const parts = LAWFUL.flatMap((part) => {
    const [billed, { high }] = [amounts[part], bounds(due[part])];
    return billed === undefined || high === null ? [] : [minus(billed, high)];
  });
  const over = parts.filter((part) => !part.startsWith("-"));
  return over.length === 0 ? "0" : sum(...over);
}

/** The verdict in a few words. */
export function verdictTitle(checked: Checked): string {
  const state = overall(checked);
  return state === "more" ? say("bill.overall-more", { amount: money(excess(checked), checked.quote.currency) }) : say(`bill.overall-${state}`);
}

export function verdictCard(checked: Checked): HTMLElement {
  const { quote, due, amounts } = checked;
  const state = overall(checked);
  const told = PARTS.filter((part) => amounts[part] !== undefined);
  const cash = (amount: string): string => money(amount, quote.currency);
  const rows = told.map((part) => {
    const billed = amounts[part] ?? "0";
    const verdict = verdictOf(checked, part);
    const lawful: Range | undefined = part === "fee" || part === "other" ? undefined : due[part];
    const { high } = lawful ? bounds(lawful) : { high: null };
    const low = lawful ? bounds(lawful).low : "0";
    const difference = verdict === "more" && high !== null ? `+${cash(minus(billed, high))}` : verdict === "less" ? `−${cash(absolute(minus(billed, low)))}` : "";
    return h("tr", { "data-part": part, class: verdict === undefined ? "" : `is-${verdict}` },
      h("th", { scope: "row" }, say(`bill.part-${part}`)),
      h("td", { "data-label": say("bill.col-billed") }, h("span", { class: "amount" }, cash(billed))),
      h("td", { "data-label": say("bill.col-law") }, lawful ? h("span", {}, amountText(lawful, quote.currency)) : h("span", { class: "quiet" }, say("bill.not-law"))),
      h("td", { "data-label": say("bill.col-difference") }, h("span", { class: "difference" }, verdict === undefined ? "—" : difference === "" ? say(`bill.verdict-${verdict}`) : difference)));
  });
  return h("section", { class: `card verdict is-${state}`, "aria-labelledby": "verdict-title", "data-overall": state },
    h("h2", { id: "verdict-title" }, verdictTitle(checked)),
    h("p", { class: "quiet" }, say(`bill.overall-${state}-says`)),
    rows.length > 0 && h("table", { class: "billed" },
      h("caption", { class: "visually-hidden" }, say("bill.table")),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say("bill.col-part")), h("th", { scope: "col" }, say("bill.col-billed")), h("th", { scope: "col" }, say("bill.col-law")), h("th", { scope: "col" }, say("bill.col-difference")))),
      h("tbody", {}, ...rows)),
    // Before anything is told of the bill, what law asks is the answer.
    state === "untold" && due.charges.length > 0 && h("ul", { class: "plain why" }, ...LAWFUL.map((part) => h("li", { "data-lawful": part }, h("div", { class: "payer-head" }, h("span", {}, say(`bill.part-${part}`)), h("span", { class: "amount" }, amountText(due[part], quote.currency)))))),
    converted(checked),
    !isZero(due.prepaid.low) && h("p", { class: "alert mild" }, say("bill.prepaid", { amount: amountText(due.prepaid, quote.currency) })),
    lawOf(checked));
}

/** Why the law comes to this: each charge at the door with its working and its citation. */
function lawOf(checked: Checked): HTMLElement {
  const { quote, due } = checked;
  if (due.charges.length === 0) return h("p", {}, say("bill.nothing-due"));
  return fold("why", [h("span", {}, say("bill.why"))], () => [h("ul", { class: "plain why" }, ...due.charges.map((charge) => {
    const measure = checked.measure(charge.measure);
    const [cite] = measure?.cite ?? [];
    return h("li", {},
      h("div", { class: "payer-head" }, h("span", {}, charge.name), h("span", { class: "amount" }, amountText(charge.amount, quote.currency))),
      h("p", { class: "quiet" }, workingText(checked, charge)),
      h("p", { class: "quiet" }, cite ? source(cite.url, cite.title || cite.act) : (measure?.title ?? ""), cite?.at ? `, ${cite.at} ` : " ", gradeBadge(charge.grade)));
  }))], { class: "more" });
}

/** The mistake that gives what was billed, or that none does. */
export function explanationCard(checked: Checked): HTMLElement | null {
  const state = overall(checked);
  if (state === "untold" || state === "right") return null;
  const { explained, mistakes, quote } = checked;
  const { whole, single, inside } = explained;
  const tried = mistakes.filter((mistake) => mistake.id !== "other-code");
  return h("section", { class: "card explanation", "aria-labelledby": "explained-title", "data-explained": whole.map((one) => one.id).join(" ") },
    h("h2", { id: "explained-title" }, say(whole.length > 0 ? "bill.explained" : single.length > 0 ? "bill.explained-part" : inside.length > 0 ? "bill.explained-inside" : "bill.explained-none")),
    whole.length > 1 && h("p", { class: "quiet" }, say("bill.explained-several")),
    whole.length > 0 && h("ul", { class: "plain" }, ...whole.map((mistake) => h("li", { class: "mistake", "data-mistake": mistake.id }, mistakeText(mistake)))),
    single.length > 0 && h("ul", { class: "plain" }, ...single.map(({ part, mistake }) => h("li", { class: "mistake", "data-mistake": mistake.id }, h("strong", {}, `${say(`bill.part-${part}`)}: `), mistakeText(mistake)))),
    whole.length === 0 && inside.length > 0 && h("ul", { class: "plain" }, ...inside.map((mistake) => h("li", { class: "mistake is-inside", "data-mistake": mistake.id }, mistakeText(mistake), " ", say("bill.inside", { amount: amountText(mistake.both, quote.currency) })))),
    whole.length === 0 && single.length === 0 && h("p", {}, say("bill.explained-none-says")),
    tried.length > 0 && fold("tried", [h("span", {}, say("bill.tried", { n: tried.length }))], () => [
      h("ul", { class: "plain tried" }, ...tried.map((mistake) => h("li", {}, h("span", {}, mistakeText(mistake)), h("span", { class: "amount" }, amountText(mistake.both, quote.currency))))),
    ], { class: "more" }));
}

export function mistakeText(mistake: Mistaken): string {
  const { values } = mistake;
  const carriage = values["carriage"] === "post" ? say("form.carriage-post") : say("form.carriage-express");
  return say(`bill.mistake-${mistake.id}`, { ...values, carriage });
}

/** The carrier's own fee beside those that are held. */
export function feeCard({ amounts, due, quote, measure }: Checked): HTMLElement | null {
  const billed = amounts.fee;
  if (billed === undefined && due.typical.length === 0) return null;
  const name = (fee: Charge): string => (fee.payee && !fee.name.includes(fee.payee) ? `${fee.name} (${fee.payee})` : fee.name);
  const step = coin(quote.currency);
  const same = billed === undefined ? [] : due.typical.filter((fee) => isExact(fee.amount) && judge(billed, fee.amount, step) === "right");
  const highest = due.typical.map((fee) => bounds(fee.amount).high).reduce<string | null>((most, high) => (most === null || high === null ? null : compare(most, high) < 0 ? high : most), "0");
  const verdict = billed === undefined ? null
    : due.typical.length === 0 ? say("bill.fee-none-held")
    : same.length > 0 ? say("bill.fee-usual", { fees: list(same.map(name)) })
    : highest !== null && compare(billed, highest) > 0 ? say("bill.fee-high")
    : say("bill.fee-other");
  return h("section", { class: "card", "aria-labelledby": "fee-title", "data-fee": same.length > 0 ? "usual" : "" },
    h("h2", { id: "fee-title" }, say("bill.fee-title")),
    h("p", { class: "quiet" }, say("bill.fee-lead")),
    verdict !== null && h("p", {}, h("strong", {}, money(billed ?? "0", quote.currency)), ` ${verdict}`),
    due.typical.length > 0 && h("ul", { class: "plain why" }, ...due.typical.map((fee) => {
      const [cite] = measure(fee.measure)?.cite ?? [];
      return h("li", {}, h("div", { class: "payer-head" }, h("span", {}, name(fee)), h("span", { class: "amount" }, amountText(fee.amount, quote.currency))), h("p", { class: "quiet" }, cite ? source(cite.url, cite.title || cite.act) : "", " ", gradeBadge(fee.grade)));
    })));
}
