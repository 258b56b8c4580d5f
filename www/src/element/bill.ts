// What the element shows of a quote: what the buyer pays, when and to whom; what may not come in; what the seller owes.
import { isZero } from "../decimal";
import { h } from "../dom";
import { type Answered, amountText, bounds, isNothing, lineName, spread, sumOf } from "../page/answer/amount";
import { buyerPays, buyersCharges, isAllProhibited, isSellers, leftOut, paidToShop, sellersShare } from "../page/answer/share";
import { converted, payerTitle } from "../page/answer/total";
import type { Payable, Quote } from "../types";
import { day, list, money, say } from "../words";

/** The rows of the bill, the warnings, and what stands beside the total. */
export function bill(answered: Answered): HTMLElement[] {
  const { quote } = answered;
  const remarks = leftOut(quote).map(({ text }) => h("p", { part: "excluded" }, text));
  return [
    ...(isAllProhibited(quote) ? [] : rows(answered)),
    ...remarks,
    ...prohibited(answered),
    ...sellers(quote),
    h("p", { part: "note" }, say("element.note", { day: day(quote.assessmentDate), edition: quote.edition })),
  ];
}

function row(part: string, label: string, amount: string): HTMLElement {
  return h("p", { part: `row ${part}` }, h("span", { part: "label" }, label), h("span", { part: "amount" }, amount));
}

function rows({ quote, question }: Answered): HTMLElement[] {
  const charges = buyersCharges(quote);
  const isNow = ({ moment }: Payable): boolean => moment === "checkout";
  const due = quote.payable.filter((payable) => !isSellers(payable) && !isNothing(bounds(payable.amount)));
  const fees = quote.carrierFees.filter((fee) => !isSellers(fee) && !isNothing(fee.amount)).map(({ amount }) => amount);
  return [
    // The shop tells its prices itself; in another currency they would not add up to the total.
    ...(question.currency === quote.currency ? [] : [row("goods", say("element.goods"), money(paidToShop(quote), quote.currency))]),
    row("charges", say("element.title"), charges.high !== null && isZero(charges.high) ? say("element.none") : amountText(charges, quote.currency)),
    ...due.sort((a, b) => Number(isNow(b)) - Number(isNow(a))).map((payable) => row(`payer ${isNow(payable) ? "checkout" : "door"}`, payerTitle(payable), amountText(payable.amount, quote.currency))),
    row("total", say("element.landed"), amountText(buyerPays(quote), quote.currency)),
    ...[converted({ quote, question })].filter((rate) => rate !== null),
    ...(fees.length === 0 ? [] : [h("p", { part: "note fees" }, say("element.fees", { amount: amountText(spread(fees), quote.currency) }))]),
  ];
}

/** Goods that may not come in or need a permit, each rule told once. */
function prohibited({ quote, question, restriction }: Answered): HTMLElement[] {
  const severe = quote.warnings.filter(({ status }) => status === "prohibited" || status === "restricted");
  const rules = [...new Set(severe.map((warning) => warning.restriction))];
  return rules.flatMap((rule) => {
    const of = severe.filter((warning) => warning.restriction === rule);
    const [first] = of;
    if (!first) return [];
    const goods = list([...new Set(of.map(({ line }) => lineName(question.lines[line], line)))]);
    return [h("p", { part: `warning ${first.status}` }, h("strong", {}, `${say(`warnings.${first.status}`)}: ${goods}. `), restriction(rule)?.effect ?? "")];
  });
}

/** What the seller owes is no part of what the buyer pays, and folded away. */
function sellers(quote: Quote): HTMLElement[] {
  const owed = sellersShare(quote);
  if (isNothing(owed)) return [];
  const charges = quote.charges.filter((charge) => isSellers(charge) && !isNothing(charge.amount));
  const names = [...new Set(charges.map((charge) => charge.name))];
  return [
    h("details", { part: "seller", "data-key": "seller" },
      h("summary", {}, say("element.seller-owes", { amount: amountText(owed, quote.currency) })),
      ...names.map((name) => row("payer", name, amountText(sumOf(charges.filter((charge) => charge.name === name).map(({ amount }) => bounds(amount))), quote.currency))),
      h("p", { part: "note" }, say("element.seller-hint"))),
  ];
}
