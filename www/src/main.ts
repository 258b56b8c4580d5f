// The page: a form, an answer, and a link that holds the question.
import { type Dutybound, createDutybound } from "./engine/index";
import { h, unfoldOnPaper } from "./dom";
import type { Basket, Elsewhere, QuoteResult } from "./types";
import { say } from "./words";
import type { Answered } from "./page/answer/amount";
import { written } from "./hash";
import { factsOfWarnings } from "./page/answer/admission";
import { asked as askedFor } from "./page/answer/asked";
import { ahead, carrierFees, charges } from "./page/answer/charges";
import { asksPostcode, elsewhere } from "./page/answer/elsewhere";
import { assumptions, basis, beingTyped, needs, notCovered, unreadable, whenLeft } from "./page/answer/open";
import { payers, spoken, total, totalText, totalTitle } from "./page/answer/total";
import { reliefs, warnings } from "./page/answer/warnings";
import { ways } from "./page/answer/ways";
import { inAddress } from "./page/address";
import { EXAMPLES } from "./page/examples";
import { form as makeForm } from "./page/form";
import { SETTLE, page, remember, shareButton } from "./page/frame";
import { PACKS } from "./offline/release";
import { fromHash, readable, toHash } from "./page/link";
import { type FieldProblem, fieldProblems } from "./page/problems";
import { type Question, emptyQuestion, fromBasket, missing, toBasket } from "./page/question";
import { today } from "./today";

const formPlace = h("div", { class: "form-place" });
const { answer, show, loading, failed, speak, warn, keepInSight, keepForOffline } = page({
  title: "app.title", heading: "app.name", tagline: "app.tagline", skip: "app.skip", limits: "app.footer-limits",
  examples: EXAMPLES.map((example) => ({ name: example.name, choose: () => choose(fromBasket({ assessmentDate: today(), ...example.basket }, today())) })),
  form: formPlace,
  links: [["./seller.html", "app.footer-seller"], ["./parcel.html", "app.footer-parcel"], ["./bill.html", "app.footer-bill"], ["./checkout.html", "app.footer-shop"]],
  barIn: ["quoted", "not-covered", "invalid"],
});

let question = emptyQuestion(today());
let dutybound: Dutybound | undefined;
let form: ReturnType<typeof makeForm> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Whether the law can be named. */
let sourced = false;
/** Only the answer to the latest question is shown. */
let asked = 0;
/** Lines that are priced in a dozen parts of a country while nobody notices. */
const LINES_BEYOND = 100;
/** What the same parcel costs in other parts of the country, and of which question that is known. */
let beyond: { readonly turn: number; readonly told: Elsewhere } | undefined;

const { address, readLink, choose } = inAddress<Question>({
  empty: () => emptyQuestion(today()),
  read: () => readable(() => fromHash(location.hash, today())),
  written: (asked) => toHash(toBasket(asked)),
  held: () => question,
  hold: (asked) => { question = asked; },
  warn,
  show: () => { form?.show(question); void ask(); },
});

void start();
whenLeft(answer, () => void ask());
unfoldOnPaper(answer, "details.charge, details.more");
addEventListener("hashchange", () => { if (readLink()) { form?.show(question); void ask(); } });

async function start(): Promise<void> {
  readLink();
  loading(say("app.loading"));
  try {
    dutybound = await createDutybound({ to: question.to, packsUrl: PACKS });
  } catch (error) {
    return failed(error, start);
  }
  form = makeForm(dutybound, changed, { submitted: () => void submit(), emptied: () => choose(emptyQuestion(today())) });
  form.show(question);
  formPlace.replaceChildren(form.element);
  await ask();
  keepForOffline();
}

/** Something in the form was typed. */
function changed(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void ask(), SETTLE);
}

/** The reader wants the answer now: it comes into sight, or else the first field that stands in its way. */
async function submit(): Promise<void> {
  await ask();
  const lacks = missing(question);
  if (lacks.length > 0) form?.mark(lacks.map((lack): FieldProblem => ({ path: FIELD_OF[lack], text: say("form.needed") })));
  if (form?.focusFirstBad()) return;
  answer.focus({ preventScroll: true });
  answer.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

const placeName = (code: string): string => dutybound?.directory().places.find((place) => place.code === code)?.name ?? code;

/** The field that is missing something. */
const FIELD_OF = { to: "to", from: "from", day: "assessmentDate", price: "lines[0].unitPrice" } as const;

/** A field inside the answer settles something; the form follows. */
const change: Answered["change"] = (edit) => {
  edit(question);
  form?.show(question);
  changed();
};

async function ask(): Promise<void> {
  clearTimeout(timer);
  const turn = ++asked;
  const lacks = missing(question);
  if (!dutybound) return;
  remember(address());
  if (lacks.length > 0) {
    form?.mark([]);
    return empty(lacks);
  }
  const basket = toBasket(question);
  let result: QuoteResult = dutybound.quoteNow(basket);
  if (result.status === "not-covered" && result.reason.code === "pack-not-loaded") {
    answer.setAttribute("aria-busy", "true");
    if (answer.childElementCount === 0 || answer.dataset["state"] === "empty") loading(say("app.loading"));
    try {
      result = await dutybound.quote(basket);
    } catch (error) {
      if (turn === asked) failed(error, ask, placeName(question.to));
      return;
    }
  }
  if (turn !== asked) return;
  tell(result);
  if (result.status === "quoted") {
    void explain(dutybound, result, turn);
    if (asksPostcode(result.quote) && basket.lines.length <= LINES_BEYOND) void lookBeyond(dutybound, basket, result, turn);
  }
}

/** Shows what the postcode may change, when the answer itself is there already. */
async function lookBeyond(loaded: Dutybound, basket: Basket, result: QuoteResult, turn: number): Promise<void> {
  try {
    const told = await loaded.elsewhere(basket);
    if (turn !== asked) return;
    beyond = { turn, told };
    tell(result);
  } catch {
    // The answer stands without it, and says that the postcode is not known.
  }
}

/** Shows the answer again once the law behind it can be named; a failed load is tried again with the next question. */
async function explain(loaded: Dutybound, result: QuoteResult, turn: number): Promise<void> {
  if (sourced) return;
  try {
    await loaded.sources();
  } catch (error) {
    return warn(say("charges.sources-failed", { message: error instanceof Error ? error.message : String(error) }));
  }
  sourced = true;
  if (turn === asked) tell(result);
}

function tell(result: QuoteResult): void {
  if (!dutybound) return;
  const directory = dutybound.directory();
  const loaded = dutybound;
  form?.mark(fieldProblems(result.status === "invalid" ? result.problems : result.status === "quoted" ? result.quote.problems : []));
  switch (result.status) {
    case "quoted": {
      const { quote } = result;
      const answered: Answered = { quote, question, directory, measure: (id) => loaded.measure(id), restriction: (id) => loaded.restriction(id), change,
        factsOfWarnings: factsOfWarnings(quote) };
      const beside = beyond?.turn === asked ? beyond.told : undefined;
      show("quoted", total(answered), elsewhere(answered, beside), askedFor(answered), warnings(answered), needs(answered, beingTyped(answer)), payers(answered), ways(answered, loaded), charges(answered), reliefs(answered), carrierFees(answered), assumptions(answered), ahead(answered), basis(answered), share());
      speak(spoken(quote));
      return keepInSight("[data-total]", h("span", {}, totalTitle(quote)), h("span", { class: "amount" }, totalText(quote)));
    }
    case "not-covered":
      show(result.status, notCovered(result.reason, question, directory, change), share());
      speak(say("not-covered.title"));
      return keepInSight("[data-not-covered]", h("span", {}, say("not-covered.title")));
    case "invalid":
      show(result.status, unreadable(result.problems, question));
      speak(say("invalid.title"));
      return keepInSight("[data-invalid]", h("span", {}, say("invalid.title")));
  }
}

function empty(lacks: ReturnType<typeof missing>): void {
  show("empty", h("section", { class: "card empty" },
    h("h2", {}, say("empty.title")),
    h("p", { class: "lead" }, say("empty.lead")),
    h("p", {}, say("empty.missing")),
    h("ul", {}, ...lacks.map((lack) => h("li", {}, say(`empty.${lack}`))))));
}

/** The question of the checklist for whoever sells these goods. */
function saleOf({ from, to, currency, carriage, lines }: Question): string {
  const goods = [...new Set(lines.flatMap(({ code }) => /^\d{4}/.exec(code.replace(/\D/g, ""))?.[0] ?? []))];
  return written("#sale=", { seller: from, to: [to.split("-")[0]], currency, goods, carriage: carriage === "post" || carriage === "express" ? carriage : "" });
}

/** The link to this very question. */
function share(): HTMLElement {
  return h("section", { class: "share" }, shareButton(), h("button", { type: "button", class: "secondary", "data-key": "print", onclick: () => print() }, say("common.print")), h("a", { href: `./parcel.html${location.hash}`, "data-key": "parcel" }, say("share.parcel")), question.transaction !== "gift" && h("a", { href: `./seller.html${saleOf(question)}`, "data-key": "seller" }, say("share.seller")), h("p", { class: "quiet" }, say("share.hint")),
    // The basket travels after the `#`, which is never sent.
    h("p", { class: "billed-else" }, h("a", { href: `./bill.html${toHash(toBasket(question))}` }, say("share.billed-else"))));
}
