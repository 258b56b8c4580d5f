// What is open and what was taken for granted, with the field that settles it right there.
import { focusIn, freshId, h, source } from "../../dom";
import type { Need, NotCovered, Problem } from "../../types";
import { count, day, figure, hasWord, list, money, regionName, say, sayOf } from "../../words";
import { asSentence, fieldProblems } from "../problems";
import type { Question } from "../question";
import { type Answered, itemName, linesOf, lineName } from "./amount";
import { rateWords } from "./rate";
import { whichAnswer, whichLine } from "./which";

type Change = Answered["change"];

/** A weight of something within the goods, by which foods and ores are taxed. */
const CONTENT = /^quantity:(kg\[(.+)\])$/;

/** `held` is the key of a field that somebody is typing in: it stays, even when half a figure settled its question. */
export function needs(answered: Answered, held?: string): HTMLElement | null {
  const ofWarnings = new Set(answered.factsOfWarnings.map(({ need }) => need));
  const open = answered.quote.needs.filter((need) => !ofWarnings.has(need) && need.code !== "postcode");
  const fields = withHeld(questions(answered, open), held);
  if (fields.length === 0) return null;
  // What no answer settles is told without promising that one would.
  const settles = held !== undefined || open.some(isQuestion);
  return h(
    "section",
    { class: "card needs", "aria-labelledby": "needs-title" },
    h("h2", { id: "needs-title" }, say(settles ? "needs.title" : "needs.title-open")),
    settles && h("p", { class: "quiet" }, say("needs.lead")),
    ...fields,
  );
}

/** A field for each open question; what goods are made of is asked in one place. What two charges ask for is asked once. */
export function questions(answered: Answered, needs: readonly Need[], isShort = false): HTMLElement[] {
  const open = needs.filter((need, i) => !isQuestion(need) || needs.findIndex(({ code, item }) => code === need.code && item === need.item) === i);
  const isContent = ({ code }: Need): boolean => CONTENT.test(code);
  const items = [...new Set(open.filter(isContent).map(({ item }) => item))];
  return [
    ...open.filter((need) => !isContent(need)).flatMap((need) => needField(answered, need, isShort) ?? []),
    ...items.map((item) => contents(answered, open.filter((need) => isContent(need) && need.item === item))),
  ];
}

/** The key of the field that somebody is typing in, within a place whose content is about to change. */
export function beingTyped(place: Element): string | undefined {
  const active = focusIn(place);
  return active instanceof HTMLInputElement && active.type === "text" && active.closest(".field") ? active.dataset["key"] : undefined;
}

/** The fields, and a place for the one that somebody is typing in where it is not among them. */
export function withHeld(fields: readonly HTMLElement[], held: string | undefined): readonly HTMLElement[] {
  const isThere = fields.some((field) => [...field.querySelectorAll<HTMLElement>("[data-key]")].some((element) => element.dataset["key"] === held));
  return held === undefined || isThere ? fields : [h("div", { "data-held": held }), ...fields];
}

/** Shows the answer anew when a field is left that only stood there because somebody was typing in it. */
export function whenLeft(place: Element, showAgain: () => void): void {
  place.addEventListener("focusout", ({ target }) => {
    if (!(target instanceof Element && target.closest("[data-held]"))) return;
    // Not before the focus has arrived where it goes: new content takes the field out and puts it back, and nobody left it.
    setTimeout(() => {
      const hold = place.querySelector("[data-held]");
      if (hold && !hold.contains(focusIn(place))) showAgain();
    });
  });
}

/** Needs that an answer of the reader's can settle. */
export const isQuestion = ({ code }: Need): boolean => /^(code$|weight$|part$|(quantity|component|fact|rate):)/.test(code);

/** `isShort`: for a reader who knows the goods and no tariff. */
function needField(answered: Answered, need: Need, isShort: boolean): HTMLElement | null {
  const { quote, question, change } = answered;
  const [, kind = need.code, of = ""] = /^([a-z]+):(.*)$/s.exec(need.code) ?? [];
  const goods = itemName(answered, need.item);
  const positions = linesOf(answered, need.item);
  const eachLine = (edit: (line: Question["lines"][number]) => void): void => {
    change((question) => positions.forEach((position) => question.lines[position] && edit(question.lines[position])));
  };
  const key = `need-${need.code}-${need.item ?? "all"}`;
  switch (kind) {
    case "code": {
      const goodsItem = need.item === null ? undefined : quote.items[need.item];
      const has = positions.some((position) => question.lines[position]?.code !== "");
      const hint = has ? count("needs.code-hint", Math.max(goodsItem?.candidates ?? 0, 1)) : say("needs.code-none");
      const fill = (code: string): void => eachLine((line) => { line.code = code; });
      const asked = goodsItem?.choice && whichAnswer(key, goodsItem.choice, quote.currency, fill, isShort && question.lines.length > 1 ? goods : undefined);
      if (isShort && asked) return asked;
      const field = textField(key, linePath(positions[0] ?? 0, "code"), say("needs.code", { goods }), hint, question.lines[positions[0] ?? 0]?.code ?? "", "numeric", fill);
      return h("div", { class: "stack" }, field, !isShort && goodsItem?.choice && whichLine(key, goodsItem.choice, quote.currency, goodsItem.code, fill, tariffOf(answered, need.item)));
    }
    case "quantity":
      // The quantity is of a whole line, so each line of the item is asked for its own.
      return h("div", {}, ...positions.map((position) =>
        textField(
          `${key}-${position}`, linePath(position, of === "kg" ? "netWeight" : `quantities.${of}`),
          say(of === "kg" ? "needs.net-weight" : "needs.quantity", { unit: sayOf("unit", of), goods: lineName(question.lines[position], position) }), undefined,
          of === "kg" ? (question.lines[position]?.netWeight ?? "") : (question.lines[position]?.quantities[of] ?? ""), "decimal",
          (text) => change((question) => {
            const line = question.lines[position];
            if (!line) return;
            if (of === "kg") line.netWeight = text;
            else line.quantities[of] = text;
          }),
        ),
      ));
    case "component":
      return textField(key, linePath(positions[0] ?? 0, `components.${of}`), say("needs.component", { part: sayOf("component", of), goods }), undefined, question.lines[positions[0] ?? 0]?.components[of] ?? "", "decimal",
        (text) => eachLine((line) => { line.components[of] = text; }));
    case "fact":
      return factField(key, factQuestion(answered.directory, of), goods, undefined, (value) => eachLine((line) => { if (value !== undefined) line.facts[of] = value; }));
    case "rate":
      return rateField(change, question, of, quote.currency);
    case "technical":
      return h("p", { class: "need-text" }, say("needs.technical", { goods, why: of }));
    case "part": {
      const parts = answered.directory.places.filter((place) => place.within === quote.to && place.destination).map((place) => place.code);
      return partField(parts, answered.directory, change);
    }
    case "weight":
      return textField(key, "grossWeight", say("needs.weight"), undefined, question.grossWeight, "decimal", (text) => change((question) => { question.grossWeight = text; }));
    case "unconfirmed":
      return h("p", { class: "need-text" }, say("needs.unconfirmed", { relief: (need.measure && answered.measure(need.measure)?.title) ?? "" }));
    case "line":
      return h("p", { class: "need-text" }, say("needs.line", { goods, charge: quote.charges.find((charge) => charge.measure === need.measure && charge.item === need.item)?.name ?? say("kind.duty") }));
    case "season":
      return h("p", { class: "need-text" }, say("needs.season", { goods }));
    default:
      return h("p", { class: "need-text" }, say("needs.other", { code: need.code, goods }));
  }
}

/** The tariff that rates these goods, by which its lines can be read. */
function tariffOf({ quote, directory }: Answered, item: number | null): HTMLElement | null {
  const of = quote.charges.flatMap(({ item: other, working }) => (other === item && "schedule" in working ? [working.schedule] : []))[0];
  const schedule = directory.schedules.find(({ id }) => id === of);
  return schedule ? source(schedule.url, schedule.title) : null;
}

/** What goods are made of, asked once for each line: every part in kilograms. */
function contents(answered: Answered, asked: readonly Need[]): HTMLElement {
  const { question, change } = answered;
  const item = asked[0]?.item ?? null;
  return h("div", { class: "stack" }, ...linesOf(answered, item).map((position) => {
    const line = question.lines[position];
    const hintId = freshId();
    return h("fieldset", { class: "contents", "aria-describedby": hintId },
      h("legend", {}, say("needs.contents", { goods: lineName(line, position) })),
      h("p", { class: "hint", id: hintId }, say("needs.contents-hint")),
      h("div", { class: "grid two" }, ...asked.map(({ code }) => {
        const [, unit = "", part = ""] = CONTENT.exec(code) ?? [];
        return textField(`need-${code}-${item ?? "all"}-${position}`, linePath(position, `quantities.${unit}`), say("needs.content", { part: sayOf("content", part) }), undefined, line?.quantities[unit] ?? "", "decimal",
          (text) => change((question) => { const line = question.lines[position]; if (line) line.quantities[unit] = text; }));
      })));
  }));
}

/** The question behind a fact, as the tables ask it. */
export function factQuestion(directory: Answered["directory"], fact: string): string {
  return directory.facts.find(({ name }) => name === fact)?.question ?? `${sayOf("fact", fact)}?`;
}

/** A fact about goods, in three states; `undefined` is not known. */
export function factField(key: string, question: string, goods: string | undefined, value: boolean | undefined, set: (value: boolean | undefined) => void): HTMLElement {
  return choices(key, goods === undefined ? question : `${goods}: ${question}`, value, set, value === undefined && goods !== undefined);
}

/** Yes, no, or not known. */
export function choices(key: string, legend: string, value: boolean | undefined, set: (value: boolean | undefined) => void, hideUnknown = false): HTMLElement {
  const name = freshId();
  const option = (choice: boolean | undefined, label: string): HTMLElement => {
    const id = freshId();
    return h("span", { class: "seg" },
      h("input", { type: "radio", id, name, checked: !hideUnknown && value === choice, "data-key": `${key}-${String(choice)}`, onchange: () => set(choice) }),
      h("label", { for: id }, label));
  };
  return h("fieldset", { class: "choice", "data-choice": key }, h("legend", {}, legend),
    h("div", { class: "segs" }, option(true, say("form.yes")), option(false, say("form.no")), !hideUnknown && option(undefined, say("form.unknown"))));
}

const linePath = (position: number, field: string): string => `lines[${position}].${field}`;

/** `path` is the field of the basket that it fills, by which problems find it. */
function textField(key: string, path: string, label: string, hint: string | undefined, value: string, mode: string, set: (text: string) => void): HTMLElement {
  const [id, hintId] = [freshId(), freshId()];
  return h("div", { class: "field" },
    h("label", { for: id }, label),
    h("input", { id, type: "text", inputmode: mode, autocomplete: "off", maxlength: 40, value, "data-key": key, "data-path": path, "aria-describedby": hint ? hintId : undefined, oninput: (event) => set((event.target as HTMLInputElement).value) }),
    hint !== undefined && h("p", { id: hintId, class: "hint" }, hint));
}

function rateField(change: Change, question: Question, from: string, to: string): HTMLElement {
  const known = question.rates.find((rate) => rate.from === from && rate.to === to);
  return textField(`rate-${from}-${to}`, `rate.${from}.${to}`, say("needs.rate", { from, to }), undefined, known?.rate ?? "", "decimal", (text) =>
    change((question) => {
      const others = question.rates.filter((rate) => !(rate.from === from && rate.to === to));
      question.rates = text.trim() === "" ? others : [...others, { from, to, rate: text, on: "", source: "" }];
    }),
  );
}

export function assumptions(answered: Answered): HTMLElement | null {
  const { quote, question, directory, change } = answered;
  if (quote.assumptions.length === 0) return null;
  const origins = quote.assumptions.filter((assumption) => assumption.code === "origin-is-dispatch");
  const allAlike = origins.length > 1 && origins.length === question.lines.length;
  const presumed = quote.assumptions.filter((assumption) => assumption.code === "fact-presumed");
  const texts = quote.assumptions.filter((assumption) => !presumed.includes(assumption) && !(allAlike && assumption.code === "origin-is-dispatch")).map(({ code, line, value }) => {
    const goods = line === null ? say("goods.all") : lineName(question.lines[line], line);
    const shown = code === "not-in-a-part" ? partNames(value.split(", "), directory) : code === "origin-is-dispatch" ? (regionName(value) ?? value) : code.startsWith("scheme-") ? registrationName(directory, value) : code === "claim-without-effect" ? sayOf("claim", value) : code === "dataset-by-law" ? sayOf("dataset", value) : value;
    return sayOf("assumption", code, { value: shown, goods });
  });
  if (allAlike) texts.unshift(say("assumption.origin-is-dispatch-all", { value: regionName(origins[0]?.value ?? "") ?? origins[0]?.value ?? "" }));
  return h("section", { class: "card", "aria-labelledby": "assumptions-title" },
    h("h2", { id: "assumptions-title" }, say("assumptions.title")),
    texts.length > 0 && h("ul", {}, ...texts.map((text) => h("li", {}, text))),
    presumed.length > 0 && h("p", { class: "quiet" }, say("assumptions.presumed")),
    ...presumed.map(({ value, line }) => {
      const [fact, taken] = [value.replace(/^!/, ""), !value.startsWith("!")];
      // What is about the whole parcel is said of all its goods.
      const [goods, of] = line === null ? [say("goods.all"), "all"] : [lineName(question.lines[line], line), line];
      return factField(`presumed-${fact}-${of}`, factQuestion(directory, fact), goods, taken, (said) => change((question) => {
        for (const { facts } of question.lines.filter((_, position) => line === null || position === line)) {
          if (said === undefined) delete facts[fact];
          else facts[fact] = said;
        }
      }));
    }));
}

/** As many parts as anyone reads; a country can have dozens. */
const PARTS = 4;

function partNames(parts: readonly string[], directory: Answered["directory"]): string {
  const shown = parts.length > PARTS + 1 ? parts.slice(0, PARTS) : parts;
  const rest = parts.length - shown.length;
  return list([...shown.map((part) => placeName(directory, part)), ...(rest > 0 ? [say("assumptions.more-parts", { n: rest })] : [])]);
}

function placeName(directory: Answered["directory"], code: string): string {
  return directory.places.find((place) => place.code === code)?.name ?? code;
}

/** What a registration is called. */
export function registrationName(directory: Answered["directory"], registration: string): string {
  if (hasWord("registration", registration)) return sayOf("registration", registration);
  return directory.schemes.find((scheme) => scheme.registration === registration)?.title ?? registration;
}

/** Editions, digests, rates, gaps: what an answer rests on. */
export function basis(answered: Answered): HTMLElement {
  const { quote, question } = answered;
  return h("section", { class: "card", "aria-labelledby": "basis-title" },
    h("h2", { id: "basis-title" }, say("basis.title")),
    h("ul", { class: "basis" },
      quote.typicalDuty && h("li", {}, say("basis.typical-duty", { rate: rateWords(quote.typicalDuty.rate), year: String(quote.typicalDuty.year), source: quote.typicalDuty.source })),
      ...quote.gaps.map((gap) => h("li", { class: "gap" }, say("basis.gap", { schedule: gap.title, goods: itemName(answered, gap.item) }))),
      ...quote.rates.map((rate) => h("li", {}, say(rate.on ? "basis.rate-on" : "basis.rate", { from: rate.from, to: rate.to, rate: figure(rate.rate), on: rate.on ? day(rate.on) : "", source: rate.source || say("basis.rate-yours") }))),
      ...quote.items.map((item, i) => h("li", {}, say("basis.item", { goods: itemName(answered, i), customs: money(item.customs, quote.currency), code: item.code ?? say("basis.no-code"), origin: regionName(item.origin) ?? item.origin }))),
      h("li", {}, say("basis.dataset", { dataset: sayOf("dataset", quote.dataset) })),
      h("li", {}, say("basis.edition", { edition: quote.edition })),
      h("li", { class: "digest" }, say("basis.digest", { digest: quote.digest })),
    ),
    h("p", { class: "quiet" }, say("basis.replay")),
    quote.problems.length > 0 && h("h3", {}, say("problems.title")),
    quote.problems.length > 0 && problemList(quote.problems, question));
}

/** The card for a question that cannot be read. */
export function unreadable(problems: readonly Problem[], question: Question): HTMLElement {
  return h("section", { class: "card", "aria-labelledby": "invalid-title" }, h("h2", { id: "invalid-title", "data-invalid": "" }, say("invalid.title")), problemList(problems, question));
}

export function problemList(problems: readonly Problem[], question: Question): HTMLElement {
  return h("ul", { class: "problems" }, ...problems.map((problem) => {
    const { path } = problem;
    const position = /^lines\[(\d+)\]/.exec(path)?.[1];
    const where = position === undefined ? (hasWord("problem", `path-${path}`) ? sayOf("problem", `path-${path}`) : path) : lineName(question.lines[Number(position)], Number(position));
    return h("li", {}, h("strong", {}, where || say("form.goods")), ": ", fieldProblems([problem]).map(({ path: field, text }) => `${nameOf(field)}${text}`).join(" "));
  }));
}

/** The figure of a line that a problem is about. */
function nameOf(field: string): string {
  const figure = /^lines\[\d+\]\.(quantity|unitPrice|netWeight)$/.exec(field)?.[1];
  return figure === undefined ? "" : `${sayOf("problem", `path-${figure}`)}: `;
}

/** No answer, why not, and what would bring one. */
export function notCovered(reason: NotCovered, question: Question, directory: Answered["directory"], change: Change): HTMLElement {
  const place = directory.places.find((place) => place.code === question.to);
  const held = directory.places.find((place) => place.code === question.to)?.knownFrom;
  const values = { place: place?.name ?? question.to, from: held ? day(held) : "", message: reason.message, sentence: asSentence(reason.message).replace(/\.$/, "") };
  const [from, to] = rateOf(reason);
  return h("section", { class: "card not-covered", "aria-labelledby": "not-covered-title", "data-reason": reason.code },
    h("h2", { id: "not-covered-title", "data-not-covered": "" }, say("not-covered.title")),
    h("p", { class: "lead" }, from && to ? say("needs.rate-lead", { from, to }) : say(`not-covered.${reason.code}`, values)),
    ...notCoveredField(reason, question, directory, change),
    h("p", { class: "quiet" }, say("not-covered.never-zero")));
}

/** The currencies between which a rate is missing. */
const rateOf = ({ rate }: NotCovered): readonly string[] => rate ?? [];

/** The field that would bring an answer, where one would. */
export function notCoveredField(reason: NotCovered, question: Question, directory: Answered["directory"], change: Change): HTMLElement[] {
  const [from, to] = rateOf(reason);
  return [
    ...(from && to ? [rateField(change, question, from, to)] : []),
    ...(reason.code === "weight-needed" ? [textField("need-weight", "grossWeight", say("needs.weight"), undefined, question.grossWeight, "decimal", (text) => change((question) => { question.grossWeight = text; }))] : []),
    ...(reason.parts && reason.parts.length > 0 ? [partField(reason.parts, directory, change)] : []),
  ];
}

function partField(parts: readonly string[], directory: Answered["directory"], change: Change): HTMLElement {
  const id = freshId();
  return h("div", { class: "field" }, h("label", { for: id }, say("needs.parts")),
    h("select", { id, onchange: (event) => { const { value } = event.target as HTMLSelectElement; if (value) change((question) => { question.to = value; }); } },
      h("option", { value: "" }, "–"), ...parts.map((part) => h("option", { value: part }, placeName(directory, part)))));
}
