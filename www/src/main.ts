// The page: a form, an answer, and a link that holds the question.
import { type Dutybound, createDutybound } from "./engine/index";
import { h, replace } from "./dom";
import type { QuoteResult } from "./types";
import { say } from "./words";
import { type Answered, amountText } from "./page/answer/amount";
import { ahead, carrierFees, charges } from "./page/answer/charges";
import { assumptions, basis, needs, notCovered, problemList } from "./page/answer/open";
import { payers, spoken, total } from "./page/answer/total";
import { reliefs, warnings } from "./page/answer/warnings";
import { ways } from "./page/answer/ways";
import { EXAMPLES } from "./page/examples";
import { form as makeForm } from "./page/form";
import { fromHash, toHash } from "./page/link";
import { type Question, UnreadableBasket, emptyQuestion, fromBasket, missing, toBasket } from "./page/question";
import { today } from "./today";

const SETTLE = 180; // milliseconds after the last key before the answer follows

const answer = h("div", { class: "answer", id: "answer", tabindex: "-1" });
const live = h("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
const notice = h("p", { class: "notice", role: "alert", hidden: true });
const formPlace = h("div", { class: "form-place" });
const bar = h("button", { type: "button", class: "total-bar", hidden: true, onclick: () => answer.scrollIntoView({ behavior: "smooth" }) });

document.title = say("app.title");
document.querySelector("#app")?.replaceChildren(
  h("a", { class: "skip", href: "#answer", onclick: (event) => { event.preventDefault(); answer.focus(); } }, say("app.skip")),
  h("header", { class: "site-head" },
    h("div", { class: "wrap" },
      h("h1", {}, say("app.name")),
      h("p", { class: "tagline" }, say("app.tagline")))),
  h("main", { class: "wrap" },
    notice,
    h("nav", { class: "examples", "aria-label": say("examples.title") },
      h("h2", { class: "kicker" }, say("examples.title")),
      h("ul", {}, ...EXAMPLES.map((example) => h("li", {}, h("button", { type: "button", class: "chip", onclick: () => choose(fromBasket({ assessmentDate: today(), ...example.basket }, today())) }, say(example.name)))))),
    h("div", { class: "columns" }, formPlace, answer)),
  live,
  bar,
  h("footer", { class: "site-foot" },
    h("div", { class: "wrap" },
      h("p", {}, say("app.privacy")),
      h("p", {}, say("app.footer-limits")),
      h("p", {}, h("a", { href: "./seller.html" }, say("app.footer-seller"))),
      h("p", {}, h("a", { href: "./parcel.html" }, say("app.footer-parcel"))),
      h("p", {}, h("a", { href: "./bill.html" }, say("app.footer-bill"))),
      h("p", {}, h("a", { href: "./checkout.html" }, say("app.footer-shop"))))),
);

// The total stays in sight: as a bar, while its own card is not.
let isTotalInSight = false;
const sight = new IntersectionObserver((entries) => {
  isTotalInSight = entries.at(-1)?.isIntersecting ?? false;
  showBar();
});
const showBar = (): void => { bar.hidden = isTotalInSight || answer.dataset["state"] !== "quoted"; };

let question = emptyQuestion(today());
let dutybound: Dutybound | undefined;
let form: ReturnType<typeof makeForm> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Whether the law can be named. */
let sourced = false;
/** Only the answer to the latest question is shown. */
let asked = 0;

void start();
addEventListener("hashchange", () => { if (readLink()) { form?.show(question); void ask(); } });

async function start(): Promise<void> {
  readLink();
  loading();
  try {
    dutybound = await createDutybound();
  } catch (error) {
    return failed(error, start);
  }
  form = makeForm(dutybound, changed);
  form.show(question);
  formPlace.replaceChildren(form.element);
  await ask();
}

/** Takes the question from the address. Whether there is one to show. */
function readLink(): boolean {
  try {
    const linked = fromHash(location.hash, today());
    notice.hidden = true;
    if (!linked) return false;
    if (toHash(toBasket(linked)) === toHash(toBasket(question))) return false;
    question = linked;
    return true;
  } catch (error) {
    if (!(error instanceof UnreadableBasket)) throw error;
    notice.textContent = say("link.broken", { path: error.message });
    notice.hidden = false;
    history.replaceState(null, "", location.pathname + location.search);
    return false;
  }
}

/** A whole question at once. */
function choose(next: Question): void {
  question = next;
  notice.hidden = true;
  form?.show(question);
  void ask();
}

/** Something in the form was typed. */
function changed(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void ask(), SETTLE);
}

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
  if (lacks.length > 0) {
    remember(undefined);
    return empty(lacks);
  }
  const basket = toBasket(question);
  remember(toHash(basket));
  let result: QuoteResult = dutybound.quoteNow(basket);
  if (result.status === "not-covered" && result.reason.code === "pack-not-loaded") {
    answer.setAttribute("aria-busy", "true");
    if (answer.childElementCount === 0 || answer.dataset["state"] === "empty") loading();
    try {
      result = await dutybound.quote(basket);
    } catch (error) {
      if (turn === asked) failed(error, ask);
      return;
    }
  }
  if (turn !== asked) return;
  show(result);
  if (result.status === "quoted") void explain(dutybound, result, turn);
}

/** Shows the answer again once the law behind it can be named; a failed load is tried again with the next question. */
async function explain(loaded: Dutybound, result: QuoteResult, turn: number): Promise<void> {
  if (sourced) return;
  try {
    await loaded.sources();
  } catch (error) {
    notice.textContent = say("charges.sources-failed", { message: error instanceof Error ? error.message : String(error) });
    notice.hidden = false;
    return;
  }
  sourced = true;
  if (turn === asked) show(result);
}

function remember(hash: string | undefined): void {
  const address = location.pathname + location.search + (hash ?? "");
  if ((hash ?? "") !== location.hash) history.replaceState(null, "", address);
}

function show(result: QuoteResult): void {
  if (!dutybound) return;
  const directory = dutybound.directory();
  const loaded = dutybound;
  state(result.status);
  switch (result.status) {
    case "quoted": {
      const { quote } = result;
      const answered: Answered = { quote, question, directory, measure: (id) => loaded.measure(id), restriction: (id) => loaded.restriction(id), change };
      replace(answer, total(answered), warnings(answered), needs(answered), payers(answered), ways(answered, loaded), charges(answered), reliefs(answered), carrierFees(answered), assumptions(answered), ahead(answered), basis(answered), share());
      speak(spoken(quote));
      bar.replaceChildren(h("span", {}, say("total.title")), h("span", { class: "amount" }, amountText(quote.landedCost, quote.currency)));
      sight.disconnect();
      const amount = answer.querySelector("[data-total]");
      if (amount) sight.observe(amount);
      return showBar();
    }
    case "not-covered":
      replace(answer, notCovered(result.reason, question, directory, change), share());
      return speak(say("not-covered.title"));
    case "invalid":
      replace(answer, h("section", { class: "card", "aria-labelledby": "invalid-title" }, h("h2", { id: "invalid-title" }, say("invalid.title")), problemList(result.problems, question)));
      return speak(say("invalid.title"));
  }
}

function empty(lacks: ReturnType<typeof missing>): void {
  state("empty");
  replace(answer, h("section", { class: "card empty" },
    h("h2", {}, say("empty.title")),
    h("p", { class: "lead" }, say("empty.lead")),
    h("p", {}, say("empty.missing")),
    h("ul", {}, ...lacks.map((lack) => h("li", {}, say(`empty.${lack}`))))));
}

function loading(): void {
  state("loading");
  replace(answer, h("section", { class: "card loading", "aria-busy": "true" }, h("p", {}, h("span", { class: "spinner", "aria-hidden": "true" }), say("app.loading"))));
}

function failed(error: unknown, again: () => Promise<void>): void {
  state("failed");
  const message = error instanceof Error ? error.message : String(error);
  replace(answer, h("section", { class: "card failed", role: "alert" },
    h("h2", {}, say("app.load-failed")),
    h("p", {}, message.charAt(0).toUpperCase() + message.slice(1), /[.!?]$/.test(message) ? "" : "."),
    h("button", { type: "button", class: "primary", onclick: () => void again() }, say("app.retry"))));
}

function state(name: string): void {
  answer.dataset["state"] = name;
  answer.removeAttribute("aria-busy");
  if (name !== "quoted") bar.hidden = true;
}

function speak(sentence: string): void {
  if (live.textContent !== sentence) live.textContent = sentence;
}

/** The link to this very question. */
function share(): HTMLElement {
  const button = h("button", { type: "button", class: "secondary", "data-key": "share", onclick: () => {
    navigator.clipboard?.writeText(location.href).then(
      () => { button.textContent = say("share.copied"); },
      () => { button.textContent = say("share.failed"); },
    ) ?? (button.textContent = say("share.failed"));
  } }, say("share.copy"));
  return h("section", { class: "share" }, button, h("a", { href: `./parcel.html${location.hash}`, "data-key": "parcel" }, say("share.parcel")), h("p", { class: "quiet" }, say("share.hint")),
    // The basket travels after the `#`, which is never sent.
    h("p", { class: "billed-else" }, h("a", { href: `./bill.html${toHash(toBasket(question))}` }, say("share.billed-else"))));
}
