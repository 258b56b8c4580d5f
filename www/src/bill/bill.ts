// Was I overcharged, and what if it comes back? Two forms, an answer, and a link that holds both.
import "./words";
import type { Compliance } from "../../pkg-compliance/compliance.js";
import { PACKS } from "../offline/release";
import { loadCompliance } from "../compliance/load";
import { typed } from "../decimal";
import { h, unfoldOnPaper } from "../dom";
import { type Dutybound, createDutybound } from "../engine/index";
import { inAddress } from "../page/address";
import { amountText, lineName } from "../page/answer/amount";
import { notCovered, unreadable as unreadableCard } from "../page/answer/open";
import { form as parcelForm } from "../page/form";
import { fieldProblems } from "../page/problems";
import { SETTLE, page, remember, shareButton } from "../page/frame";
import { readable } from "../page/link";
import { fromBasket, missing, toBasket } from "../page/question";
import { today } from "../today";
import type { Quote } from "../types";
import { day, list, regionName, say } from "../words";
import { type Ask, LAWFUL, coin, due, explain, feesAtDoor, mistaken, readBill } from "./check";
import { claimCards, spokenClaims, untilText } from "./claims";
import { backFields, billFields, dayFields, topicField } from "./fields";
import { letter } from "./letter";
import { type State, about, backOf, emptyState, fromHash, toHash } from "./state";
import { type Mishap, type Recourse, DAYS } from "./types";
import { type Checked, explanationCard, feeCard, overall, verdictCard, verdictTitle } from "./verdict";

const EXAMPLES = [
  { name: "bill.example-double", bill: { tax: "24.00", fee: "8.00" }, basket: { to: "GB", from: "CN", currency: "GBP", carriage: "post", freight: "0", seller: { registrations: ["uk-vat"] }, lines: [{ description: "leather wallet", code: "420231", quantity: 1, unitPrice: "120" }] } },
  { name: "bill.example-gift", bill: { both: "14.97", fee: "6.00" }, basket: { to: "DE", from: "US", currency: "EUR", carriage: "post", transaction: "gift", freight: "20", lines: [{ description: "cotton jumper", code: "611020", origin: "US", quantity: 1, unitPrice: "40" }] } },
] as const;

const forms = h("div", { class: "forms" });
const { answer, show, loading, failed, speak, warn, keepInSight, keepForOffline } = page({
  title: "bill.title", heading: "bill.heading", tagline: "bill.tagline", skip: "bill.skip", limits: "bill.limits",
  examples: [
    ...EXAMPLES.map((example) => ({ name: example.name, choose: () => choose(exampleState(example)) })),
    { name: "bill.example-back", choose: () => choose(returnExample()) },
  ],
  form: forms,
  links: [["./index.html", "app.footer-page"], ["./seller.html", "app.footer-seller"], ["./parcel.html", "app.footer-parcel"]],
  barIn: ["checked", "returned"],
});

let state = emptyState(today());
let compliance: Compliance | undefined;
let dutybound: Dutybound | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Only the answer to the latest question is shown. */
let asked = 0;

const topic = topicField((chosen) => {
  state.topic = chosen;
  if (chosen === "back" && state.back.to === "") Object.assign(state.back, backOf(state.question));
  arrange();
  void ask();
});
const bill = billFields(changed, currencyOf);
const billDays = dayFields(["imported", "notified", "paid"], changed);
const back = backFields(changed);
const backDays = dayFields(DAYS, changed);
const said = h("span", { class: "parcel-said" });
const parcel = h("details", { class: "card parcel-fold" }, h("summary", {}, say("bill.parcel-title"), " ", said));
let parcelFields: ReturnType<typeof parcelForm> | undefined;

const { address, readLink, choose } = inAddress<State>({
  empty: () => emptyState(today()),
  read: () => readable(() => fromHash(location.hash, today())),
  written: toHash,
  held: () => state,
  hold: (asked) => { state = asked; },
  warn,
  show: () => { parcel.open = false; arrange(); void ask(); },
});

void start();
unfoldOnPaper(answer, "details.more");
addEventListener("hashchange", () => { if (readLink()) { arrange(); void ask(); } });

async function start(): Promise<void> {
  readLink();
  arrange();
  await ask();
  keepForOffline();
}

/** Shows the forms of the question that is asked, as they stand. */
function arrange(): void {
  const shown = state.topic === "bill" ? [topic.element, bill.element, parcel, billDays.element] : [topic.element, back.element, backDays.element];
  if (shown.length !== forms.childElementCount || shown.some((element, i) => forms.children[i] !== element)) {
    const focused = document.activeElement;
    forms.replaceChildren(...shown);
    // The choice of topic keeps the focus that it had.
    if (focused instanceof HTMLElement && topic.element.contains(focused)) focused.focus();
  }
  topic.show(state);
  bill.show(state);
  billDays.show(state);
  back.show(state);
  backDays.show(state);
  parcelFields?.show(state.question);
  sayParcel();
  parcel.open ||= missing(state.question).length > 0;
}

function sayParcel(): void {
  const { question } = state;
  const goods = list(question.lines.filter((line) => line.description !== "" || line.code !== "").map((line, i) => `${line.quantity || "1"} × ${lineName(line, i)}`));
  const way = [question.from, question.to].map((place) => (place === "" ? "?" : (regionName(place) ?? place))).join(" → ");
  said.textContent = missing(question).length > 0 ? say("bill.parcel-missing") : `${goods} · ${way} · ${day(question.day)}`;
}

function currencyOf(): string {
  return dutybound?.directory().places.find((place) => place.code === state.question.to)?.currency ?? "";
}

function exampleState(example: (typeof EXAMPLES)[number]): State {
  const filled = about(fromBasket({ assessmentDate: today(), ...example.basket }, today()), today());
  return { ...filled, billed: { ...filled.billed, ...example.bill } };
}

function returnExample(): State {
  const empty = emptyState(today());
  return { ...empty, topic: "back", back: { ...empty.back, reason: "returned", to: "SE", from: "GB", carriage: "post", paidTo: "carrier", parcel: "90", currency: "EUR" } };
}

function changed(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void ask(), SETTLE);
}

async function ask(): Promise<void> {
  clearTimeout(timer);
  const turn = ++asked;
  try {
    if (state.topic === "bill") await checkBill(turn);
    else await showBack(turn);
  } catch (error) {
    if (turn === asked) failed(error, ask);
  }
}

async function law(): Promise<Compliance> {
  return (compliance ??= await loadCompliance(["recovery"], PACKS));
}

async function engine(): Promise<Dutybound> {
  if (dutybound) return dutybound;
  dutybound = await createDutybound({ to: state.question.to, packsUrl: PACKS });
  parcelFields = parcelForm(dutybound, changed);
  parcelFields.show(state.question);
  parcel.append(parcelFields.element);
  bill.show(state);
  return dutybound;
}

async function checkBill(turn: number): Promise<void> {
  if (!dutybound) loading(say("bill.loading"));
  const loaded = await engine();
  if (turn !== asked) return;
  sayParcel();
  bill.show(state);
  const { amounts, unreadable } = readBill(state.billed);
  bill.complain(unreadable);
  remember(address());
  const { question } = state;
  const lacks = missing(question);
  if (lacks.length > 0) return empty(lacks.map((lack) => say(`empty.${lack}`)));
  const result = await loaded.quote(toBasket(question));
  if (turn !== asked) return;
  if (result.status === "not-covered") return show("not-covered", notCovered(result.reason, question, loaded.directory(), (edit) => { edit(question); arrange(); changed(); }));
  parcelFields?.mark(fieldProblems(result.status === "invalid" ? result.problems : result.status === "quoted" ? result.quote.problems : []));
  if (result.status === "invalid") return show("invalid", unreadableCard(result.problems, question));
  await loaded.sources();
  const module = await law();
  if (turn !== asked) return;
  const { quote } = result;
  const again: Ask = (other) => loaded.quoteNow(toBasket(other));
  const lawful = due(quote, feesAtDoor(question, again));
  const mistakes = mistaken(question, quote, lawful, again, state.before, amounts);
  const checked: Checked = { quote, question, directory: loaded.directory(), measure: (id) => loaded.measure(id), due: lawful, amounts, mistakes, explained: explain(mistakes, amounts, lawful, coin(quote.currency)) };
  showBill(checked, recoveries(module, mishapOfBill(checked)));
}

function showBill(checked: Checked, recourse: Recourse): void {
  const verdict = overall(checked);
  const disputes = verdict === "more" || verdict === "mixed" || verdict === "open" || (verdict === "untold" && checked.amounts.fee !== undefined);
  show("checked",
    // On paper the form cannot be seen.
    h("section", { class: "on-paper" }, h("p", {}, said.textContent)),
    verdictCard(checked),
    explanationCard(checked),
    feeCard(checked),
    ...(disputes ? routes(checked, recourse) : []),
    shareCard());
  keepInSight("[data-overall]", h("span", {}, verdictTitle(checked)), ...(verdict === "untold" ? [h("span", { class: "amount" }, amountText(checked.due.both, checked.quote.currency))] : []));
  speak(verdict === "more" ? say("bill.spoken-more") : say(`bill.overall-${verdict}`, {}));
}

/** Where to object, until when, and a letter that does it. */
function routes(checked: Checked, recourse: Recourse): HTMLElement[] {
  const cards = claimCards(recourse, placeName(checked.quote.to));
  const open = recourse.claims.filter((claim) => claim.outcome === "refund" && (claim.standing === "open" || claim.standing === "undated"));
  // A way of which it is sure that it is meant goes before one that may be.
  // The letter is to whoever charged at the door, and not to the shop.
  const sure = open.filter((claim) => claim.lacks.length === 0);
  const route = sure.find((claim) => claim.paidTo === "carrier") ?? sure[0] ?? open[0];
  return [
    h("section", { class: "card dispute", "aria-labelledby": "dispute-title" },
      h("h2", { id: "dispute-title" }, say("bill.dispute")),
      h("p", {}, say("bill.dispute-lead")),
      route ? h("p", { "data-route": route.id }, h("strong", {}, route.title), ` (${untilText(route)})`) : h("p", {}, say("bill.dispute-none"))),
    ...(LAWFUL.some((part) => checked.amounts[part] !== undefined) ? [letterCard(letter(checked, state, route, today()))] : []),
    ...cards,
  ];
}

function letterCard(text: string): HTMLElement {
  const page = h("pre", { class: "letter", id: "letter", tabindex: "0", "aria-label": say("bill.letter") }, text);
  const copy = h("button", { type: "button", class: "primary", "data-key": "copy-letter", onclick: () => {
    const done = (worked: boolean): void => { copy.textContent = worked ? say("bill.letter-copied") : say("bill.letter-select"); };
    navigator.clipboard?.writeText(text).then(() => done(true), () => done(false)) ?? done(false);
  } }, say("bill.letter-copy"));
  const print = h("button", { type: "button", class: "secondary", "data-key": "print-letter", onclick: () => {
    document.body.classList.add("print-letter");
    addEventListener("afterprint", () => document.body.classList.remove("print-letter"), { once: true });
    globalThis.print();
  } }, say("bill.letter-print"));
  return h("section", { class: "card letter-card", "aria-labelledby": "letter-title" },
    h("h2", { id: "letter-title" }, say("bill.letter")),
    h("p", { class: "quiet" }, say("bill.letter-lead")),
    h("div", { class: "buttons" }, copy, print),
    page);
}

async function showBack(turn: number): Promise<void> {
  if (!compliance) loading(say("bill.loading"));
  const module = await law();
  if (turn !== asked) return;
  remember(address());
  const { back: asking } = state;
  if (asking.to === "") return empty([say("bill.empty-to")]);
  const recourse = recoveries(module, mishapOfReturn());
  show("returned",
    h("section", { class: "card listed", "aria-labelledby": "back-answer" },
      h("h2", { id: "back-answer" }, say(`bill.answer-${asking.reason}`, { to: placeName(asking.to) })),
      h("p", { class: "lead", "data-summary": "" }, spokenClaims(recourse)),
      h("p", { class: "quiet" }, say("bill.basis", { day: day(recourse.on), edition: recourse.edition }))),
    ...claimCards(recourse, placeName(asking.to)),
    shareCard(h("button", { type: "button", class: "secondary", "data-key": "print", onclick: () => print() }, say("common.print"))));
  keepInSight("[data-summary]", h("span", {}, spokenClaims(recourse)));
  speak(spokenClaims(recourse));
}

/** What the second module says; what it cannot read is a mistake of this page, told as such. */
function recoveries(module: Compliance, mishap: Mishap): Recourse {
  return module.recoveries(mishap) as Recourse;
}

/** The bill as a mishap. */
function mishapOfBill({ quote, explained }: { quote: Quote; explained: Checked["explained"] }): Mishap {
  const { question } = state;
  const isDouble = explained.whole.some((mistake) => mistake.id === "double-tax");
  return {
    on: today(), to: question.to, from: question.from, reason: isDouble ? "double-tax" : "overcharged", who: question.buyer === "registered" ? "importer" : "buyer",
    // Tax paid twice was paid to both.
    ...(isDouble ? {} : { paidTo: "carrier" as const }),
    ...(question.carriage === "post" || question.carriage === "express" ? { carriage: question.carriage } : {}),
    parcel: `${quote.goods} ${quote.currency}`,
    ...daysTold(),
  };
}

function mishapOfReturn(): Mishap {
  const { back: told } = state;
  const parcel = typed(told.parcel);
  return {
    on: today(), to: told.to, reason: told.reason, who: told.who,
    ...(told.from === "" ? {} : { from: told.from }),
    ...(told.paidTo === "" ? {} : { paidTo: told.paidTo }),
    ...(told.carriage === "" ? {} : { carriage: told.carriage }),
    ...(parcel === undefined ? {} : { parcel: `${parcel} ${told.currency}` }),
    ...daysTold(),
  };
}

function daysTold(): Partial<Pick<Mishap, (typeof DAYS)[number]>> {
  return Object.fromEntries(DAYS.flatMap((name) => (state.days[name] === "" ? [] : [[name, state.days[name]]])));
}

function placeName(place: string): string {
  return dutybound?.directory().places.find(({ code }) => code === place)?.name ?? regionName(place) ?? place;
}

function empty(lacks: readonly string[]): void {
  show("empty", h("section", { class: "card empty" },
    h("h2", {}, say(state.topic === "bill" ? "bill.empty" : "bill.empty-back")),
    h("p", { class: "lead" }, say(state.topic === "bill" ? "bill.empty-lead" : "bill.empty-back-lead")),
    h("p", {}, say("empty.missing")),
    h("ul", {}, ...lacks.map((lack) => h("li", {}, lack)))));
}

function shareCard(...more: HTMLElement[]): HTMLElement {
  return h("section", { class: "share" }, shareButton(), ...more, h("p", { class: "quiet" }, say("bill.share-hint")));
}
