// The form about the seller. It writes into the sale as the reader types.
import { freshId, h } from "../dom";
import { type Combobox, type Option, combobox } from "../page/combobox";
import { countries } from "../page/places";
import { markOne } from "../page/problems";
import { currencyName, say } from "../words";
import { CARRIAGES, type SaleForm, unreadable } from "./sale";
import { SELLING, type Tables } from "./types";

/** Kinds of goods that small firms send, and the codes that stand for them: enough for rules by chapter and heading. */
const GOODS = [
  ["bags", "4202"], ["clothing", "62"], ["knitwear", "61"], ["home-textiles", "63"], ["shoes", "64"], ["jewellery", "7117"], ["precious", "7113"], ["toys", "9503"], ["cosmetics", "3304"], ["soap", "3401"],
  ["candles", "3406"], ["electrical", "8516"], ["radio", "8517"], ["batteries", "8507"], ["furniture", "9403"], ["wood", "4420"], ["ceramics", "6912"], ["pottery", "6913"], ["books", "4901"], ["art", "9701"], ["coffee", "0901"], ["tea", "0902"],
  ["food", "2106"], ["supplements", "210690"], ["plants", "0602"], ["medical", "9018"],
] as const;

export interface SellerForm {
  readonly element: HTMLElement;
  show(sale: SaleForm): void;
}

export function sellerForm(tables: Tables, name: (place: string) => string, changed: () => void): SellerForm {
  let sale: SaleForm;
  const set = (edit: () => void): void => {
    edit();
    changed();
    complain();
  };

  const seller = combobox({ label: say("seller.established"), hint: say("form.country-hint"), name: "seller", unknown: () => set(() => { sale.seller = ""; }), strict: true, noMatch: say("form.no-match"), options: countries, pick: (option) => set(() => { sale.seller = option.value; }) });
  const from = combobox({ label: say("seller.sent-from"), hint: say("seller.sent-from-hint"), name: "from", unknown: () => set(() => { sale.from = ""; }), strict: true, noMatch: say("form.no-match"), options: countries, pick: (option) => set(() => { sale.from = option.value; }) });
  const to: Combobox = combobox({ label: say("seller.to"), hint: say("seller.to-hint"), name: "to", unknown: () => undefined, strict: true, noMatch: say("form.no-match"), options: () => places(tables, name).filter((place) => !sale.to.includes(place.value)), pick: (option) => set(() => {
    sale.to.push(option.value);
    // The others stay: one of them may just have got the focus.
    chosen.append(destination(option.value));
    salesHint.hidden = false;
    // The field is ready for the next one.
    setTimeout(() => to.show(""), 0);
  }) });
  const world = amountField(say("seller.sales-world"), "sales-world", (text) => set(() => { sale.salesWorld = text; }));
  const parcel = amountField(say("seller.parcel"), "parcel", (text) => set(() => { sale.parcel = text; }), say("seller.parcel-hint"));
  const currency = selectField(say("seller.currency"), "currency", (value) => set(() => { sale.currency = value; }));
  const carriage = selectField(say("form.carriage"), "carriage", (value) => set(() => { sale.carriage = CARRIAGES.find((known) => known === value) ?? ""; }));
  carriage.field.replaceChildren(h("option", { value: "" }, say("common.not-said")), ...CARRIAGES.map((value) => h("option", { value }, say(`form.carriage-${value}`))));
  const dayId = freshId();
  const dayField = h("input", { type: "date", id: dayId, name: "day", min: "2020-01-01", max: "2099-12-31", onchange: () => { if (dayField.value !== "") set(() => { sale.day = dayField.value; }); } });
  const ways = h("fieldset", { class: "choice" });
  const chosen = h("ul", { class: "chosen plain" });
  const salesHint = h("p", { class: "hint" }, say("seller.sales-hint"));
  const goods = h("ul", { class: "chips plain" });

  const waysField = (): void => {
    const group = freshId();
    ways.replaceChildren(h("legend", {}, say("seller.selling")), h("div", { class: "segs" }, ...SELLING.map((value) => {
      const id = freshId();
      return h("span", { class: "seg" },
        h("input", { type: "radio", id, name: group, value, checked: sale.selling === value, onchange: () => set(() => { sale.selling = value; }) }),
        h("label", { for: id }, say(`seller.selling-${value}`)));
    })));
  };

  const destination = (place: string): HTMLElement => {
    const field = amountField(say("seller.sales-there", { place: name(place) }), `sales-${place}`, (text) => set(() => { sale.salesThere[place] = text; }));
    field.field.value = sale.salesThere[place] ?? "";
    return h("li", { class: "chosen-place" }, field.element, h("button", { type: "button", class: "quiet-button", "aria-label": say("seller.remove", { what: name(place) }), onclick: () => set(() => {
      sale.to = sale.to.filter((other) => other !== place);
      delete sale.salesThere[place];
      destinations();
      to.element.querySelector("input")?.focus();
    }) }, "×"));
  };
  const destinations = (): void => {
    salesHint.hidden = sale.to.length === 0;
    chosen.replaceChildren(...sale.to.map(destination));
  };

  const goodsField = (): void => {
    goods.replaceChildren(...sale.goods.map((code) => {
      const known = GOODS.find(([, of]) => of === code);
      const label = known ? `${say(`seller.goods-${known[0]}`)} (${code})` : code;
      return h("li", { class: "picked" }, h("span", {}, label), h("button", { type: "button", class: "quiet-button", "aria-label": say("seller.remove", { what: label }), onclick: () => set(() => {
        sale.goods = sale.goods.filter((other) => other !== code);
        goodsField();
        kind.field.focus();
      }) }, "×"));
    }));
  };
  const add = (code: string): void => {
    if (!/^\d{2,10}$/.test(code) || sale.goods.includes(code) || sale.goods.length >= 60) return;
    set(() => { sale.goods.push(code); });
    goodsField();
  };
  const kind = selectField(say("seller.goods"), "goods", (value) => {
    add(value);
    kind.field.value = "";
  });
  kind.field.replaceChildren(h("option", { value: "" }, say("seller.goods-choose")), ...GOODS.map(([word, code]) => h("option", { value: code }, `${say(`seller.goods-${word}`)} (${code})`)));
  const codeId = freshId();
  const code = h("input", { type: "text", id: codeId, name: "code", inputmode: "numeric", autocomplete: "off", maxlength: 14, onkeydown: (event) => { if ((event as KeyboardEvent).key === "Enter") { event.preventDefault(); take(); } } });
  const take = (): void => {
    add(code.value.replace(/\D/g, ""));
    code.value = "";
  };

  const complain = (): void => {
    const bad = unreadable(sale);
    const amounts = [["world", world.field], ["parcel", parcel.field], ...[...chosen.querySelectorAll("input")].map((field) => [field.name.replace("sales-", ""), field] as const)] as const;
    for (const [name, field] of amounts) markOne(field, bad.includes(name) ? say("seller.bad-amount") : undefined);
  };

  const element = h("form", { class: "card form", "aria-labelledby": "form-title", onsubmit: (event) => event.preventDefault() },
    h("h2", { id: "form-title" }, say("seller.form-title")),
    seller.element,
    ways,
    to.element,
    salesHint,
    chosen,
    h("div", { class: "grid two" }, kind.element, h("div", { class: "field" }, h("label", { for: codeId }, say("seller.code")), h("div", { class: "with-button" }, code, h("button", { type: "button", class: "secondary", onclick: take }, say("seller.add"))))),
    goods,
    h("div", { class: "grid two" }, world.element, currency.element),
    h("div", { class: "grid two" }, parcel.element, carriage.element),
    h("details", { class: "more" }, h("summary", {}, say("seller.more")), h("div", { class: "stack" }, from.element, h("div", { class: "field" }, h("label", { for: dayId }, say("form.day")), dayField))));

  return {
    element,
    show(next) {
      sale = next;
      const label = (code: string): string => countries().find((country) => country.value === code)?.label ?? code;
      seller.show(label(sale.seller));
      from.show(label(sale.from));
      to.show("");
      world.field.value = sale.salesWorld;
      parcel.field.value = sale.parcel;
      const known = [...new Set(["EUR", "USD", "GBP", sale.currency, ...Object.keys(tables.rates.perEuro).sort()])];
      currency.field.replaceChildren(...known.map((code) => h("option", { value: code }, currencyName(code) ? `${code} · ${currencyName(code)}` : code)));
      currency.field.value = sale.currency;
      carriage.field.value = sale.carriage;
      dayField.value = sale.day;
      waysField();
      destinations();
      goodsField();
      complain();
    },
  };
}

/** Countries, and parts of some that have obligations of their own. */
function places(tables: Tables, name: (place: string) => string): readonly Option[] {
  const known = countries();
  const parts = [...new Set(tables.rows.flatMap((row) => (row.place !== null && row.kind !== "export" ? [row.place] : [])))].filter((place) => place !== "EU" && !known.some((country) => country.value === place));
  return [...known, ...parts.map((place) => ({ value: place, label: name(place), hint: place }))];
}

interface Field<T> {
  readonly element: HTMLElement;
  readonly field: T;
}

function amountField(label: string, name: string, changed: (text: string) => void, hint?: string): Field<HTMLInputElement> {
  const [id, hintId] = [freshId(), freshId()];
  const field = h("input", { type: "text", id, name, inputmode: "decimal", autocomplete: "off", maxlength: 24, "aria-describedby": hint ? hintId : undefined, oninput: () => changed(field.value) });
  return { field, element: h("div", { class: "field" }, h("label", { for: id }, label), field, hint ? h("p", { class: "hint", id: hintId }, hint) : null) };
}

function selectField(label: string, name: string, changed: (value: string) => void): Field<HTMLSelectElement> {
  const id = freshId();
  const field = h("select", { id, name, onchange: () => changed(field.value) });
  return { field, element: h("div", { class: "field" }, h("label", { for: id }, label), field) };
}
