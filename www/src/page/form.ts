// The form. It writes into the question as the reader types and never rebuilds the field that has the focus.
import type { Dutybound } from "../engine/index";
import { freshId, h } from "../dom";
import type { Product } from "../types";
import { currencyName, regionName, say, sayOf } from "../words";
import { choices, factField, factQuestion, registrationName } from "./answer/open";
import { type Combobox, type Option, combobox } from "./combobox";
import { MOST_LINES, pasted } from "./pasted";
import { chain, countries, currencies, destinations } from "./places";
import { type FieldProblem, focusFirstBad, mark } from "./problems";
import { CARRIAGES, type Question, type QuestionLine, TRANSACTIONS, emptyLine } from "./question";

/** Units that goods are often taxed by, offered before anything asks for them. */
const USUAL_UNITS = ["pair", "litre", "litre-alcohol"] as const;
/** Claims that are offered, and where. An unclaimed preference is never granted. */
const CLAIMS: readonly { claim: string; key: "form.claim-preference" | "form.claim-usmca"; to?: readonly string[] }[] = [
  { claim: "preference", key: "form.claim-preference" },
  { claim: "usmca", key: "form.claim-usmca", to: ["US", "CA"] },
];

export interface Form {
  readonly element: HTMLElement;
  /** Shows a question that came from elsewhere: a link, an example, an answer's own field. */
  show(question: Question): void;
  /** Marks the fields that cannot be read, each with what is wrong. */
  mark(problems: readonly FieldProblem[]): void;
  /** Puts the focus into the first field that is marked. Whether there is one. */
  focusFirstBad(): boolean;
}

/** `own` is for a form that stands alone: a button that asks, and one that empties it. */
export function form(dutybound: Dutybound, changed: () => void, own?: { readonly submitted: () => void; readonly emptied: () => void }): Form {
  let question: Question;
  let products: readonly Option[] = [];
  let byId = new Map<string, Product>();
  const productsFailed = h("p", { class: "hint problem", role: "status", hidden: true }, say("form.products-failed"));

  const loadProducts = async (): Promise<void> => {
    if (products.length > 0) return;
    await dutybound.products().then(
      (all) => {
        byId = new Map(all.map((product) => [product.id, product]));
        products = all.map((product) => ({ value: product.id, label: product.name, hint: `${product.material ? `${product.material} · ` : ""}${product.code}`, words: [...product.words, product.code] }));
        productsFailed.hidden = true;
      },
      () => { productsFailed.hidden = false; },
    );
  };

  const directory = (): ReturnType<Dutybound["directory"]> => dutybound.directory();
  const set = (edit: () => void): void => { edit(); changed(); };

  // Where from, where to, when
  const to: Combobox = combobox({
    label: say("form.to"), hint: say("form.place-hint"), name: "to", path: "to", unknown: () => set(() => { question.to = ""; }), strict: true, noMatch: say("form.no-match-place"), options: () => destinations(directory()),
    pick: (option) => set(() => {
      question.to = option.value;
      // What is known about a seller is known for the schemes of one destination only.
      question.registrations = undefined;
      question.postcode = "";
      postcodeField();
      sellerFields();
      followPlaces();
    }),
  });
  const from: Combobox = combobox({
    label: say("form.from"), hint: say("form.country-hint"), name: "from", path: "from", unknown: () => set(() => { question.from = ""; }), strict: true, noMatch: say("form.no-match"), options: countries,
    pick: (option) => set(() => { question.from = option.value; followPlaces(); }),
  });
  const day = input("date", say("form.day"), { hint: say("form.day-hint"), name: "day", path: "assessmentDate", min: "2000-01-01", max: "2099-12-31" }, (value) => set(() => { question.day = value; }));
  const currency = select(say("form.currency"), "currency", "currency", (value) => set(() => { question.currency = value; }));
  const carriage = select(say("form.carriage"), "carriage", "carriage", (value) => set(() => {
    question.carriage = CARRIAGES.find((known) => known === value) ?? "post";
  }));
  carriage.field.replaceChildren(...CARRIAGES.map((value) => h("option", { value }, say(`form.carriage-${value}`))));
  const freight = input("text", say("form.freight"), { hint: say("form.freight-hint"), name: "freight", path: "freight", inputmode: "decimal" }, (value) => set(() => { question.freight = value; }));
  const postcode = input("text", say("form.postcode"), { hint: say("form.postcode-hint"), name: "postcode", path: "postcode", maxlength: "12" }, (value) => set(() => { question.postcode = value; }));
  const grossWeight = input("text", say("form.gross-weight"), { name: "gross-weight", path: "grossWeight", inputmode: "decimal" }, (value) => set(() => { question.grossWeight = value; }));
  const insurance = input("text", say("form.insurance"), { name: "insurance", path: "insurance", inputmode: "decimal" }, (value) => set(() => { question.insurance = value; }));
  const kinds = h("fieldset", { class: "choice" });
  const seller = h("div", { class: "stack" });
  const lines = h("div", { class: "lines" });

  const kindFields = (): void => {
    const name = freshId();
    kinds.replaceChildren(
      h("legend", {}, say("form.transaction")),
      h("div", { class: "segs" }, ...TRANSACTIONS.map((value) => {
        const id = freshId();
        return h("span", { class: "seg" },
          h("input", { type: "radio", id, name, value, checked: question.transaction === value, onchange: () => set(() => { question.transaction = value; }) }),
          h("label", { for: id }, say(`form.transaction-${value}`)));
      })));
  };

  /** Only where some postcodes have law of their own. */
  const postcodeField = (): void => {
    const place = directory().places.find(({ code }) => code === question.to);
    postcode.element.hidden = !place || place.partsByPostcode.length === 0;
  };

  const sellerFields = (): void => {
    const places = chain(directory(), question.to);
    const schemes = directory().schemes.filter((scheme) => places.includes(scheme.place));
    const names = [...new Set(schemes.map((scheme) => scheme.registration))];
    seller.replaceChildren(
      ...names.map((registration) => {
        const value = question.registrations?.includes(registration) ?? undefined;
        return choices(`registration-${registration}`, say("form.registration", { name: registrationName(directory(), registration) }), value, (held) => set(() => {
          const others = (question.registrations ?? []).filter((other) => other !== registration);
          question.registrations = held === undefined ? (others.length > 0 ? others : undefined) : held ? [...others, registration] : others;
        }));
      }),
      checkbox(say("form.marketplace"), "marketplace", question.marketplace, (checked) => set(() => { question.marketplace = checked; })),
      checkbox(say("form.buyer-registered"), "buyer", question.buyer === "registered", (checked) => set(() => { question.buyer = checked ? "registered" : "private"; })),
    );
  };

  /** What a line shows of the places; its fields stay, since one of them may just have got the focus. */
  let following: readonly (() => void)[] = [];
  const followPlaces = (): void => { for (const follow of following) follow(); };

  const lineFields = (): void => {
    following = [];
    const open = [...lines.querySelectorAll("details")].map((details) => details.open);
    lines.replaceChildren(...question.lines.map((line, position) => lineField(line, position, open[position] ?? false)));
    tellLines();
  };

  const lineField = (line: QuestionLine, position: number, open: boolean): HTMLElement => {
    const at = (field: string): string => `lines[${position}].${field}`;
    const code = input("text", say("form.code"), { hint: say("form.code-hint"), name: "code", path: at("code"), inputmode: "numeric", maxlength: "14" }, (value) => set(() => { line.code = value; }));
    const product = combobox({
      label: say("form.product"), hint: say("form.product-hint"), name: "product", strict: false, noMatch: say("form.no-match-product"), options: () => products, focus: loadProducts,
      input: (text) => set(() => { line.description = text; }),
      pick: (option) => set(() => {
        line.description = option.label;
        line.code = byId.get(option.value)?.code ?? line.code;
        code.field.value = line.code;
      }),
    });
    product.show(line.description);
    product.element.querySelector("input")?.addEventListener("paste", (event) => {
      const read = pasted(event.clipboardData?.getData("text/plain") ?? "", countries());
      if (read.length === 0) return;
      event.preventDefault();
      set(() => {
        const isEmpty = line.description === "" && line.code === "" && line.unitPrice === "";
        const fit = read.slice(0, MOST_LINES - question.lines.length + (isEmpty ? 1 : 0));
        question.lines.splice(isEmpty ? position : position + 1, isEmpty ? 1 : 0, ...fit);
        lineFields();
        lines.querySelectorAll<HTMLInputElement>("input[name=product]")[isEmpty ? position : position + 1]?.focus();
        tellLines(say("form.pasted", { n: fit.length, all: read.length }));
      });
    });
    code.field.value = line.code;
    const quantity = input("text", say("form.quantity"), { name: "quantity", path: at("quantity"), inputmode: "decimal" }, (value) => set(() => { line.quantity = value; }));
    quantity.field.value = line.quantity;
    const price = input("text", say("form.price"), { name: "price", path: at("unitPrice"), inputmode: "decimal" }, (value) => set(() => { line.unitPrice = value; }));
    price.field.value = line.unitPrice;
    const origin = select(say("form.origin"), "origin", at("origin"), (value) => set(() => { line.origin = value; }));
    const same = h("option", { value: "" });
    origin.field.replaceChildren(same, ...countries().map((country) => h("option", { value: country.value }, country.label)));
    if (line.origin !== "" && !countries().some((country) => country.value === line.origin)) origin.field.append(h("option", { value: line.origin }, line.origin));
    origin.field.value = line.origin;

    const claimed = h("fieldset", { class: "choice" });
    const follow = (): void => {
      same.textContent = question.from ? say("form.origin-same-as", { country: regionName(question.from) ?? question.from }) : say("form.origin-same");
      const top = chain(directory(), question.to).at(-1) ?? "";
      const claims = CLAIMS.filter(({ claim, to }) => line.claims.includes(claim) || !to || to.includes(top)).map(({ claim, key }) => [claim, say(key)] as const);
      // Claimed elsewhere, in the answer or in a link: it is seen here, and can be taken back.
      const others = line.claims.filter((claimed) => !CLAIMS.some(({ claim }) => claim === claimed)).map((claim) => [claim, sayOf("claim", claim)] as const);
      claimed.replaceChildren(h("legend", {}, say("form.claims")), ...[...claims, ...others].map(([claim, label]) => checkbox(label, `claim-${claim}`, line.claims.includes(claim), (checked) => set(() => {
        line.claims = checked ? [...line.claims, claim] : line.claims.filter((other) => other !== claim);
      }))));
    };
    follow();
    following = [...following, follow];
    const units = [...new Set([...USUAL_UNITS, ...Object.keys(line.quantities)])];
    const weight = input("text", say("form.weight"), { name: "weight", path: at("netWeight"), inputmode: "decimal" }, (value) => set(() => { line.netWeight = value; }));
    weight.field.value = line.netWeight;
    const facts = Object.keys(line.facts);
    const more = h("details", { class: "more", open },
      h("summary", {}, say("form.more")),
      h("div", { class: "stack" },
        h("div", { class: "grid two" },
          weight.element,
          ...units.map((unit) => {
            const field = input("text", sayOf("unit", unit), { name: `quantity-${unit}`, path: at(`quantities.${unit}`), inputmode: "decimal" }, (value) => set(() => { line.quantities[unit] = value; }));
            field.field.value = line.quantities[unit] ?? "";
            return field.element;
          }),
          ...Object.keys(line.components).map((part) => {
            const field = input("text", say("form.component-of", { part: sayOf("component", part) }), { name: `component-${part}`, path: at(`components.${part}`), inputmode: "decimal" }, (value) => set(() => { line.components[part] = value; }));
            field.field.value = line.components[part] ?? "";
            return field.element;
          })),
        claimed,
        ...facts.map((fact) => factField(`fact-${position}-${fact}`, factQuestion(directory(), fact), undefined, line.facts[fact], (value) => set(() => {
          if (value === undefined) delete line.facts[fact];
          else line.facts[fact] = value;
        })))));
    if (facts.length > 0) more.open = true;

    const several = question.lines.length > 1;
    return h("fieldset", { class: "line" },
      h("legend", {}, say("form.line", { n: position + 1 })),
      several && h("button", { type: "button", class: "quiet-button remove", "aria-label": say("form.remove-line", { n: position + 1 }), onclick: () => set(() => {
        question.lines.splice(position, 1);
        lineFields();
        addLine.focus();
      }) }, "×"),
      product.element,
      h("div", { class: "grid line-grid" }, quantity.element, price.element, code.element),
      origin.element,
      more);
  };

  /** How many goods there are, where that is worth a word. */
  const told = h("p", { class: "hint", role: "status" });
  const tellLines = (what = ""): void => {
    const isFull = question.lines.length >= MOST_LINES;
    addLine.hidden = isFull;
    told.textContent = [what, isFull ? say("form.lines-full", { n: MOST_LINES }) : ""].filter((text) => text !== "").join(" ");
  };
  const addLine = h("button", { type: "button", class: "secondary", onclick: () => set(() => {
    question.lines.push(emptyLine());
    lineFields();
    lines.querySelector<HTMLInputElement>(".line:last-child input")?.focus();
  }) }, say("form.add-line"));

  const element = h("form", { class: "card form", "aria-labelledby": "form-title", onsubmit: (event) => { event.preventDefault(); own?.submitted(); } },
    h("div", { class: "form-head" },
      h("h2", { id: "form-title" }, say("form.title")),
      own !== undefined && h("button", { type: "button", class: "text-button", onclick: () => { own.emptied(); to.element.querySelector("input")?.focus(); } }, say("form.empty"))),
    h("div", { class: "grid two" }, to.element, from.element),
    postcode.element,
    h("div", { class: "grid two" }, carriage.element, day.element),
    h("div", { class: "grid pair" }, currency.element, freight.element),
    kinds,
    h("h3", {}, say("form.goods")),
    productsFailed,
    lines,
    addLine,
    told,
    h("details", { class: "more parcel" }, h("summary", {}, say("form.more-parcel")), h("div", { class: "stack" }, seller, h("div", { class: "grid two" }, insurance.element, grossWeight.element))),
    own !== undefined && h("button", { type: "submit", class: "primary" }, say("form.submit")));

  return {
    element,
    mark: (problems) => mark(element, problems),
    focusFirstBad: () => focusFirstBad(element),
    show(next) {
      question = next;
      to.show(destinations(directory()).find((option) => option.value === question.to)?.label ?? question.to);
      from.show(regionName(question.from) ?? question.from);
      day.field.value = question.day;
      currency.field.replaceChildren(...currencies(directory(), question.currency).map((code) => h("option", { value: code }, currencyName(code) ? `${code} · ${currencyName(code)}` : code)));
      currency.field.value = question.currency;
      carriage.field.value = question.carriage;
      freight.field.value = question.freight;
      insurance.field.value = question.insurance;
      grossWeight.field.value = question.grossWeight;
      postcode.field.value = question.postcode;
      postcodeField();
      kindFields();
      sellerFields();
      lineFields();
    },
  };
}

interface Field<T> {
  readonly element: HTMLElement;
  readonly field: T;
}

function input(type: "text" | "date", label: string, { hint, path, ...attributes }: { hint?: string; name: string; path: string } & Record<string, string>, changed: (value: string) => void): Field<HTMLInputElement> {
  const [id, hintId] = [freshId(), freshId()];
  const field = h("input", { id, type, autocomplete: "off", maxlength: type === "text" ? 40 : undefined, ...attributes, "data-path": path, "aria-describedby": hint ? hintId : undefined, oninput: () => changed(field.value) });
  return { field, element: h("div", { class: "field" }, h("label", { for: id }, label), field, hint ? h("p", { class: "hint", id: hintId }, hint) : null) };
}

function select(label: string, name: string, path: string, changed: (value: string) => void): Field<HTMLSelectElement> {
  const id = freshId();
  const field = h("select", { id, name, "data-path": path, onchange: () => changed(field.value) });
  return { field, element: h("div", { class: "field" }, h("label", { for: id }, label), field) };
}

function checkbox(label: string, name: string, checked: boolean, changed: (checked: boolean) => void): HTMLElement {
  const id = freshId();
  const field = h("input", { type: "checkbox", id, name, checked, onchange: () => changed(field.checked) });
  return h("div", { class: "check" }, field, h("label", { for: id }, label));
}
