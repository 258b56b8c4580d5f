// What must I do? A form about the seller, a checklist, and a link that holds the question.
import "./words";
import { h } from "../dom";
import { inAddress } from "../page/address";
import { SETTLE, page, remember, shareButton } from "../page/frame";
import { today } from "../today";
import { day, inSentence, list, regionName, say } from "../words";
import { sellerForm } from "./form";
import { type Shown, sections, settling, summary, unfold } from "./list";
import { Marks } from "./marks";
import { obligations } from "./match";
import { PACKS } from "../offline/release";
import { loadTables } from "./pack";
import { type SaleForm, emptySale, fromHash, toHash, toSale } from "./sale";
import { asCsv, asJson, save } from "./save";
import type { Tables } from "./types";

/** A workshop in Kenya sells leather bags: on its own site, and through a marketplace. */
const workshop = (selling: "own-shop" | "marketplace"): Partial<SaleForm> => ({ seller: "KE", selling, to: ["DE", "GB", "US", "JP"], goods: ["4202"], parcel: "90", carriage: "post", currency: "EUR" });
const EXAMPLES = [
  { name: "seller.example-own", sale: workshop("own-shop") },
  { name: "seller.example-marketplace", sale: workshop("marketplace") },
  { name: "seller.example-thresholds", sale: { seller: "GB", selling: "own-shop", to: ["AU", "NO", "SG", "CH"], goods: ["62"], salesWorld: "400000", salesThere: { AU: "30000", NO: "6000", SG: "20000", CH: "95000" }, parcel: "60", carriage: "express", currency: "EUR" } },
] as const satisfies readonly { name: `seller.example-${string}`; sale: Partial<SaleForm> }[];

const marks = new Marks();
const formPlace = h("div", { class: "form-place" });
const { answer, show, loading, failed, speak, warn, keepInSight, keepForOffline } = page({
  title: "seller.title", heading: "seller.heading", tagline: "seller.tagline", skip: "seller.skip", limits: "seller.limits",
  examples: EXAMPLES.map((example) => ({ name: example.name, choose: () => choose({ ...emptySale(today()), ...structuredClone(example.sale) }) })),
  form: formPlace,
  links: [["./index.html", "app.footer-page"], ["./parcel.html", "app.footer-parcel"], ["./bill.html", "app.footer-bill"]],
  barIn: ["listed"],
});

let sale = emptySale(today());
let tables: Tables | undefined;
let form: ReturnType<typeof sellerForm> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
/** The destination that is shown alone, or all. */
let only = "";

const { address, readLink, choose } = inAddress<SaleForm>({
  empty: () => emptySale(today()),
  read: () => { const linked = fromHash(location.hash, today()); return linked === null ? say("seller.broken-link") : linked; },
  written: toHash,
  held: () => sale,
  hold: (asked) => { sale = asked; },
  warn,
  show: () => { only = ""; form?.show(sale); ask(); },
});

void start();
// On paper nothing can be tapped.
addEventListener("beforeprint", () => unfold(answer, true));
addEventListener("hashchange", () => { if (readLink()) { form?.show(sale); ask(); } });

async function start(): Promise<void> {
  readLink();
  loading(say("seller.loading"));
  try {
    tables = await loadTables(PACKS);
  } catch (error) {
    return failed(error, start);
  }
  form = sellerForm(tables, name, changed);
  form.show(sale);
  formPlace.replaceChildren(form.element);
  ask();
  keepForOffline();
}

/** The browser's name of a place, or the tables'. */
function name(place: string): string {
  const known = tables && Object.hasOwn(tables.names, place) ? tables.names[place] : undefined;
  return known ?? regionName(place) ?? place;
}

function changed(): void {
  clearTimeout(timer);
  timer = setTimeout(ask, SETTLE);
}

function ask(): void {
  clearTimeout(timer);
  if (!tables) return;
  remember(address());
  if (sale.to.length === 0) {
    return show("empty", h("section", { class: "card empty" }, h("h2", {}, say("seller.empty")), h("p", { class: "lead" }, say("seller.empty-lead")), h("p", {}, say("seller.empty-missing"))));
  }
  if (!sale.to.includes(only)) only = "";
  const asked = toSale(sale);
  const whole = obligations(asked, tables);
  // Shown for one destination, thresholds of a wider place are still reckoned with all of them.
  const items = only === "" ? whole.items : whole.items.filter((item) => item.to.includes(only)).map((item) => ({ ...item, to: [only] }));
  const checklist = { ...whole, items };
  const shown: Shown = { checklist, marks, name, marked };
  show("listed", head(shown), ...sections(shown), tools(shown));
  keepSummary(shown);
  speak(summary(shown));
}

const keepSummary = (shown: Shown): void => keepInSight("[data-summary]", h("span", {}, summary(shown)));

function head(shown: Shown): HTMLElement {
  const { checklist } = shown;
  const choices = sale.to.length < 2 ? null : h("div", { class: "field only" }, h("label", { for: "only" }, say("seller.only")), h("select", { id: "only", "data-key": "only", onchange: (event) => { only = (event.target as HTMLSelectElement).value; ask(); } },
    h("option", { value: "" }, say("seller.all")), ...sale.to.map((place) => h("option", { value: place, selected: place === only }, name(place)))));
  return h("section", { class: "card listed", "aria-labelledby": "list-title" },
    h("h2", { id: "list-title" }, say("seller.list-title", { from: sale.seller ? inSentence(name(sale.seller)) : say("seller.somewhere"), to: list((only === "" ? sale.to : [only]).map((place) => inSentence(name(place)))) })),
    h("p", { class: "lead", "data-summary": "" }, summary(shown)),
    settling(shown),
    choices,
    h("div", { class: "buttons" },
      h("button", { type: "button", class: "secondary", "data-key": "unfold", onclick: () => unfold(answer, true) }, say("seller.unfold")),
      h("button", { type: "button", class: "secondary", "data-key": "fold", onclick: () => unfold(answer, false) }, say("seller.fold"))),
    checklist.notHeld.length > 0 && h("p", { class: "alert mild" }, say("seller.not-held", { places: list(checklist.notHeld.map((place) => inSentence(name(place)))) })),
    h("p", { class: "quiet" }, say("seller.basis", { day: day(checklist.on), edition: checklist.edition })));
}

function tools(shown: Shown): HTMLElement {
  const sayMarks = (): string => (marks.kept ? say("seller.marks") : say("seller.marks-not-kept"));
  const file = `dutybound-${sale.seller || "seller"}-${sale.to.join("-").slice(0, 40)}`;
  return h("section", { class: "card tools", "aria-labelledby": "tools-title" },
    h("h3", { id: "tools-title" }, say("seller.tools")),
    h("div", { class: "buttons" },
      h("button", { type: "button", class: "primary", "data-key": "print", onclick: () => print() }, say("common.print")),
      shareButton(),
      h("button", { type: "button", class: "secondary", "data-key": "json", onclick: () => save(`${file}.json`, "application/json", asJson(toSale(sale), shown.checklist, marks)) }, say("common.save-json")),
      h("button", { type: "button", class: "secondary", "data-key": "csv", onclick: () => save(`${file}.csv`, "text/csv;charset=utf-8", asCsv(shown.checklist, marks)) }, say("common.save-csv")),
      h("button", { type: "button", class: "secondary", "data-key": "forget", onclick: () => { marks.forget(); ask(); speak(say("seller.forgotten")); } }, say("seller.forget"))),
    h("p", { class: "quiet" }, say("seller.share-hint")),
    h("p", { class: "quiet" }, sayMarks()));
}

function marked(id: string, done: boolean): void {
  marks.set(id, done ? today() : undefined);
  if (!tables) return;
  const line = answer.querySelector("[data-summary]");
  const checklist = obligations(toSale(sale), tables);
  const items = only === "" ? checklist.items : checklist.items.filter((item) => item.to.includes(only));
  const shown: Shown = { checklist: { ...checklist, items }, marks, name, marked };
  if (line) line.textContent = summary(shown);
  keepSummary(shown);
}
