// The form of a parcel's record. Each field writes to its own path; sections that are rarely needed stay folded.
import { freshId, h } from "../dom";
import { type Option, combobox } from "../page/combobox";
import { countries } from "../page/places";
import { type FieldProblem, mark } from "../page/problems";
import { type Key, currencyName, say } from "../words";
import { type Draft, NATURES, list, read, readText, total, write } from "./record";

/** Kinds of number that each list offers. */
const KINDS = {
  sellerReferences: ["eori", "gb-vat", "vat", "gst", "other"],
  consigneeIds: ["cpf", "cnpj", "pccc", "rfc", "curp", "tckn", "tr-tax", "eori", "ein", "ssn", "us-importer", "nik", "npwp", "cuit", "dni", "ruc", "uy-id", "cn-id", "aadhaar", "pan", "gstin", "emirates-id", "sa-id", "short-address", "passport", "other"],
  documents: ["invoice", "licence", "certificate", "entry", "prior-notice", "imei", "un38.3", "other"],
  fiscalReference: ["ioss", "voec", "arn", "abn", "nz-gst", "sg-gst"],
} as const;
const CURRENCIES = ["EUR", "USD", "GBP", "CNY", "JPY", "CAD", "AUD", "CHF", "INR", "KES", "KRW", "NOK", "NZD", "SGD"];

export interface FieldName {
  /** Empty for what stands by itself. */
  readonly group: string;
  readonly field: string;
}

export interface ParcelForm {
  readonly element: HTMLElement;
  show(draft: Draft): void;
  /** Puts the focus into the field of a path, unfolding what hides it. */
  focus(path: string): void;
  /** What the form calls the field of a path, and the part of the form that it stands in. */
  nameOf(path: string): FieldName;
  /** Marks the fields that cannot be read, each with what is wrong. */
  mark(problems: readonly FieldProblem[]): void;
}

export function parcelForm(changed: () => void): ParcelForm {
  let draft: Draft;
  const element = h("form", { class: "card form", "aria-labelledby": "form-title", onsubmit: (event) => event.preventDefault() });

  const set = (path: string, value: string | boolean): void => {
    write(draft, path, value);
    changed();
  };
  const field = (path: string, key: Key, more: Readonly<Record<string, string>> = {}): HTMLElement => {
    const id = freshId();
    const input = h("input", { type: "text", autocomplete: "off", maxlength: 2000, ...more, id, "data-path": path, value: readText(draft, path), oninput: () => set(path, input.value) });
    return h("div", { class: "field" }, h("label", { for: id }, say(key)), input);
  };
  const amount = (path: string, key: Key): HTMLElement => field(path, key, { inputmode: "decimal", maxlength: "24" });
  const select = (path: string, key: Key, options: readonly (readonly [string, string])[]): HTMLElement => {
    const id = freshId();
    const input = h("select", { id, "data-path": path, onchange: () => set(path, input.value) }, ...options.map(([value, label]) => h("option", { value }, label)));
    input.value = readText(draft, path);
    return h("div", { class: "field" }, h("label", { for: id }, say(key)), input);
  };
  const country = (path: string, key: Key, picked: () => void = () => undefined): HTMLElement => {
    const pick = (option: Option): void => { set(path, option.value); picked(); };
    const box = combobox({ label: say(key), name: path, path, unknown: () => set(path, ""), strict: true, noMatch: say("form.no-match"), options: countries, pick });
    const code = readText(draft, path);
    box.show(countries().find((one) => one.value === code)?.label ?? code);
    return box.element;
  };
  const yesNo = (path: string, key: Key): HTMLElement => {
    const id = freshId();
    const input = h("select", { id, "data-path": path, onchange: () => {
      if (input.value === "") write(draft, path, null);
      else write(draft, path, input.value === "yes");
      changed();
    } }, h("option", { value: "" }, say("common.not-said")), h("option", { value: "yes" }, say("parcel.yes")), h("option", { value: "no" }, say("parcel.no")));
    const held = read(draft, path);
    input.value = held === true ? "yes" : held === false ? "no" : "";
    return h("div", { class: "field" }, h("label", { for: id }, say(key)), input);
  };
  const party = (path: string): HTMLElement[] => [
    field(`${path}.name`, "parcel.name"),
    field(`${path}.street`, "parcel.street"),
    h("div", { class: "grid two" }, field(`${path}.postcode`, "parcel.postcode"), field(`${path}.city`, "parcel.city")),
    h("div", { class: "grid two" }, field(`${path}.region`, "parcel.region"), country(`${path}.country`, "parcel.country")),
    h("div", { class: "grid two" }, field(`${path}.phone`, "parcel.phone", { inputmode: "tel" }), field(`${path}.email`, "parcel.email", { inputmode: "email" })),
  ];
  const kindName = (kind: string): string => say(`parcel.kind-${kind}` as Key);
  const reference = (path: string, kinds: readonly string[], remove?: () => void): HTMLElement => {
    const options = ["", ...kinds].map((kind) => [kind, kind === "" ? say("parcel.choose-kind") : kindName(kind)] as const);
    const held = readText(draft, `${path}.kind`);
    if (held !== "" && !kinds.includes(held)) options.push([held, held]);
    return h("div", { class: "reference" },
      select(`${path}.kind`, "parcel.kind", options),
      field(`${path}.number`, "parcel.number", { maxlength: "60" }),
      remove ? h("button", { type: "button", class: "quiet-button", "aria-label": say("parcel.remove"), onclick: remove }, "×") : null);
  };
  const references = (path: "sellerReferences" | "consigneeIds" | "documents", key: Key): HTMLElement => {
    const all = list(draft, path);
    const change = (next: typeof all): void => {
      write(draft, path, next);
      changed();
      show(draft);
    };
    return h("fieldset", { class: "references", "data-path": path },
      h("legend", {}, say(key)),
      ...all.map((_, nth) => reference(`${path}[${nth}]`, KINDS[path], () => change(all.filter((_, other) => other !== nth)))),
      h("button", { type: "button", class: "secondary", onclick: () => { change([...all, { kind: "", number: "" }]); } }, say("parcel.add-number")));
  };
  const section = (name: string, key: Key, open: boolean, ...content: HTMLElement[]): HTMLElement =>
    h("details", { class: "more", "data-section": name, open: open || opened.has(name) }, h("summary", {}, say(key)), h("div", { class: "stack" }, ...content));
  /** Sections the reader has unfolded stay so when the form is built again. */
  const opened = new Set<string>();

  const line = (nth: number, all: readonly unknown[]): HTMLElement => {
    const path = `lines[${nth}]`;
    return h("fieldset", { class: "line" },
      h("legend", {}, say("parcel.line", { n: nth + 1 })),
      all.length > 1 ? h("button", { type: "button", class: "quiet-button remove", "aria-label": say("parcel.remove-line", { n: nth + 1 }), onclick: () => {
        write(draft, "lines", list(draft, "lines").filter((_, other) => other !== nth));
        changed();
        show(draft);
      } }, "×") : null,
      field(`${path}.description`, "parcel.description"),
      h("div", { class: "grid two" }, field(`${path}.code`, "parcel.code", { inputmode: "numeric", maxlength: "20" }), country(`${path}.origin`, "parcel.origin")),
      h("div", { class: "grid two" }, amount(`${path}.quantity`, "parcel.quantity"), amount(`${path}.netWeight`, "parcel.net-weight")),
      amount(`${path}.value`, "parcel.line-value"),
      section(`line-${nth}`, "parcel.line-more", false,
        h("div", { class: "grid two" }, field(`${path}.unit`, "parcel.unit"), yesNo(`${path}.taxPaid`, "parcel.tax-paid")),
        h("div", { class: "grid two" }, field(`${path}.gtin`, "parcel.gtin", { inputmode: "numeric" }), field(`${path}.sku`, "parcel.sku")),
        field(`${path}.maker`, "parcel.maker"), field(`${path}.responsible`, "parcel.responsible"), field(`${path}.certificate`, "parcel.certificate")));
  };

  const show = (next: Draft): void => {
    for (const details of element.querySelectorAll<HTMLDetailsElement>("details[data-section]")) {
      const name = details.dataset["section"] ?? "";
      if (details.open) opened.add(name);
      else opened.delete(name);
    }
    draft = next;
    const lines = list(draft, "lines");
    const sum = h("button", { type: "button", class: "secondary", onclick: () => {
      const value = total(draft);
      if (value !== undefined) { set("intrinsicValue", value); show(draft); }
    } }, say("parcel.sum"));
    const currencies = [...new Set([...CURRENCIES, readText(draft, "currency")])].filter((code) => code !== "");
    element.replaceChildren(
      h("h2", { id: "form-title" }, say("parcel.form-title")),
      h("div", { class: "grid two" }, country("to", "parcel.to"), country("from", "parcel.from")),
      h("div", { class: "grid two" },
        select("carriage", "form.carriage", [["post", say("form.carriage-post")], ["express", say("form.carriage-express")]]),
        field("on", "parcel.on", { type: "date" })),
      h("div", { class: "grid two" },
        select("transaction", "parcel.transaction", [["", say("common.not-said")], ...NATURES.map((nature) => [nature, say(`parcel.nature-${nature}`)] as const)]),
        select("currency", "form.currency", currencies.map((code) => [code, currencyName(code) ? `${code} · ${currencyName(code)}` : code] as const))),
      h("div", { class: "lines" }, ...lines.map((_, nth) => line(nth, lines))),
      h("button", { type: "button", class: "secondary", onclick: () => { write(draft, "lines", [...lines, {}]); changed(); show(draft); } }, say("parcel.add-line")),
      section("whole", "parcel.section-whole", true,
        h("div", { class: "with-button" }, amount("intrinsicValue", "parcel.intrinsic-value"), sum),
        h("div", { class: "grid two" }, amount("grossWeight", "parcel.gross-weight"), amount("packages", "parcel.packages")),
        h("div", { class: "grid two" }, amount("transportCost", "parcel.transport-cost"), field("itemId", "parcel.item-id", { maxlength: "40" }))),
      section("seller", "parcel.section-seller", false, ...party("seller"), references("sellerReferences", "parcel.seller-references"),
        h("fieldset", { class: "references", "data-path": "fiscalReference" }, h("legend", {}, say("parcel.fiscal-reference")), reference("fiscalReference", KINDS.fiscalReference))),
      section("consignee", "parcel.section-consignee", false, ...party("consignee"), yesNo("consignee.business", "parcel.business"), references("consigneeIds", "parcel.consignee-ids")),
      section("papers", "parcel.section-papers", false, references("documents", "parcel.documents"),
        select("nonDelivery", "parcel.non-delivery", [["", say("common.not-said")], ["return", say("parcel.non-delivery-return")], ["abandon", say("parcel.non-delivery-abandon")]]),
        field("comments", "parcel.comments"),
        h("div", { class: "grid two" }, field("posting.on", "parcel.posting-on", { type: "date" }), field("posting.at", "parcel.posting-at")),
        field("posting.signedBy", "parcel.signed-by")),
      section("others", "parcel.section-others", false,
        h("div", { class: "grid two" }, field("order", "parcel.order"), field("consignmentReference", "parcel.consignment-reference")),
        field("transportDocument", "parcel.transport-document"),
        h("div", { class: "grid two" }, field("marketplace.name", "parcel.marketplace"), field("marketplace.url", "parcel.marketplace-url")),
        h("div", { class: "grid two" }, field("declarant.name", "parcel.declarant"), field("declarant.number", "parcel.declarant-number")),
        field("procedures[0]", "parcel.procedure"),
        h("h3", {}, say("parcel.shipper")), ...party("shipper"),
        h("h3", {}, say("parcel.buyer")), field("buyer.name", "parcel.name"),
        h("h3", {}, say("parcel.deliver-to")), ...party("deliverTo")));
  };

  const find = (path: string): HTMLElement | null => {
    const tidy = path.replace(/: .*$/, "");
    return element.querySelector<HTMLElement>(`[data-path="${CSS.escape(tidy)}"], [data-path="${CSS.escape(`${tidy}.number`)}"]`);
  };

  return {
    element,
    show,
    mark: (problems) => mark(element, problems),
    nameOf(path) {
      const found = find(path);
      const text = (of: Element | null | undefined): string => of?.textContent ?? "";
      if (!found) return { group: "", field: path };
      if (found.matches("fieldset")) return { group: "", field: text(found.querySelector("legend")) };
      const outer = found.closest("fieldset.references, fieldset.line") ?? found.closest("details");
      const isWhole = outer?.matches("[data-section=whole]") ?? true;
      return { group: isWhole ? "" : text(outer?.querySelector("legend, summary")), field: text(found.closest(".field")?.querySelector("label")) };
    },
    focus(path) {
      const found = find(path);
      const target = found?.matches("fieldset") ? (found.querySelector<HTMLElement>("input, button:last-child") ?? found) : found;
      for (let at: Element | null | undefined = target; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
      target?.focus();
      target?.scrollIntoView({ block: "center" });
    },
  };
}
