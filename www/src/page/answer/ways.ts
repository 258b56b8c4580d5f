// The same parcel another way: paid with the price, on delivery by post or by express; and after the law changes.
import { h } from "../../dom";
import { isZero } from "../../decimal";
import type { Dutybound } from "../../engine/index";
import type { Basket, Charge, Payable, Quote, Range, Relief } from "../../types";
import { day, list, say } from "../../words";
import { chain } from "../places";
import { type Question, toBasket } from "../question";
import { type Answered, amountText, bounds, isNothing, spread, sumOf } from "./amount";
import { registrationName } from "./open";
import { isAllProhibited } from "./share";
import { totalText } from "./total";

interface Way {
  readonly id: string;
  readonly name: string;
  readonly edit: (question: Question) => void;
}

interface Priced {
  readonly way: Way;
  readonly quote: Quote;
  /** It is what was asked. */
  readonly chosen: boolean;
}

export function ways(answered: Answered, dutybound: Dutybound): HTMLElement | null {
  const { quote, question } = answered;
  const priced = (way: Way): Priced[] => {
    const other = structuredClone(question);
    way.edit(other);
    const [asked, now] = [toBasket(other), toBasket(question)];
    const result = dutybound.quoteNow(asked);
    return result.status === "quoted" ? [{ way, quote: result.quote, chosen: JSON.stringify(asked) === JSON.stringify(now) || isSilent(asked, result.quote) }] : [];
  };
  // Where nobody said how the seller is registered, the way that the answer took for granted is what was asked.
  const isSilent = (asked: Basket, other: Quote): boolean => question.registrations === undefined && !question.marketplace && asked.assessmentDate === question.day && asked.carriage === question.carriage && JSON.stringify(other.charges) === JSON.stringify(quote.charges);
  const isAllowed = ({ quote }: Priced): boolean => !isAllProhibited(quote);
  const shipped = shippings(answered, priced).flatMap(priced);
  const later: readonly Way[] = quote.validUntil === null ? [] : [{ id: "later", name: say("ways.on", { day: day(quote.validUntil) }), edit: (question) => { question.day = quote.validUntil ?? question.day; } }];
  const after = [...claims(answered), ...later].flatMap(priced);
  if (![...shipped, ...after].some(isAllowed)) return null;
  return h("section", { class: "card ways", "aria-labelledby": "ways-title" },
    h("h2", { id: "ways-title" }, say("ways.title")),
    h("ul", { class: "plain" }, ...[...shipped, ...after].map((other) => wayItem(other, answered))));
}

/** Claims of origin that the page offers, for all goods at once. */
const OF_ORIGIN: readonly string[] = ["preference", "usmca"];

/** With what an agreement gives, where nobody claimed it; without it, where somebody did. */
function claims({ quote, question }: Answered): readonly Way[] {
  const open = quote.reliefs.filter((relief) => !relief.granted && relief.claim !== null && OF_ORIGIN.includes(relief.claim));
  const claimed = question.lines.some((line) => line.claims.some((claim) => OF_ORIGIN.includes(claim)));
  return [
    ...(open.length === 0 ? [] : [{ id: "claim", name: say("ways.claim"), edit: (other: Question) => { for (const relief of open) claim(other, quote, relief); } }]),
    ...(claimed ? [{ id: "no-claim", name: say("ways.no-claim"), edit: (other: Question) => { for (const line of other.lines) line.claims = line.claims.filter((one) => !OF_ORIGIN.includes(one)); } }] : []),
  ];
}

/** Claims a relief for the goods that it is open to; where it names none, for all. */
export function claim(question: Question, quote: Quote, relief: Relief): void {
  const lines = new Set(relief.items.flatMap((item) => quote.items[item]?.lines ?? []));
  for (const [position, line] of question.lines.entries()) {
    if (relief.claim !== null && (lines.size === 0 || lines.has(position)) && !line.claims.includes(relief.claim)) line.claims.push(relief.claim);
  }
}

/** The two or three ways to ship: with duty and tax in the price where a seller can register, and on delivery. */
function shippings({ question, directory }: Answered, priced: (way: Way) => Priced[]): readonly Way[] {
  const places = chain(directory, question.to);
  const names = [...new Set(directory.schemes.filter((scheme) => places.includes(scheme.place)).map((scheme) => scheme.registration))];
  const prepaid = (some: readonly string[]): Way => ({
    id: "prepaid",
    name: say("ways.prepaid", { schemes: list(some.map((registration) => registrationName(directory, registration))) }),
    edit: (other: Question) => { other.registrations = [...new Set([...(other.registrations ?? []), ...some])]; },
  });
  // Not every registration of a place is for this parcel: one may be for parcels within it.
  const collects = (name: string): boolean => priced({ ...prepaid([name]), edit: (other) => { other.registrations = [name]; } }).some(({ quote }) => !isZero(bounds(paidWithPrice(quote)).low));
  const collecting = names.filter(collects);
  const delivered = (["post", "express"] as const).map((carriage): Way => ({
    id: carriage,
    name: say(`ways.${carriage}`),
    // Where there is nothing to register for, silence and "not registered" are the same question.
    edit: (question) => { question.carriage = carriage; question.marketplace = false; question.registrations = names.length === 0 ? undefined : []; },
  }));
  return [...(collecting.length === 0 ? [] : [prepaid(collecting)]), ...delivered];
}

function wayItem({ way, quote, chosen }: Priced, answered: Answered): HTMLElement {
  const head = [h("span", {}, way.name), h("span", { class: "amount" }, totalText(quote))];
  return h("li", { "data-way": way.id, class: chosen ? "is-chosen" : "" },
    chosen ? h("p", { class: "way", "aria-current": "true" }, ...head) : h("button", { type: "button", class: "way", onclick: () => answered.change(way.edit) }, ...head),
    !["later", "no-claim"].includes(way.id) && !isAllProhibited(quote) && h("ul", { class: "way-parts quiet" }, ...partsOf(quote).map(({ part, text }) => h("li", { "data-collected": part }, text))));
}

type Owed = Pick<Payable | Charge, "debtor" | "collector" | "moment" | "amount">;

const isBuyers = ({ debtor }: Owed): boolean => debtor === "buyer";
const isDue = ({ amount }: Owed): boolean => !isNothing(amount);
const isWithPrice = ({ moment }: Owed): boolean => moment === "checkout";

/** What is paid in all. Charges can exclude each other, as those of provinces do; payments are summed case by case. */
const paid = ({ payable }: Quote, counts: (payable: Payable) => boolean): Range => sumOf(payable.filter(counts).map(({ amount }) => amount));

const paidWithPrice = (quote: Quote): Range => paid(quote, (one) => isBuyers(one) && isWithPrice(one));

/** Who collects what, and when, in as few lines as there are collectors. */
function partsOf(quote: Quote): { part: string; text: string }[] {
  const due = quote.charges.filter(isDue);
  const charges = due.filter(isBuyers);
  const names = (some: readonly Charge[]): string => list([...new Set(some.map((charge) => charge.name))]);
  const parts: { part: string; text: string }[] = [];
  const before = charges.filter(isWithPrice);
  if (before.length > 0) parts.push({ part: "checkout", text: say("ways.with-price", { amount: amountText(paidWithPrice(quote), quote.currency), what: names(before) }) });
  const collectors = [...new Set(charges.filter((charge) => !isWithPrice(charge)).map((charge) => charge.collector))];
  for (const collector of collectors) {
    const takes = (one: Owed): boolean => isBuyers(one) && !isWithPrice(one) && one.collector === collector;
    parts.push({ part: "door", text: say("ways.at-door", { amount: amountText(paid(quote, takes), quote.currency), what: names(charges.filter(takes)), who: say(`party.${collector}`) }) });
  }
  const fees = quote.carrierFees.filter((fee) => isBuyers(fee) && isDue(fee));
  if (fees.length > 0) parts.push({ part: "fee", text: say("ways.fee", { amount: amountText(spread(fees.map((fee) => fee.amount)), quote.currency) }) });
  else if (collectors.length > 0) parts.push({ part: "fee-unknown", text: say("ways.fee-unknown") });
  const others = due.filter((charge) => !isBuyers(charge));
  for (const debtor of new Set(others.map((charge) => charge.debtor))) {
    const owes = (one: Owed): boolean => one.debtor === debtor;
    parts.push({ part: "else", text: say("ways.owed-else", { amount: amountText(paid(quote, owes), quote.currency), what: names(others.filter(owes)), who: say(`party.${debtor}`) }) });
  }
  if (parts.length === 0) parts.push({ part: "none", text: say("ways.nothing") });
  return parts;
}
