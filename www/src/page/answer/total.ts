// The one figure first; then who is paid what, when.
import { compare, isZero, minus, sum } from "../../decimal";
import { h } from "../../dom";
import type { Charge, Grade, Payable, Quote, Range } from "../../types";
import { day, figure, money, regionName, say } from "../../words";
import { type Answered, amountText, bounds, isNothing, itemName, sumOf } from "./amount";
import { gradeBadge, snapshotAge } from "./charges";
import { isQuestion } from "./open";
import { picture } from "./picture";
import { buyerPays, isAllProhibited, leftOut, paidToShop, sellersShare } from "./share";

/** Everything owed by law. */
export function chargesSum(quote: Quote): Range {
  const charged = sumOf(Object.values(quote.sums).map(bounds));
  // The kinds can exclude each other, so their highs together may be more than any case; the total knows.
  const paid = paidToShop(quote);
  const { low, high } = bounds(quote.landedCost);
  const beyond = (all: string): string | undefined => (compare(all, paid) < 0 ? undefined : minus(all, paid));
  return { low: beyond(low) ?? charged.low, high: high === null ? null : (beyond(high) ?? charged.high) };
}

export function total(answered: Answered): HTMLElement {
  const { quote, question, directory } = answered;
  const { low, high } = bounds(quote.landedCost);
  // The figure is large: where it does not fit, it may part from its currency.
  const large = (amount: string): string => money(amount, quote.currency).replaceAll("\u00a0", " ");
  const [least, most] = [large(low), high === null ? undefined : large(high)];
  const place = directory.places.find((place) => place.code === quote.to)?.name ?? quote.to;
  const owed = chargesSum(quote);
  const none = owed.high !== null && isZero(owed.high);
  const sellers = sellersShare(quote);
  const nothing = isAllProhibited(quote);

  const figure = nothing
    ? h("p", { class: "total-amount is-range", "data-total": "" }, say("total.nothing"))
    : most === undefined || most !== least
    ? h("p", { class: "total-amount is-range", "data-total": "" }, h("span", { class: "total-word" }, most === undefined ? say("total.at-least", { low: "" }).trim() : say("total.between", { low: "", high: "" }).split(" ")[0] ?? ""), " ", ...(most === undefined ? [least] : rangeParts(least, most)))
    : h("p", { class: "total-amount", "data-total": "" }, least);

  return h(
    "section",
    { class: "card total", "aria-labelledby": "total-title" },
    h("h2", { id: "total-title", class: "kicker" }, totalTitle(quote)),
    figure,
    h("p", { class: "total-context quiet" }, say("total.context", { to: place, from: regionName(question.from) ?? question.from, day: day(quote.assessmentDate) })),
    ...leftOut(quote).map(({ severe, text }) => h("p", { class: severe ? "alert" : "alert mild" }, text)),
    !nothing && h("p", {}, say(none ? "total.none" : "total.made-of", { goods: money(paidToShop(quote), quote.currency), charges: amountText(owed, quote.currency) })),
    !isNothing(sellers) && h("p", { "data-shares": "" }, say("total.shares", { buyer: amountText(buyerPays(quote), quote.currency), seller: amountText(sellers, quote.currency) })),
    converted(answered),
    missedLimit(answered),
    high === null && h("p", { class: "open-note" }, say("total.open", { what: openParts(answered).join("; ") }), " ", isAnswerable(answered) && say("total.depends")),
    !nothing && picture(quote),
    sureness(quote),
  );
}

/** Whether something is asked below that settles the sum. */
function isAnswerable({ quote, factsOfWarnings }: Answered): boolean {
  return quote.needs.some((need) => isQuestion(need) && !factsOfWarnings.some((other) => other.need === need));
}

/** How sure the figure is: the weakest source of any charge, and the oldest rate. */
function sureness(quote: Quote): HTMLElement | null {
  const grades = ["unverified", "secondary", "two-secondary", "official"] as const satisfies readonly Grade[];
  const weakest = grades.find((grade) => quote.charges.some((charge) => charge.grade === grade));
  if (!weakest) return null;
  const old = quote.charges.flatMap((charge) => snapshotAge(charge.working, quote.assessmentDate) ?? []).sort()[0];
  return h("p", { class: "sureness quiet" }, say("total.rests-on"), " ", gradeBadge(weakest), " ", old !== undefined && h("span", { class: "badge old" }, old));
}

/** At which rate: whoever typed prices in one currency would not know them again in another. */
export function converted({ quote, question }: { readonly quote: Quote; readonly question: { readonly currency: string } }): HTMLElement | null {
  const used = quote.rates.find(({ from, to }) => from === question.currency && to === quote.currency);
  if (!used || isAllProhibited(quote)) return null;
  const values = { from: used.from, to: used.to, rate: figure(used.rate, 4), on: used.on ? day(used.on) : "" };
  return h("p", { class: "quiet", part: "note converted", "data-converted": used.from }, say(used.on ? "total.converted-on" : "total.converted", values));
}

/** The limit that was missed most closely, when it was close: what a reader asks next. */
function missedLimit({ quote, measure }: Answered): HTMLElement | null {
  const missed = quote.reliefs.flatMap((relief) => {
    const [, amount, currency] = /^([\d.]+) ([A-Z]{3})$/.exec(relief.overBy ?? "") ?? [];
    return amount && currency === quote.currency ? [{ relief, amount }] : [];
  });
  const [closest] = missed.sort((a, b) => compare(a.amount, b.amount));
  // Close is within a fifth of what the goods cost.
  if (!closest || compare(sum(...Array.from({ length: 5 }, () => closest.amount)), quote.goods) > 0) return null;
  const title = measure(closest.relief.measure)?.title || closest.relief.measure;
  return h("p", { class: "missed-note", "data-missed": closest.relief.measure }, say("total.missed", { amount: money(closest.amount, quote.currency), title }));
}

function rangeParts(low: string, high: string): (string | HTMLElement)[] {
  // The word between the two bounds comes from the same sentence as elsewhere, so that it is in the reader's language.
  const [, middle = ""] = say("total.between", { low: "\u0000", high: "\u0000" }).split("\u0000");
  return [low, " ", h("span", { class: "total-word" }, middle.trim()), " ", high];
}

/** What keeps the upper end open: the charges themselves, not the taxes that merely follow from them. */
function openParts(answered: Answered): string[] {
  const open = answered.quote.charges.filter((charge) => charge.amount.high === null);
  const roots = open.filter((charge) => charge.kind !== "tax" && charge.kind !== "fee");
  const name = (charge: Charge): string => (charge.item === null ? charge.name : say("total.open-part", { name: charge.name, goods: itemName(answered, charge.item) }));
  return [...new Set((roots.length > 0 ? roots : open).map(name))];
}

export const totalTitle = (quote: Quote): string => say(isAllProhibited(quote) ? "total.answer" : "total.title");

/** The total in as few words as there are. */
export const totalText = (quote: Quote): string => (isAllProhibited(quote) ? say("total.nothing") : amountText(quote.landedCost, quote.currency));

/** The total in one spoken sentence. */
export function spoken(quote: Quote): string {
  if (isAllProhibited(quote)) return say("total.all-prohibited");
  return say("total.spoken", { amount: amountText(quote.landedCost, quote.currency), charges: amountText(chargesSum(quote), quote.currency) });
}

const MOMENTS = ["checkout", "border", "delivery", "periodic-return"] as const;

/** Who is paid, and when, with the price of the goods where it is paid. */
export function payers({ quote, question }: Answered): HTMLElement | null {
  if (isAllProhibited(quote)) return null;
  const shop = question.marketplace ? "marketplace" : "seller";
  const paid = paidToShop(quote);
  const atCheckout: Payable = { debtor: "buyer", collector: shop, moment: "checkout", amount: { low: "0", high: "0" } };
  const isShop = (payable: Payable): boolean => payable.moment === "checkout" && payable.debtor === "buyer" && payable.collector === shop;
  const due = quote.payable.filter((payable) => !isNothing(payable.amount));
  const all = due.some(isShop) ? due : [atCheckout, ...due];
  const steps = MOMENTS.flatMap((moment) => all.filter((payable) => payable.moment === moment));

  return h(
    "section",
    { class: "card", "aria-labelledby": "payers-title" },
    h("h2", { id: "payers-title" }, say("payers.title")),
    h(
      "ol",
      { class: "payers" },
      ...steps.map((payable) => {
        const amount = bounds(payable.amount);
        const whole = isShop(payable) ? { low: sum(amount.low, paid), high: amount.high === null ? null : sum(amount.high, paid) } : amount;
        const parts = quote.charges.filter((charge) => charge.debtor === payable.debtor && charge.collector === payable.collector && charge.moment === payable.moment);
        const names = [...new Set(parts.filter((charge) => !isNothing(charge.amount)).map((charge) => charge.name))];
        const fees = quote.carrierFees.filter((fee) => fee.moment === payable.moment && fee.debtor === payable.debtor && !isShop(payable));
        return h(
          "li",
          { class: `payer moment-${payable.moment}`, "data-payer": `${payable.debtor} ${payable.collector} ${payable.moment}` },
          h("div", { class: "payer-head" }, h("span", { class: "payer-when" }, payerTitle(payable)), h("span", { class: "amount" }, amountText(whole, quote.currency))),
          h("p", { class: "quiet" }, [...(isShop(payable) ? [say("payers.goods")] : []), ...names].join(", ")),
          payable.debtor !== "buyer" && h("p", { class: "quiet" }, debtorNote(payable)),
          ...fees.map((fee) => h("p", { class: "quiet fee-note" }, say("payers.carrier-fee", { name: fee.name, amount: amountText(fee.amount, quote.currency) }))),
        );
      }),
    ),
  );
}

export function payerTitle({ moment, collector }: Payable): string {
  switch (`${moment}-${collector}` as const) {
    case "checkout-seller": return say("payers.checkout-seller");
    case "checkout-marketplace": return say("payers.checkout-marketplace");
    case "delivery-post": return say("payers.delivery-post");
    case "delivery-carrier": return say("payers.delivery-carrier");
    case "delivery-customs": return say("payers.delivery-customs");
    case "border-customs": return say("payers.border-customs");
    case "border-carrier": return say("payers.border-carrier");
    case "border-post": return say("payers.border-post");
    case "periodic-return-buyer": return say("payers.periodic-return-buyer");
    case "periodic-return-seller": return say("payers.periodic-return-seller");
    default: return say("payers.other", { moment: say(`moment.${moment}`), party: say(`party.${collector}`) });
  }
}

function debtorNote({ debtor }: Payable): string {
  switch (debtor) {
    case "seller": return say("payers.by-seller");
    case "marketplace": return say("payers.by-marketplace");
    case "carrier": return say("payers.by-carrier");
    case "post": return say("payers.by-post");
    case "buyer":
    case "customs": return "";
  }
}
