// Every charge with its working in a sentence and the law behind it.
import { fold, h, source } from "../../dom";
import { isZero } from "../../decimal";
import type { Charge, Grade, Measure, Working } from "../../types";
import { day, figure, list, money, say, sayOf } from "../../words";
import { type Answered, amountText, isExact, isNothing, itemName } from "./amount";
import { KINDS } from "./picture";
import { isTechnical, rateWords, whyTechnical } from "./rate";
import { isAllProhibited } from "./share";

export function charges(answered: Answered): HTMLElement | null {
  const { quote } = answered;
  // Of goods that stay outside nothing is owed, and saying so would promise something.
  if (isAllProhibited(quote)) return null;
  const key = (charge: Charge): string => `${charge.kind}-${charge.measure}-${charge.item ?? "all"}-${quote.charges.indexOf(charge)}`;
  const due = quote.charges.filter((charge) => !isNothing(charge.amount));
  // That nothing is due is worth a look at its law, and not worth a line each.
  const nothing = quote.charges.filter((charge) => isNothing(charge.amount));
  const groups = KINDS.map((kind) => ({ kind, charges: due.filter((charge) => charge.kind === kind) })).filter((group) => group.charges.length > 0);
  return h(
    "section",
    { class: "card", "aria-labelledby": "charges-title" },
    h("h2", { id: "charges-title" }, say("charges.title")),
    groups.length === 0 && h("p", { class: "quiet" }, say("charges.none")),
    ...groups.map(({ kind, charges }) =>
      h(
        "div",
        { class: "charge-group" },
        h("h3", { class: "group-head" }, h("span", {}, h("span", { class: `swatch fill-${kind}`, "aria-hidden": "true" }), say(`kind.${kind}`)), h("span", { class: "amount" }, amountText(quote.sums[kind], quote.currency))),
        ...charges.map((charge) => chargeRow(answered, charge, key(charge))),
      ),
    ),
    nothing.length > 0 &&
      fold("no-charge", [h("span", {}, say("charges.nothing", { what: list([...new Set(nothing.map((charge) => charge.name))]) }))], () => nothing.map((charge) => chargeRow(answered, charge, key(charge))), { class: "more nothing" }),
  );
}

/** One charge; unfolds to its working and its law. */
export function chargeRow(answered: Answered, charge: Charge, key: string): HTMLElement {
  const { quote, directory } = answered;
  const on = charge.item === null ? say("charges.whole") : say("charges.on", { goods: itemName(answered, charge.item) });
  const age = snapshotAge(charge.working, quote.assessmentDate);
  // Two of one name on the same goods are told apart by what the law calls them.
  const alike = quote.charges.some((other) => other !== charge && other.name === charge.name && other.item === charge.item && !isNothing(other.amount));
  return fold(
    `charge-${key}`,
    [
      h(
        "span",
        { class: "charge-what" },
        h("span", { class: "charge-name" }, charge.name),
        h("span", { class: "quiet" }, on),
        alike && h("span", { class: "quiet" }, answered.measure(charge.measure)?.title ?? ""),
        h("span", { class: "badges" }, gradeBadge(charge.grade), age && h("span", { class: "badge old" }, age)),
      ),
      h("span", { class: "amount" }, amountText(charge.amount, quote.currency)),
    ],
    () => [
      h("p", { class: "working" }, workingText(answered, charge)),
      "snapshot" in charge.working && h("p", { class: "quiet" }, say("working.snapshot", { day: day(charge.working.snapshot) }), scheduleSource(directory, charge.working)),
      h("p", { class: "quiet" }, say("charges.who", { debtor: say(`party.${charge.debtor}`), collector: say(`party.${charge.collector}`), moment: say(`moment.${charge.moment}`) })),
      h("p", { class: "law-head" }, say("charges.law")),
      ...lawOf(answered.measure(charge.measure)),
      charge.because.length > 0 && h("p", { class: "law-head" }, say("charges.also")),
      ...charge.because.flatMap((id) => lawOf(answered.measure(id))),
    ],
    { class: "charge" },
  );
}

function scheduleSource(directory: Answered["directory"], working: Extract<Working, { snapshot: string }>): HTMLElement | null {
  const schedule = directory.schedules.find((schedule) => schedule.id === working.schedule);
  if (!schedule) return null;
  const row = "source" in working ? schedule.sources.find((source) => source.key === working.source) : undefined;
  return h("span", {}, " · ", source(row?.url ?? schedule.url, row?.title ?? schedule.source));
}

/** How the amount came about. Only exact amounts are shown as the result of a sum. */
export function workingText({ quote, directory }: Pick<Answered, "quote" | "directory">, charge: Charge): string {
  const { working } = charge;
  const base = (amount: string): string => money(amount, quote.currency);
  const schedule = (id: string): string => directory.schedules.find((schedule) => schedule.id === id)?.title ?? id.toUpperCase();
  const how = ((): string => {
    switch (working.how) {
      case "rate":
        return isTechnical(working.rate) ? say("working.rate-open", { why: whyTechnical(working.rate), base: base(working.base) }) : say("working.rate", { rate: rateWords(working.rate), base: base(working.base) });
      case "tariff":
        return say(isExact(charge.amount) ? "working.tariff" : "working.tariff-open", {
          rate: rateWords(working.rate), base: base(working.base), schedule: schedule(working.schedule), column: sayOf("column", working.column),
        });
      case "tariff-reduced":
        return say("working.tariff-reduced", { rate: rateWords(working.rate), full: rateWords(working.full), base: base(working.base), schedule: schedule(working.schedule) });
      case "flat":
        return say("working.flat", { rate: rateWords(working.rate), count: figure(working.count) });
      case "top-up":
        return say("working.top-up", { rate: rateWords(working.rate), base: base(working.base), covered: base(working.covered) });
      case "gross-up":
        return say("working.gross-up", { rate: rateWords(working.rate), base: base(working.base) });
      case "rate-less":
        return say("working.rate-less", { rate: rateWords(working.rate), base: base(working.base), less: working.less });
      case "no-rate":
        return say("working.no-rate", { schedule: schedule(working.schedule) });
    }
  })();
  return isExact(charge.amount) ? say("working.is", { how, amount: base(charge.amount.low) }) : how;
}

/** A remark when the rate is from an earlier year than the day asked about. */
export function snapshotAge(working: Working, on: string): string | undefined {
  if (!("snapshot" in working)) return undefined;
  const year = working.snapshot.slice(0, 4);
  return Number(on.slice(0, 4)) > Number(year) ? say("working.old", { year }) : undefined;
}

export function gradeBadge(grade: Grade): HTMLElement {
  return h("span", { class: `badge grade-${grade}`, title: say(`grade.${grade}-says`) }, say(`grade.${grade}`));
}

/** A measure: its title, its days, its citations. */
export function lawOf(measure: Measure | undefined): HTMLElement[] {
  if (!measure) return [];
  // The number comes first; what it rests on follows within the second.
  if (measure.cite.length === 0 && measure.title === "") return [h("p", { class: "quiet" }, say("charges.sources-loading"))];
  const days =
    measure.from && measure.until
      ? say("charges.from-until", { from: day(measure.from), until: day(measure.until) })
      : measure.from
        ? say("charges.since", { from: day(measure.from) })
        : undefined;
  return [
    h(
      "div",
      { class: "law" },
      h("p", { class: "law-title" }, measure.title, days ? h("span", { class: "quiet" }, ` · ${days}`) : null),
      measure.note && h("p", { class: "quiet" }, measure.note),
      measure.cite.length === 0
        ? h("p", { class: "quiet" }, say("charges.no-citation"))
        : h("ul", { class: "cites" }, ...measure.cite.map((cite) => h("li", {}, source(cite.url, cite.title || cite.act), cite.at ? `, ${cite.at} ` : " ", gradeBadge(cite.grade)))),
    ),
  ];
}

/** What carriers ask: apart, and labelled. */
export function carrierFees(answered: Answered): HTMLElement | null {
  const { quote } = answered;
  if (quote.carrierFees.length === 0) return null;
  return h(
    "section",
    { class: "card", "aria-labelledby": "carrier-title" },
    h("h2", { id: "carrier-title" }, say("carrier.title")),
    h("p", { class: "quiet" }, say("carrier.lead")),
    ...quote.carrierFees.map((charge, i) => chargeRow(answered, { ...charge, name: charge.payee && !charge.name.includes(charge.payee) ? `${charge.name} (${charge.payee})` : charge.name }, `carrier-${i}`)),
  );
}

/** Scheduled and announced law, and how long the answer holds. */
export function ahead(answered: Answered): HTMLElement {
  const { quote, directory } = answered;
  const announced = quote.watch.flatMap((id) => directory.watch.find((watch) => watch.id === id) ?? []);
  const scheduled = quote.scheduled.filter((charge) => charge.amount.high === null || !isZero(charge.amount.high));
  return h(
    "section",
    { class: "card", "aria-labelledby": "ahead-title" },
    h("h2", { id: "ahead-title" }, say("ahead.title")),
    h("p", {}, quote.validUntil ? say("ahead.valid-until", { day: day(quote.validUntil) }) : say("ahead.valid")),
    scheduled.length > 0 && h("h3", {}, say("ahead.scheduled")),
    ...scheduled.map((charge, i) => chargeRow(answered, charge, `scheduled-${i}`)),
    announced.length > 0 &&
      fold("announced", [h("span", {}, `${say("ahead.announced")} (${announced.length})`)], () => [
        h("ul", { class: "plain" }, ...announced.map((watch) => h("li", {}, source(watch.url, watch.title), h("span", { class: "quiet" }, ` ${say("ahead.expected", { expected: watch.expected })}`)))),
      ], { class: "more" }),
  );
}
