// The record as forms: named boxes with what the record says. An empty box stays visibly empty.
import { h } from "../dom";
import { say } from "../words";
import type { FormBox, View } from "./types";

export const VIEWS = ["cn22", "cn23", "h7", "us-mail", "invoice"] as const;

export function view(shown: View): HTMLElement {
  const columns = shown.lines[0] ?? [];
  return h("section", { class: "card sheet", "aria-labelledby": `view-${shown.view}`, "data-view": shown.view },
    h("h3", { id: `view-${shown.view}` }, say(`parcel.view-${shown.view}`), shown.chosen === true ? " " : "", shown.chosen === true && h("span", { class: "mark is-granted" }, say("parcel.view-chosen"))),
    h("p", { class: "quiet" }, say(`parcel.view-${shown.view}-says`)),
    h("dl", { class: "boxes" }, ...shown.boxes.map(box)),
    ...shown.lines.map((boxes, nth) => h("div", { class: "sheet-line" },
      h("h4", {}, say("parcel.line", { n: nth + 1 })),
      h("dl", { class: "boxes" }, ...boxes.map(box)))),
    columns.length === 0 ? h("p", { class: "quiet" }, say("parcel.no-lines")) : null);
}

function box(one: FormBox): HTMLElement {
  return h("div", { class: one.value === null ? "box is-empty" : "box", "data-paths": one.paths.join(" ") },
    h("dt", {}, one.number === "" ? "" : h("span", { class: "box-number" }, one.number), one.number === "" ? "" : " ", one.label),
    h("dd", {}, one.value ?? h("span", { class: "nothing" }, say("parcel.empty-box"))));
}
