// The forms of the page. They write into the state as the reader types.
import { typed } from "../decimal";
import { freshId, h } from "../dom";
import { type Option, combobox } from "../page/combobox";
import { countries } from "../page/places";
import { markOne } from "../page/problems";
import { currencyName, currencyPlural, say } from "../words";
import { PARTS, type Part } from "./check";
import { type State, TOPICS, type Topic } from "./state";
import { CLAIMANTS, type DayName, PAID_TO, REASONS } from "./types";

interface Field<T> {
  readonly element: HTMLElement;
  readonly field: T;
}

export interface Fields {
  readonly element: HTMLElement;
  show(state: State): void;
}

/** Which of the two questions is asked. */
export function topicField(changed: (topic: Topic) => void): Fields {
  const name = freshId();
  const boxes = TOPICS.map((topic) => {
    const id = freshId();
    const field = h("input", { type: "radio", id, name, value: topic, onchange: () => changed(topic) });
    return { topic, field, element: h("span", { class: "seg" }, field, h("label", { for: id }, say(`bill.topic-${topic}`))) };
  });
  return {
    element: h("fieldset", { class: "choice topic" }, h("legend", {}, say("bill.topic")), h("div", { class: "segs" }, ...boxes.map((box) => box.element))),
    show: (state) => { for (const box of boxes) box.field.checked = box.topic === state.topic; },
  };
}

/** What the carrier billed, part by part. */
export function billFields(changed: () => void, currency: () => string): Fields & { complain(parts: readonly Part[]): void } {
  let state: State;
  const hints = { duty: say("bill.part-duty-hint"), tax: "", both: say("bill.part-both-hint"), fee: say("bill.part-fee-hint"), other: "" } satisfies Record<Part, string>;
  const fields = PARTS.map((part) => ({ part, ...amountField(say(`bill.part-${part}`), part, (text) => { state.billed[part] = text; changed(); }, hints[part]) }));
  const before = amountField(say("bill.before"), "before", (text) => { state.before = text; changed(); }, say("bill.before-hint"));
  const unit = h("p", { class: "quiet" });
  const [duty, tax, both, fee, other] = fields;
  return {
    element: h("form", { class: "card form", "aria-labelledby": "bill-title", onsubmit: (event) => event.preventDefault() },
      h("h2", { id: "bill-title" }, say("bill.form-title")),
      unit,
      h("div", { class: "grid two" }, duty?.element ?? null, tax?.element ?? null),
      both?.element ?? null,
      h("div", { class: "grid two" }, fee?.element ?? null, other?.element ?? null),
      h("details", { class: "more" }, h("summary", {}, say("bill.more")), before.element)),
    show(next) {
      state = next;
      for (const { part, field } of fields) field.value = state.billed[part];
      before.field.value = state.before;
      const code = currency();
      unit.textContent = code === "" ? say("bill.in-own") : say("bill.in", { currency: currencyPlural(code) });
    },
    complain(parts) {
      for (const { part, field } of fields) markOne(field, parts.includes(part) ? say("bill.bad-amount") : undefined);
      markOne(before.field, isAmount(state.before) ? undefined : say("bill.bad-amount"));
    },
  };
}

/** Days from which periods count. */
export function dayFields(names: readonly DayName[], changed: () => void): Fields {
  let state: State;
  const fields = names.map((name) => {
    const [id, hintId] = [freshId(), freshId()];
    const field = h("input", { type: "date", id, name, min: "2000-01-01", max: "2099-12-31", "aria-describedby": hintId, onchange: () => { state.days[name] = field.value; changed(); } });
    return { name, field, element: h("div", { class: "field" }, h("label", { for: id }, say(`bill.day-${name}`)), field, h("p", { class: "hint", id: hintId }, say(`bill.day-${name}-hint`))) };
  });
  return {
    element: h("form", { class: "card form", "aria-label": say("bill.days"), onsubmit: (event) => event.preventDefault() },
      h("h2", {}, say("bill.days")),
      h("p", { class: "quiet" }, say("bill.days-lead")),
      h("div", { class: "grid two" }, ...fields.map((field) => field.element))),
    show(next) {
      state = next;
      for (const { name, field } of fields) field.value = state.days[name];
    },
  };
}

/** What came back, and who asks. */
export function backFields(changed: () => void): Fields {
  let state: State;
  const set = (edit: () => void): void => { edit(); changed(); };
  const reason = selectField(say("bill.reason"), "reason", REASONS.map((value) => [value, say(`bill.reason-${value}`)]), (value) => set(() => { state.back.reason = REASONS.find((known) => known === value) ?? "returned"; }));
  const who = selectField(say("bill.who"), "who", CLAIMANTS.map((value) => [value, say(`bill.who-${value}`)]), (value) => set(() => { state.back.who = CLAIMANTS.find((known) => known === value) ?? "buyer"; }));
  const paidTo = selectField(say("bill.paid-to"), "paid-to", [["", say("bill.not-said")], ...PAID_TO.map((value): [string, string] => [value, say(`bill.paid-to-${value}`)])], (value) => set(() => { state.back.paidTo = PAID_TO.find((known) => known === value) ?? ""; }));
  const carriage = selectField(say("form.carriage"), "back-carriage", [["", say("bill.not-said")], ["post", say("form.carriage-post")], ["express", say("form.carriage-express")]], (value) => set(() => { state.back.carriage = value === "post" || value === "express" ? value : ""; }));
  const to = combobox({ label: say("bill.to"), hint: say("form.country-hint"), name: "back-to", unknown: () => set(() => { state.back.to = ""; }), strict: true, noMatch: say("form.no-match"), options: countries, pick: (option) => set(() => { state.back.to = option.value; }) });
  const from = combobox({ label: say("bill.from"), hint: say("bill.from-hint"), name: "back-from", unknown: () => set(() => { state.back.from = ""; }), strict: true, noMatch: say("form.no-match"), options: countries, pick: (option) => set(() => { state.back.from = option.value; }) });
  const parcel = amountField(say("bill.parcel"), "parcel", (text) => set(() => {
    state.back.parcel = text;
    markOne(parcel.field, isAmount(text) ? undefined : say("bill.bad-amount"));
  }));
  const currency = selectField(say("form.currency"), "back-currency", [], (value) => set(() => { state.back.currency = value; }));
  return {
    element: h("form", { class: "card form", "aria-labelledby": "back-title", onsubmit: (event) => event.preventDefault() },
      h("h2", { id: "back-title" }, say("bill.back-title")),
      reason.element,
      h("div", { class: "grid two" }, to.element, from.element),
      who.element,
      paidTo.element,
      carriage.element,
      h("div", { class: "grid two" }, parcel.element, currency.element)),
    show(next) {
      state = next;
      const { back } = state;
      const label = (code: string): string => countries().find((country: Option) => country.value === code)?.label ?? code;
      reason.field.value = back.reason;
      who.field.value = back.who;
      paidTo.field.value = back.paidTo;
      carriage.field.value = back.carriage;
      to.show(label(back.to));
      from.show(label(back.from));
      parcel.field.value = back.parcel;
      markOne(parcel.field, isAmount(back.parcel) ? undefined : say("bill.bad-amount"));
      const codes = [...new Set(["EUR", "USD", "GBP", "CAD", "AUD", "NZD", "CHF", "NOK", "SEK", "JPY", "SGD", "INR", "KRW", "BRL", "TRY", back.currency])];
      currency.field.replaceChildren(...codes.map((code) => h("option", { value: code }, currencyName(code) ? `${code} · ${currencyName(code)}` : code)));
      currency.field.value = back.currency;
    },
  };
}

/** Whether a field that may stay empty can be read. */
const isAmount = (text: string): boolean => text.trim() === "" || typed(text) !== undefined;

function amountField(label: string, name: string, changed: (text: string) => void, hint = ""): Field<HTMLInputElement> {
  const [id, hintId] = [freshId(), freshId()];
  const field = h("input", { type: "text", id, name, inputmode: "decimal", autocomplete: "off", maxlength: 24, "aria-describedby": hint === "" ? undefined : hintId, oninput: () => changed(field.value) });
  return { field, element: h("div", { class: "field" }, h("label", { for: id }, label), field, hint !== "" && h("p", { class: "hint", id: hintId }, hint)) };
}

function selectField(label: string, name: string, options: readonly (readonly [string, string])[], changed: (value: string) => void): Field<HTMLSelectElement> {
  const id = freshId();
  const field = h("select", { id, name, onchange: () => changed(field.value) }, ...options.map(([value, text]) => h("option", { value }, text)));
  return { field, element: h("div", { class: "field" }, h("label", { for: id }, label), field) };
}
