// Is my parcel's data ready? A form, a verdict by destination, and the forms it fills.
import "./words";
import { DutyboundError } from "../engine/error";
import { PACKS } from "../offline/release";
import { loadCompliance } from "../compliance/load";
import { h } from "../dom";
import { inAddress } from "../page/address";
import { combobox } from "../page/combobox";
import { SETTLE, page, remember, shareButton } from "../page/frame";
import { countries } from "../page/places";
import { fieldProblems, problemText } from "../page/problems";
import { save } from "../seller/save";
import { today } from "../today";
import { regionName, say } from "../words";
import { parcelForm } from "./form";
import { type Draft, emptyDraft, fromHash, readText, toHash, toParcel, write } from "./record";
import { asCsv, asJson } from "./save";
import type { Parcel, ParcelResult, Readiness, View } from "./types";
import { type Shown, elements, spoken, verdict } from "./verdict";
import { VIEWS, view } from "./views";

/** A bag of leather from Kenya, whole; and the same with what usually goes wrong. */
const BAG: Draft = {
  to: "US", from: "KE", carriage: "post", transaction: "sale", currency: "USD", itemId: "RR123456785KE",
  seller: { name: "Lamu Leather Workshop", street: "12 Harbour Road", city: "Lamu", postcode: "80500", country: "KE", phone: "+254 700 000000" },
  consignee: { name: "Ada Miller", street: "5 Elm Street", city: "Portland", region: "OR", postcode: "97201", country: "US", email: "ada@example.org", business: false },
  intrinsicValue: "120.00", transportCost: "24.00", grossWeight: "1.4", packages: "1",
  lines: [{ description: "Handbag of cattle leather", code: "4202219000", origin: "KE", quantity: "1", unit: "piece", netWeight: "1.1", value: "120.00", sku: "BAG-1", maker: "Lamu Leather Workshop" }],
  documents: [{ kind: "invoice", number: "INV-1001" }], nonDelivery: "return", posting: { signedBy: "J. Otieno" },
};
const EXAMPLES = [
  { name: "parcel.example-ready", change: (draft: Draft, day: string) => { write(draft, "posting.on", day); } },
  { name: "parcel.example-code", change: (draft: Draft, day: string) => { write(draft, "posting.on", day); write(draft, "lines[0].code", "420221900"); } },
  { name: "parcel.example-parts", change: (draft: Draft) => { for (const [path, value] of [["to", "DE"], ["consignee.country", "DE"], ["lines[0].description", "Parts"], ["itemId", "RR123456784KE"], ["intrinsicValue", "90.00"]] as const) write(draft, path, value); } },
] as const;

const formPlace = h("div", { class: "form-place" });
const { show, loading, failed, speak, warn, keepInSight, keepForOffline } = page({
  title: "parcel.title", heading: "parcel.heading", tagline: "parcel.tagline", skip: "parcel.skip", limits: "parcel.limits",
  examples: EXAMPLES.map((example) => ({ name: example.name, choose: () => choose(exampleDraft(example.change)) })),
  form: formPlace,
  links: [["./index.html", "app.footer-page"], ["./seller.html", "app.footer-seller"], ["./bill.html", "app.footer-bill"]],
  barIn: ["checked"],
});

let draft = emptyDraft(today());
let module: Awaited<ReturnType<typeof loadCompliance>> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Other destinations that the reader wants to compare. */
let others: string[] = [];
/** The form that is shown. */
let shownView: (typeof VIEWS)[number] | undefined;
const form = parcelForm(() => {
  clearTimeout(timer);
  timer = setTimeout(ask, SETTLE);
});

const { address, readLink, choose } = inAddress<Draft>({
  empty: () => emptyDraft(today()),
  read: () => { const linked = fromHash(location.hash, today()); return linked === null ? say("parcel.broken-link") : linked; },
  written: toHash,
  held: () => draft,
  hold: (asked) => { draft = asked; },
  warn,
  show: () => { form.show(draft); ask(); },
});

void start();
addEventListener("hashchange", () => { if (readLink()) { form.show(draft); ask(); } });

async function start(): Promise<void> {
  readLink();
  loading(say("parcel.loading"));
  try {
    module = await loadCompliance(["declaration"], PACKS);
  } catch (error) {
    if (!(error instanceof DutyboundError)) throw error;
    return failed(error, start);
  }
  form.show(draft);
  formPlace.replaceChildren(form.element);
  ask();
  keepForOffline();
}

function exampleDraft(change: (draft: Draft, day: string) => void): Draft {
  const filled = { ...emptyDraft(today()), ...structuredClone(BAG) };
  change(filled, today());
  return filled;
}

const check = (parcel: Parcel): ParcelResult => module?.check(parcel) as ParcelResult;

function ask(): void {
  clearTimeout(timer);
  if (!module) return;
  remember(address());
  if (readText(draft, "to") === "") {
    return show("empty", h("section", { class: "card empty" }, h("h2", {}, say("parcel.empty")), h("p", { class: "lead" }, say("parcel.empty-lead"))));
  }
  if (readText(draft, "on") === "") {
    return show("empty", h("section", { class: "card empty" }, h("h2", {}, say("parcel.empty-day")), h("p", { class: "lead" }, say("parcel.empty-day-lead"))));
  }
  const parcel = toParcel(draft);
  const result = check(parcel);
  form.mark(fieldProblems(result.status === "invalid" ? result.problems : []));
  if (result.status === "invalid") {
    show("invalid", h("section", { class: "card failed", role: "alert" }, h("h2", {}, say("invalid.title")), ...result.problems.map((problem) => h("p", {}, problemText(problem)))));
    return speak(say("invalid.title"));
  }
  const { readiness, views } = result;
  const shown: Shown = {
    readiness,
    go: (path) => form.focus(path),
    nameOf: (path) => form.nameOf(path),
    answer: (id, yes) => {
      write(draft, `answers.${id}`, yes ?? null);
      ask();
    },
  };
  show("checked", verdict(shown), ...elements(shown), elsewhere(parcel), sheets(parcel, readiness, views));
  speak(spoken(readiness));
  keepInSight("[data-verdict]", h("span", {}, regionName(readiness.to) ?? readiness.to), h("span", { class: "amount" }, say(`parcel.verdict-${readiness.verdict}`)));
}

/** The same parcel to other places and by other ways; the recipient is taken to live there. */
function elsewhere(parcel: Parcel): HTMLElement {
  const places = [...new Set([parcel.to, ...others])];
  const go = (to: string, carriage: "post" | "express"): void => {
    others = [...new Set([...others, parcel.to])];
    write(draft, "to", to);
    write(draft, "carriage", carriage);
    if (parcel.consignee?.country) write(draft, "consignee.country", to);
    form.show(draft);
    ask();
  };
  const cell = (to: string, carriage: "post" | "express"): HTMLElement => {
    const moved = parcel.consignee?.country ? { ...parcel, to, carriage, consignee: { ...parcel.consignee, country: to } } : { ...parcel, to, carriage };
    const result = check(to === parcel.to ? { ...parcel, carriage } : moved);
    const word = result.status === "checked" ? result.readiness.verdict : "not-ready";
    const label = say(`parcel.verdict-${word}`);
    return h("td", {}, h("button", { type: "button", class: `cell is-${word}`, "data-key": `cell-${to}-${carriage}`, "data-cell": `${to} ${carriage}`, "aria-label": `${regionName(to) ?? to}, ${say(`form.carriage-${carriage}`)}: ${label}`, onclick: () => go(to, carriage) }, label));
  };
  const add = combobox({ label: say("parcel.compare-add"), name: "compare", strict: true, noMatch: say("form.no-match"), options: () => countries().filter((one) => !places.includes(one.value)), pick: (option) => {
    others = [...others, option.value].slice(-12);
    ask();
  } });
  return h("section", { class: "card compare", "aria-labelledby": "compare-title" },
    h("h3", { id: "compare-title" }, say("parcel.compare")),
    h("p", { class: "quiet" }, say("parcel.compare-says")),
    h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say("parcel.to")), h("th", { scope: "col" }, say("form.carriage-post")), h("th", { scope: "col" }, say("form.carriage-express")))),
      h("tbody", {}, ...places.map((place) => h("tr", {}, h("th", { scope: "row" }, regionName(place) ?? place), cell(place, "post"), cell(place, "express"))))),
    add.element);
}

/** The forms, one at a time, to print and to keep. */
function sheets(parcel: Parcel, readiness: Readiness, views: readonly View[]): HTMLElement {
  const usual = parcel.carriage === "post" ? (views.find((one) => one.chosen === true)?.view ?? "cn23") : "invoice";
  const current = shownView ?? usual;
  const found = views.find((one) => one.view === current);
  const file = `dutybound-parcel-${parcel.to}`;
  return h("div", { class: "sheets" },
    h("section", { class: "card tools", "aria-labelledby": "tools-title" },
      h("h3", { id: "tools-title" }, say("parcel.views")),
      h("p", { class: "quiet" }, say("parcel.views-says")),
      h("div", { class: "buttons", role: "group", "aria-label": say("parcel.views") }, ...VIEWS.map((one) => h("button", { type: "button", class: "secondary", "aria-pressed": String(one === current), "data-key": `view-${one}`, onclick: () => { shownView = one; ask(); } }, say(`parcel.view-${one}`)))),
      h("div", { class: "buttons" },
        h("button", { type: "button", class: "primary", "data-key": "print", onclick: () => print() }, say("common.print")),
        shareButton(),
        h("button", { type: "button", class: "secondary", "data-key": "json", onclick: () => save(`${file}.json`, "application/json", asJson(parcel, readiness, views)) }, say("common.save-json")),
        h("button", { type: "button", class: "secondary", "data-key": "csv", onclick: () => save(`${file}.csv`, "text/csv;charset=utf-8", asCsv(views)) }, say("common.save-csv"))),
      h("p", { class: "quiet" }, say("share.hint"))),
    found ? view(found) : null);
}
