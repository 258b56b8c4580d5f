// The checklist: what is due and what may be, by kind; then what a threshold spares for now, and what lies ahead.
import { h, source } from "../dom";
import { type Key, count, day, list, money, regionName, say } from "../words";
import type { Marks } from "./marks";
import { type Checklist, type Item, KINDS, type Lack, type Near } from "./types";

const LIMITS = { "at-least": "seller.at-least", above: "seller.above", "at-most": "seller.at-most", below: "seller.below-amount" } as const satisfies Record<Near["compare"], Key>;

/** What the form asks. */
const ASKED = ["seller", "selling", "goods", "carriage", "parcel", "sales-there", "sales-world"] as const satisfies readonly Lack[];

export interface Shown {
  readonly checklist: Checklist;
  readonly marks: Marks;
  /** The name of a place. */
  readonly name: (place: string) => string;
  /** Something was marked or unmarked. */
  readonly marked: (id: string, done: boolean) => void;
}

export function sections(shown: Shown): HTMLElement[] {
  const { items } = shown.checklist;
  const now = items.filter((item) => item.standing === "due" || item.standing === "open");
  const groups = KINDS.map((kind) => group(`kind-${kind}`, say(`seller.kind-${kind}`), now.filter((item) => item.kind === kind), shown, say(`seller.kind-${kind}-says`)));
  const below = group("below", say("seller.below"), items.filter((item) => item.standing === "below-threshold"), shown, say("seller.below-says"));
  const ahead = group("ahead", say("seller.ahead"), items.filter((item) => item.standing === "ahead"), shown, say("seller.ahead-says"));
  return [...groups, below, ahead].filter((section) => section !== undefined);
}

function group(id: string, title: string, items: readonly Item[], shown: Shown, says: string): HTMLElement | undefined {
  if (items.length === 0) return undefined;
  // What surely holds comes first.
  const sorted = [...items.filter((item) => item.standing !== "open"), ...items.filter((item) => item.standing === "open")];
  return h("section", { class: "card duties", "aria-labelledby": id, "data-group": id },
    h("h3", { id }, title, " ", h("span", { class: "count" }, String(items.length))),
    h("p", { class: "quiet" }, says),
    h("ol", { class: "plain" }, ...sorted.map((item) => duty(item, shown))));
}

function duty(item: Item, shown: Shown): HTMLElement {
  const id = `done-${item.id}`;
  const done = shown.marks.on(item.id);
  const box = h("input", { type: "checkbox", id, checked: done !== undefined, "data-key": id, onchange: () => {
    element.classList.toggle("is-done", box.checked);
    shown.marked(item.id, box.checked);
  } });
  const element: HTMLLIElement = h("li", { class: `duty is-${item.standing}${done === undefined ? "" : " is-done"}`, "data-id": item.id },
    h("div", { class: "duty-head" },
      box,
      h("label", { for: id }, item.title),
      item.standing === "open" && h("span", { class: "mark is-perhaps" }, say("seller.perhaps"))),
    // A list is read by its titles first; what each asks is one tap away.
    h("details", { class: "duty-more", "data-key": `more-${item.id}` },
      h("summary", { class: "duty-for" }, h("strong", {}, list(item.to.map(shown.name))), ` · ${say(`seller.who-${item.who}`)}`),
      h("p", {}, item.task),
      item.asks !== "" && h("p", { class: "duty-asks" }, item.asks),
      lacks(item),
      facts(item),
      ...item.near.map((near) => threshold(near, item)),
      h("p", { class: "duty-source" }, source(item.url, item.basis), " ", h("span", { class: `badge grade-${item.grade}`, title: say(`grade.${item.grade}-says`) }, say(`grade.${item.grade}`)), " ", h("span", { class: "days" }, days(item, shown.checklist.on)))));
  return element;
}

/** What would settle it, where more than its own question is open. */
function lacks(item: Item): HTMLElement | null {
  const others = item.lacks.filter((lack): lack is Exclude<Lack, "question"> => lack !== "question");
  return others.length === 0 ? null : h("p", { class: "duty-lacks" }, say("seller.lacks", { what: list(others.map((lack) => say(`seller.lack-${lack}`))) }));
}

function facts(item: Item): HTMLElement | null {
  const rows: [Key, string][] = [["seller.identifier", item.identifier], ["seller.travels", item.travels], ["seller.rhythm", item.rhythm], ["seller.penalty", item.penalty]];
  const told = rows.filter(([, text]) => text !== "");
  return told.length === 0 ? null : h("dl", { class: "duty-facts" }, ...told.flatMap(([key, text]) => [h("dt", {}, say(key)), h("dd", {}, text)]));
}

/** The limit, what was told of it, and how near that is. */
function threshold(near: Near, item: Item): HTMLElement {
  const [figure = "", currency = ""] = near.amount.split(" ");
  const limit = say(LIMITS[near.compare], { amount: money(figure, currency) });
  const isSales = near.of === "there" || near.of === "world";
  const what = say(`seller.of-${near.of}`, { place: item.place === null ? "" : (regionName(item.place) ?? item.place), limit, period: item.period });
  if (near.have === null || near.percent === null) {
    return h("p", { class: "duty-near" }, what, " ", h("span", { class: "quiet" }, say(isSales ? "seller.not-told-sales" : "seller.not-told")));
  }
  const told = say(!isSales ? "seller.told-price" : near.partial ? "seller.told-partly" : "seller.told", { have: money(near.have, currency), percent: near.percent });
  return h("div", { class: "duty-near" },
    h("p", {}, what, " ", told),
    isSales && h("div", { class: "meter", role: "img", "aria-label": say("seller.meter", { percent: near.percent }) }, h("span", { class: `fill fill-${Math.min(20, Math.floor(near.percent / 5))}` })));
}

function days(item: Item, on: string): string {
  const { from, until } = item.validity;
  const status = item.status === "in-force" ? "" : `${say(`seller.status-${item.status === "scheduled" ? "scheduled" : "announced"}`)} `;
  const span = from && until ? say("seller.from-until", { from: day(from), until: day(until) }) : from ? say(from <= on ? "common.since" : "seller.from", { from: day(from) }) : until ? say("seller.until", { until: day(until) }) : say("seller.no-days");
  return status + span;
}

/** What the form does not say yet and would settle most: what hangs on it, the most first. */
export function settling({ checklist }: Shown): HTMLElement | null {
  const open = checklist.items.filter((item) => item.standing === "open");
  const hang = (lack: Lack): number => open.filter((item) => item.lacks.includes(lack)).length;
  const lacks = ASKED.filter((lack) => hang(lack) > 0).sort((a, b) => hang(b) - hang(a)).slice(0, 3);
  return lacks.length === 0 ? null : h("p", { class: "quiet", "data-settling": lacks.join(" ") }, say("seller.settling", { what: lacks.map((lack) => say(`seller.lack-${lack}`)).join("; ") }));
}

/** Unfolds every line, or folds them all. */
export function unfold(place: Element, isOpen: boolean): void {
  for (const details of place.querySelectorAll<HTMLDetailsElement>(".duty-more")) details.open = isOpen;
}

/** How much there is, in one line. */
export function summary({ checklist, marks }: Shown): string {
  const of = (standing: Item["standing"]): number => checklist.items.filter((item) => item.standing === standing).length;
  const now = checklist.items.filter((item) => item.standing === "due" || item.standing === "open");
  const done = now.filter((item) => marks.on(item.id) !== undefined).length;
  const counts = ([["seller.n-due", "due"], ["seller.n-open", "open"], ["seller.n-below", "below-threshold"], ["seller.n-ahead", "ahead"]] as const).filter(([, standing]) => of(standing) > 0);
  return [...counts.map(([key, standing]) => count(key, of(standing))), say("seller.n-done", { done, all: now.length })].join(" · ");
}
