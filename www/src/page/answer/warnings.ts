// Prohibited and restricted goods, and reliefs.
import { fold, h, source } from "../../dom";
import type { Relief, Warning } from "../../types";
import { count, list, money, say, sayOf } from "../../words";
import { type Answered, itemName, lineName, linesOf } from "./amount";
import type { FactOfWarning } from "./admission";
import { gradeBadge, lawOf } from "./charges";
import { choices, factQuestion } from "./open";
import { claim } from "./ways";

const SEVERITY = ["prohibited", "restricted", "limit", "conditional", "question"] as const satisfies readonly Warning["status"][];

export function warnings(answered: Answered): HTMLElement | null {
  const { quote } = answered;
  if (quote.warnings.length === 0 && quote.restrictionsHeld) return null;
  const place = answered.directory.places.find(({ code }) => code === quote.to)?.name ?? quote.to;
  // One restriction may touch several lines; it is told once.
  const told = new Map<string, Warning[]>();
  for (const warning of quote.warnings) {
    const key = `${warning.restriction} ${warning.status}`;
    told.set(key, [...(told.get(key) ?? []), warning]);
  }
  const groups = [...told.values()].sort((a, b) => SEVERITY.indexOf(a[0]?.status ?? "question") - SEVERITY.indexOf(b[0]?.status ?? "question"));
  const isSevere = ([first]: Warning[]): boolean => first?.status === "prohibited" || first?.status === "restricted";
  // What an answer can settle is asked openly; conditions that stay whatever is answered are folded.
  const isAsked = ([first]: Warning[]): boolean => answered.factsOfWarnings.some(({ restriction }) => restriction === first?.restriction);
  const [open, mild] = [groups.filter((group) => isSevere(group) || isAsked(group)), groups.filter((group) => !isSevere(group) && !isAsked(group))];
  return h(
    "section",
    { class: "card", "aria-labelledby": "warnings-title" },
    h("h2", { id: "warnings-title" }, say("warnings.title")),
    !quote.restrictionsHeld && h("p", { class: "quiet" }, say("warnings.not-held", { place })),
    open.length > 0 && h("ul", { class: "plain warnings" }, ...open.map((group) => warningItem(answered, group))),
    mild.length > 0 &&
      fold("mild-warnings", [h("span", {}, count("warnings.mild", mild.length))], () => [h("ul", { class: "plain warnings" }, ...mild.map((group) => warningItem(answered, group)))], { class: "more" }),
  );
}

function warningItem(answered: Answered, group: readonly Warning[]): HTMLElement | null {
  const { question, directory, restriction } = answered;
  const [warning] = group;
  const rule = warning && restriction(warning.restriction);
  if (!rule) return null;
  const goods = list([...new Set(group.map(({ line }) => lineName(question.lines[line], line)))]);
  const asked = answered.factsOfWarnings.filter((fact) => fact.restriction === warning.restriction);
  const category = directory.categories.find((category) => category.id === warning.category)?.name ?? sayOf("category", warning.category);
  return h(
    "li",
    { class: `warning is-${warning.status}`, "data-warning": warning.restriction },
    h("p", { class: "warning-head" }, h("span", { class: `mark is-${warning.status}` }, say(`warnings.${warning.status}`)), h("span", { class: "warning-goods" }, goods), gradeBadge(warning.grade)),
    asked.length === 0 && warning.asks && h("p", { class: "asks" }, say("warnings.asks", { category })),
    ...asked.map((fact) => factAsked(answered, fact)),
    h("p", {}, rule.effect),
    rule.document !== "" && h("p", { class: "quiet" }, say("warnings.document", { document: rule.document })),
    rule.limit !== "" && h("p", { class: "quiet" }, say("warnings.limit-is", { limit: rule.limit })),
    h(
      "p",
      { class: "quiet" },
      source(rule.url, rule.basis || rule.url),
      ` · ${say(`layer.${warning.layer}`)}`,
      rule.authority !== "" && ` · ${rule.authority}`,
      !warning.byCode && ` · ${say("warnings.by-words")}`,
    ),
  );
}

/** The question of a warning. Saying yes or no marks the goods as prohibited, or takes the warning away. */
function factAsked(answered: Answered, { need, fact }: FactOfWarning): HTMLElement {
  const { question, directory, change, factsOfWarnings } = answered;
  const positions = linesOf(answered, need.item);
  const isAlone = factsOfWarnings.filter((other) => other.fact === fact).length === 1;
  const text = factQuestion(directory, fact);
  return choices(`need-${need.code}-${need.item ?? "all"}`, isAlone ? text : `${list(positions.map((position) => lineName(question.lines[position], position)))}: ${text}`, undefined,
    (told) => change((question) => { for (const position of positions) { const line = question.lines[position]; if (line && told !== undefined) line.facts[fact] = told; } }), true);
}

export function reliefs(answered: Answered): HTMLElement | null {
  const { quote } = answered;
  if (quote.reliefs.length === 0) return null;
  return h(
    "section",
    { class: "card", "aria-labelledby": "reliefs-title" },
    h("h2", { id: "reliefs-title" }, say("reliefs.title")),
    ...quote.reliefs.map((relief) => {
      const measure = answered.measure(relief.measure);
      const goods = relief.items.length === quote.items.length ? say("goods.all") : list(relief.items.map((item) => itemName(answered, item)));
      const [, amount, currency] = /^([\d.]+) ([A-Z]{3})$/.exec(relief.overBy ?? "") ?? [];
      const over = amount && currency ? say("reliefs.over-by", { amount: money(amount, currency) }) : relief.claim !== null ? say("reliefs.unclaimed") : say("reliefs.missed-plain");
      return fold(
        `relief-${relief.measure}-${relief.granted}`,
        [
          h(
            "span",
            { class: "charge-what" },
            h("span", { class: "charge-name" }, measure?.title || relief.measure),
            h("span", { class: "quiet" }, say("charges.on", { goods })),
          ),
          h("span", { class: `mark ${relief.granted ? "is-granted" : "is-missed"}`, "data-relief": relief.measure }, relief.granted ? say("reliefs.granted") : `${say("reliefs.missed")}: ${over}`),
        ],
        () => [...lawOf(measure), ...claiming(answered, relief)],
        { class: "charge" },
      );
    }),
  );
}

/** Preferences about which somebody asked: an answer that is drawn anew tells it again. */
const asked = new Set<string>();

/** For a preference: a button that fetches how origin is proved, and what makes such goods originate. */
function claiming(answered: Answered, relief: Relief): HTMLElement[] {
  const claimed = relief.granted && answered.question.lines.some((line) => line.claims.length > 0);
  if (relief.claim === null && !claimed) return [];
  const place = h("div", { "aria-live": "polite" });
  const tell = (): void => {
    asked.add(relief.measure);
    place.replaceChildren(say("reliefs.claiming-loading"));
    import("./origin").then(({ whatItTakes }) => whatItTakes(answered, relief)).then(
      (told) => place.replaceChildren(told),
      () => place.replaceChildren(say("reliefs.claiming-failed")),
    );
  };
  if (asked.has(relief.measure)) tell();
  const take = h("button", { type: "button", class: "secondary", "data-key": `claim-${relief.measure}`, onclick: () => answered.change((question) => claim(question, answered.quote, relief)) }, say("reliefs.claim"));
  return [h("div", { class: "picks" }, ...(relief.claim === null ? [] : [take]), h("button", { type: "button", class: "secondary", "data-key": `claiming-${relief.measure}`, onclick: tell }, say("reliefs.claiming"))), place];
}
