// Ways to get something back: what is open first, each with its last day, what to keep, and where that is written.
import { fold, h, source } from "../dom";
import { count, day, list, say } from "../words";
import type { Claim, Recourse } from "./types";

/** Groups in the order in which a reader needs them. */
const GROUPS = ["get", "ask", "nothing", "passed", "ahead"] as const;
type Group = (typeof GROUPS)[number];

function groupOf(claim: Claim): Group {
  switch (claim.standing) {
    case "open":
    case "undated": return claim.outcome === "ask" ? "ask" : "get";
    case "nothing": return "nothing";
    case "passed": return "passed";
    case "ahead": return "ahead";
  }
}

/** All ways as cards, and a card of what to keep. */
export function claimCards(recourse: Recourse, place: string): HTMLElement[] {
  const cards = GROUPS.flatMap((group) => {
    const claims = recourse.claims.filter((claim) => groupOf(claim) === group);
    return claims.length === 0 ? [] : [claimCard(group, claims)];
  });
  const notHeld = recourse.held ? null : h("section", { class: "card" }, h("p", { class: "alert mild" }, say("bill.not-held", { place })));
  const none = recourse.held && recourse.claims.length === 0 ? h("section", { class: "card empty" }, h("h2", {}, say("bill.no-way")), h("p", {}, say("bill.no-way-says"))) : null;
  return [notHeld, none, ...cards, keepCard(recourse)].filter((card) => card !== null);
}

function claimCard(group: Group, claims: readonly Claim[]): HTMLElement {
  const id = `claims-${group}`;
  return h("section", { class: "card claims", "aria-labelledby": id, "data-group": group },
    h("h2", { id }, say(`bill.group-${group}`)),
    h("p", { class: "quiet" }, say(`bill.group-${group}-says`)),
    h("ol", { class: "plain" }, ...claims.map(claimItem)));
}

function claimItem(claim: Claim): HTMLElement {
  const facts: [string, string | HTMLElement | null][] = [
    [say("bill.until"), claim.outcome === "none" ? null : h("span", { class: claim.standing === "passed" ? "is-late" : "" }, untilText(claim))],
    [say("bill.form"), claim.form || null],
    [say("bill.keep"), claim.keep.length === 0 ? null : h("ul", { class: "keep" }, ...claim.keep.map((item) => h("li", {}, item)))],
    [say("bill.costs"), claim.fee || null],
    [say("bill.conditions"), claim.conditions || null],
  ];
  const told = facts.filter((fact): fact is [string, string | HTMLElement] => fact[1] !== null);
  return h("li", { class: `claim is-${claim.standing}`, "data-claim": claim.id },
    h("div", { class: "claim-head" }, h("h3", {}, claim.title), standingMark(claim)),
    h("p", { class: "duty-for" }, h("strong", {}, list(claim.what.map((what) => say(`bill.what-${what}`)))), ` · ${say(`bill.claims-${claim.who}`)}`),
    h("p", {}, claim.task),
    claim.lacks.length > 0 && h("p", { class: "duty-lacks" }, say("bill.lacks", { what: list(claim.lacks.map((lack) => say(`bill.lack-${lack}`))) })),
    told.length > 0 && h("dl", { class: "duty-facts" }, ...told.flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, text)])),
    h("p", { class: "duty-source" }, source(claim.url, claim.basis), " ", h("span", { class: `badge grade-${claim.grade}`, title: say(`grade.${claim.grade}-says`) }, say(`grade.${claim.grade}`))));
}

function standingMark(claim: Claim): HTMLElement {
  const text = ((): string => {
    switch (claim.standing) {
      case "open": return claim.daysLeft === null ? say(`bill.outcome-${claim.outcome}`) : count("bill.days-left", claim.daysLeft);
      case "undated": return say("bill.undated");
      case "nothing": return say("bill.outcome-none");
      case "passed": return say("bill.passed");
      case "ahead": return say("bill.ahead");
    }
  })();
  const soon = claim.standing === "open" && claim.daysLeft !== null && claim.daysLeft <= 14;
  return h("span", { class: `mark claim-mark is-${claim.standing}${soon ? " is-soon" : ""}` }, text);
}

/** `30 December 2026: claim made within 90 days of the import`; the rule alone where the day is not told. */
export function untilText(claim: Claim): string {
  const rule = ruleText(claim);
  if (rule === null) return say("bill.no-period");
  if (claim.deadline === null) return say("bill.rule-only", { rule });
  const last = day(claim.deadline);
  return claim.moved === null ? say("bill.rule-day", { day: last, rule }) : say("bill.rule-moved", { moved: day(claim.moved), day: last, rule, basis: claim.restBasis });
}

export function ruleText(claim: Claim): string | null {
  const { period, counted, due } = claim;
  if (period === null || counted === null || due === null) return null;
  return say("bill.rule", { due: say(`bill.due-${due}`), period, counted: say(`bill.counted-${counted}`) });
}

/** Everything to keep, once. */
function keepCard(recourse: Recourse): HTMLElement | null {
  const open = recourse.claims.filter((claim) => claim.standing === "open" || claim.standing === "undated");
  const items = [...new Set(open.flatMap((claim) => claim.keep))];
  if (items.length === 0) return null;
  return h("section", { class: "card", "aria-labelledby": "keep-title" },
    h("h2", { id: "keep-title" }, say("bill.keep-title")),
    h("p", { class: "quiet" }, say("bill.keep-says")),
    fold("keep", [h("span", {}, count("bill.keep-count", items.length))], () => [h("ul", { class: "keep" }, ...items.map((item) => h("li", {}, item)))], { class: "more" }));
}

/** The shortest sentence about all of it, for those who listen. */
export function spokenClaims(recourse: Recourse): string {
  const open = recourse.claims.filter((claim) => groupOf(claim) === "get");
  const next = open.find((claim) => claim.deadline !== null);
  const last = next?.moved ?? next?.deadline;
  return last ? say("bill.spoken-next", { n: open.length, day: day(last) }) : count("bill.spoken", open.length);
}
