// What claiming a preference takes: how origin is proved, and what makes goods of a heading originate. Loaded when somebody
// asks, with its words and the pack that holds it; no figure of a quote comes from here.
import words from "../../../words/en/origin.json";
import { h } from "../../dom";
import { loadJson } from "../../engine/json-pack";
import { PACKS } from "../../offline/release";
import type { Relief } from "../../types";
import { learn, list, money, say, sayOf } from "../../words";
import { type Answered, itemName } from "./amount";

learn(words);

/** An agreement, and what claiming it takes. Values are decimal text with a currency. */
interface Agreement {
  readonly id: string;
  readonly title: string;
  readonly origins: readonly string[];
  readonly measures: readonly string[];
  readonly proofs: readonly Proof[];
  readonly exempt: { readonly packages: string | null; readonly trade: boolean } | null;
  /** The set of rules of origin, where one is held. */
  readonly rules: string | null;
  readonly note: string | null;
}

interface Proof {
  readonly kind: string;
  readonly by: string;
  readonly upTo: string | null;
  readonly number: string | null;
}

/** What makes goods of some headings originate: any way is enough, and all of a way must hold. */
interface Rule {
  readonly from: string;
  readonly to: string;
  /** Where several rules divide these goods by description: which of how many. */
  readonly part: readonly [number, number] | null;
  readonly anyOf: readonly (readonly string[])[];
}

interface OriginTables {
  readonly edition: string;
  readonly agreements: readonly Agreement[];
  readonly rules: Readonly<Record<string, readonly Rule[]>>;
}

let loaded: Promise<OriginTables> | undefined;

function tables(): Promise<OriginTables> {
  loaded ??= loadJson<OriginTables>("origin", PACKS).catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

/** What each agreement behind a relief asks of the goods that it is open to. */
export async function whatItTakes(answered: Answered, relief: Relief): Promise<HTMLElement> {
  const held = await tables();
  const items = relief.items.flatMap((item) => answered.quote.items[item] ?? []);
  const origins = new Set(items.map((item) => item.origin));
  const agreements = held.agreements.filter((one) => one.measures.includes(relief.measure) && one.origins.some((origin) => origins.has(origin)));
  if (agreements.length === 0) return h("p", { class: "quiet" }, say("origin.none"));
  return h("div", { class: "law", "data-origin": relief.measure }, ...agreements.flatMap((agreement) => told(held, agreement, answered, relief)));
}

function told(held: OriginTables, agreement: Agreement, answered: Answered, relief: Relief): HTMLElement[] {
  const { exempt } = agreement;
  const free = exempt?.packages ? say(exempt.trade ? "origin.exempt-any" : "origin.exempt-private", { amount: value(exempt.packages) }) : undefined;
  const goods = relief.items.flatMap((at) => {
    const item = answered.quote.items[at];
    return item?.code && agreement.origins.includes(item.origin) ? [{ code: item.code, name: itemName(answered, at) }] : [];
  });
  const codes = [...new Map(goods.map((one) => [one.code, one])).values()];
  const set = agreement.rules === null ? undefined : held.rules[agreement.rules];
  return [
    h("p", { class: "law-title" }, agreement.title),
    h("p", {}, say("origin.proofs")),
    h("ul", {}, ...agreement.proofs.map((proof) => h("li", {}, proofText(proof)))),
    ...(free ? [h("p", { class: "quiet" }, free)] : []),
    ...(agreement.note ? [h("p", { class: "quiet" }, agreement.note)] : []),
    ...codes.flatMap(({ code, name }) => ruleOf(set, code, name)),
    h("p", { class: "quiet" }, say("origin.not-decided")),
  ];
}

function ruleOf(set: readonly Rule[] | undefined, code: string, goods: string): HTMLElement[] {
  const rules = set ? rulesFor(set, code) : [];
  if (rules.length === 0) return [h("p", { class: "quiet" }, say("origin.no-rule", { goods, code }))];
  const part = (rule: Rule): string => (rule.part ? say("origin.part", { n: rule.part[0], of: rule.part[1] }) : "");
  const way = (criteria: readonly string[]): string => list(criteria.map(criterion));
  return [
    h("p", {}, say("origin.rule", { goods, code })),
    h("ul", {}, ...rules.map((rule) => h("li", {}, part(rule), rule.anyOf.map(way).join(say("origin.or"))))),
  ];
}

/** Rules of a set for goods of a code; where headings inside a wider run have rules of their own, these. */
export function rulesFor(set: readonly Rule[], code: string): readonly Rule[] {
  const reaches = (rule: Rule, to: string): boolean => to <= rule.to || to.startsWith(rule.to);
  const under = set.filter((rule) => code.startsWith(rule.from) || (rule.from <= code && reaches(rule, code)));
  const wider = (rule: Rule, other: Rule): boolean => rule.from <= other.from && reaches(rule, other.to) && (rule.from !== other.from || rule.to !== other.to);
  return under.filter((rule) => !under.some((other) => wider(rule, other)));
}

/** `materials 50%` in words. */
function criterion(text: string): string {
  const [what = "", percent] = text.split(" ");
  return percent === undefined ? sayOf("criterion", what) : say("origin.at", { what: sayOf("criterion", what), percent });
}

function proofText(proof: Proof): string {
  const kind = sayOf("proof", proof.kind);
  const by = proof.kind === "importers-knowledge" ? kind : say("origin.by", { proof: kind, who: sayOf("prover", proof.by) });
  const number = proof.number ? say("origin.with-number", { number: proof.number }) : "";
  return `${by}${number}${proof.upTo ? say("origin.up-to", { amount: value(proof.upTo) }) : ""}`;
}

function value(text: string): string {
  const [amount = "", currency = ""] = text.split(" ");
  return money(amount, currency);
}
