// The verdict, the form to use, and each element that is missing, poor or open, with who asks for it.
import { h, source } from "../dom";
import { type Key, day, list, regionName, say, sayOf } from "../words";
import type { FieldName } from "./form";
import type { Asking, ElementCheck, Fault, Readiness } from "./types";

export interface Shown {
  readonly readiness: Readiness;
  /** Puts the focus into the field of a path. */
  readonly go: (path: string) => void;
  /** What the form calls the field of a path. */
  readonly nameOf: (path: string) => FieldName;
  /** Answers the question of a requirement. */
  readonly answer: (id: string, yes: boolean | undefined) => void;
}

const placeName = (place: string | null): string => (place === null ? say("parcel.everywhere") : place === "EU" ? say("parcel.union") : (regionName(place) ?? place));
const of = (readiness: Readiness, standing: ElementCheck["standing"]): readonly ElementCheck[] => readiness.elements.filter((element) => element.standing === standing);

/** The answer in a sentence. */
export function spoken(readiness: Readiness): string {
  const n = (standing: ElementCheck["standing"]): number => of(readiness, standing).length;
  return `${say(`parcel.verdict-${readiness.verdict}`)} ${say("parcel.counts", { missing: n("missing"), poor: n("poor"), open: n("open") })}`;
}

export function verdict({ readiness }: Shown): HTMLElement {
  return h("section", { class: `card verdict is-${readiness.verdict}`, "aria-labelledby": "verdict-title", "data-verdict": readiness.verdict },
    h("p", { class: "kicker" }, say("parcel.verdict-for", { place: placeName(readiness.to), carriage: say(readiness.carriage === "express" ? "form.carriage-express" : "form.carriage-post") })),
    h("h2", { id: "verdict-title" }, say(`parcel.verdict-${readiness.verdict}`)),
    h("p", { class: "lead" }, say(`parcel.verdict-${readiness.verdict}-says`)),
    readiness.notHeld && h("p", { class: "alert mild" }, say("parcel.not-held", { place: placeName(readiness.to) })),
    readiness.domestic && h("p", { class: "alert mild" }, say("parcel.domestic")),
    form(readiness),
    h("p", { class: "quiet" }, say("parcel.basis", { day: day(readiness.on), edition: readiness.edition })));
}

function form({ form: choice }: Readiness): HTMLElement | null {
  if (choice === null) return null;
  const { limit } = choice;
  return h("p", { "data-form": choice.form },
    h("strong", {}, say("parcel.form-choice", { form: choice.form.toUpperCase() })), " ",
    list(choice.because.map((reason) => say(`parcel.form-${reason}`))), ". ",
    limit && say("parcel.form-limit", { value: limit.value.replace("XDR", "SDR"), weight: limit.weight }), " ",
    limit && h("span", { class: "quiet" }, say("parcel.source"), " ", source(limit.url, limit.basis)));
}

const GROUPS = ["missing", "poor", "open"] as const;

export function elements(shown: Shown): HTMLElement[] {
  const groups = GROUPS.map((standing) => {
    const found = of(shown.readiness, standing);
    if (found.length === 0) return null;
    return h("section", { class: "card", "aria-labelledby": `group-${standing}`, "data-group": standing },
      h("h3", { id: `group-${standing}` }, say(`parcel.group-${standing}`), " ", h("span", { class: "count" }, String(found.length))),
      h("p", { class: "quiet" }, say(`parcel.group-${standing}-says`)),
      h("ol", { class: "plain" }, ...found.map((element) => item(element, shown))));
  });
  return [...groups, rest(shown.readiness)].filter((group) => group !== null);
}

function item(element: ElementCheck, shown: Shown): HTMLElement {
  const unmet = element.rules.filter((rule) => rule.missing.length > 0 || rule.short.length > 0);
  const path = element.faults[0]?.path ?? unmet[0]?.missing[0] ?? unmet[0]?.short[0] ?? element.values[0]?.path ?? "";
  return h("li", { class: `element is-${element.standing}`, "data-element": element.element },
    h("div", { class: "element-head" },
      h("button", { type: "button", class: "link-button", "data-key": `go-${element.element}`, onclick: () => shown.go(path) }, element.name),
      element.blocks && h("span", { class: "mark is-prohibited" }, say("parcel.blocks"))),
    h("p", { class: "quiet" }, element.what),
    ...element.faults.map((one) => fault(one, shown)),
    ...unmet.map((rule) => asking(rule, shown)));
}

/** The fields of paths as the form calls them, those of one part of it together: `Recipient: Name, Town`. */
function where(paths: readonly string[], { nameOf }: Shown): HTMLElement {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const { group, field } = nameOf(path);
    // A code that is too short says by how much: `lines[0].code: 6 < 8`.
    const [, has, needs] = /: (\d+) < (\d+)$/.exec(path) ?? [];
    groups.set(group, [...(groups.get(group) ?? []), has === undefined ? field : say("parcel.digits-of", { field, has, needs: needs ?? "" })]);
  }
  return h("span", { class: "where" }, [...groups].map(([group, fields]) => `${group === "" ? "" : `${group}: `}${[...new Set(fields)].join(", ")}`).join("; "));
}

function fault(one: Fault, shown: Shown): HTMLElement {
  return h("div", { class: `rule is-${one.effect}` },
    h("p", {}, h("strong", {}, sayOf("parcel-fault", one.fault)), " ", h("q", {}, one.detail), ": ", one.why, ". ", where([one.path], shown)),
    cited(one));
}

function asking(rule: Asking, shown: Shown): HTMLElement {
  const wanted = rule.kinds.length === 0 ? "" : say("parcel.kinds", { kinds: rule.kinds.map((kind) => kindName(kind)).join(", ") });
  return h("div", { class: "rule", "data-rule": rule.id },
    h("p", {},
      h("strong", {}, placeName(rule.place)), ` · ${say(rule.certain ? "parcel.asked" : "parcel.asked-perhaps")} `,
      rule.why, ". ", wanted, rule.digits === null ? "" : ` ${say("parcel.digits", { n: rule.digits })}`, " ",
      where([...rule.missing, ...rule.short].slice(0, 6), shown)),
    rule.asks !== "" && question(rule, shown),
    lacks(rule),
    cited(rule, rule.validity.from));
}

const kindName = (kind: string): string => sayOf("parcel", `kind-${kind}`).replace(/^kind /, "");

function question(rule: Asking, shown: Shown): HTMLElement {
  const button = (yes: boolean): HTMLElement => h("button", { type: "button", class: "secondary", "aria-pressed": String(rule.answer === yes), "data-key": `${rule.id}-${yes}`, onclick: () => shown.answer(rule.id, rule.answer === yes ? undefined : yes) }, say(yes ? "parcel.yes" : "parcel.no"));
  return h("div", { class: "question", role: "group", "aria-label": rule.asks }, h("span", {}, rule.asks), button(true), button(false));
}

function lacks(rule: Asking): HTMLElement | null {
  const others = rule.lacks.filter((lack) => lack !== "question");
  return others.length === 0 ? null : h("p", { class: "lacks" }, say("parcel.lacks", { what: list(others.map((lack) => say(`parcel.lack-${lack}` as Key))) }));
}

function cited(one: Asking | Fault, from?: string | null): HTMLElement {
  return h("p", { class: "element-source" }, source(one.url, one.basis), " ", h("span", { class: `badge grade-${one.grade}`, title: say(`grade.${one.grade}-says`) }, say(`grade.${one.grade}`)),
    from ? ` ${say("common.since", { from: day(from) })}` : "");
}

/** What is there and well, and what nobody asks for: short, at the end. */
function rest(readiness: Readiness): HTMLElement {
  const rows = (standing: "present" | "not-asked"): HTMLElement => h("ul", { class: "rest" }, ...of(readiness, standing).map((element) =>
    h("li", { "data-element": element.element }, h("span", {}, `${element.number}. ${element.name}`), element.values.length > 0 && h("span", { class: "quiet" }, element.values.map(({ value }) => value).join(" · ").slice(0, 160)))));
  return h("details", { class: "card", "data-key": "rest" },
    h("summary", {}, say("parcel.rest", { present: of(readiness, "present").length, others: of(readiness, "not-asked").length })),
    h("h3", {}, say("parcel.present")), rows("present"),
    h("h3", {}, say("parcel.not-asked")), rows("not-asked"));
}
