// What a buyer answered in the element. Answers lie over the shop's basket and never change it; each remembers what it was
// given about, so that it neither outlives its goods nor answers for others.
import { typed } from "../decimal";
import type { Question } from "../page/question";
import type { Basket, BasketLine } from "../types";

/** One answer, as plain data: a shop may keep it and hand it back. */
export interface Answer {
  /** What it was given about: a line's `id`, or what else tells the line apart, with its quantity where the answer depends on it. */
  readonly about: string;
  /** The field it fills: `"grossWeight"`, `"netWeight"`, `"quantities.pair"`, `"facts.for-children"`, `"rate.CNY.EUR"`. */
  readonly field: string;
  /** As it was typed; `true` or `false` for a fact. */
  readonly value: string | boolean;
}

/** Fields that hold an amount of the whole line, and so depend on how much of it there is. */
const isAmount = (field: string): boolean => /^(netWeight$|quantities\.|components\.)/.test(field);

const isOfParcel = (field: string): boolean => field === "to" || field === "grossWeight" || field.startsWith("rate.");

const isRecord = (field: string): field is "quantities" | "components" => field === "quantities" || field === "components";

const named = (line: BasketLine): string => line.id ?? [line.description, line.code, line.origin].map((part) => part ?? "").join("|");

/** What an answer to a field of a line is about. */
function aboutLine(line: BasketLine, field: string): string {
  return isAmount(field) ? `${named(line)} × ${String(line.quantity ?? 1)} at ${String(line.unitPrice)}` : named(line);
}

/** What an answer about the parcel is about: its place, its currencies, or all its goods. */
function aboutParcel(basket: Basket, field: string): string {
  if (field === "to") return basket.to;
  return field === "grossWeight" ? basket.lines.map((line) => `${named(line)} × ${String(line.quantity ?? 1)}`).join("; ") : "";
}

/** A field in two parts: its name and, in a record, the key. */
function parts(field: string): readonly [name: string, key: string] {
  const dot = field.indexOf(".");
  return dot < 0 ? [field, ""] : [field.slice(0, dot), field.slice(dot + 1)];
}

/** Whether an answer can be used: amounts have to be plain figures. */
export function isReadable({ field, value }: Answer): boolean {
  const isFigure = isAmount(field) || field === "grossWeight" || field.startsWith("rate.");
  return !isFigure || (typeof value === "string" && typed(value) !== undefined);
}

/** Which answers are about the basket as it is, and about which of its lines; about none when they are about the parcel. */
export function inUse(basket: Basket, answers: readonly Answer[]): readonly { answer: Answer; lines: readonly number[] }[] {
  return answers.flatMap((answer) => {
    if (isOfParcel(answer.field)) return aboutParcel(basket, answer.field) === answer.about ? [{ answer, lines: [] }] : [];
    const lines = basket.lines.flatMap((line, i) => (aboutLine(line, answer.field) === answer.about ? [i] : []));
    return lines.length > 0 ? [{ answer, lines }] : [];
  });
}

/** The shop's basket with the answers laid over it; what cannot be read is left out. */
export function lay(basket: Basket, answers: readonly Answer[]): Basket {
  return inUse(basket, answers.filter(isReadable)).reduce<Basket>((laid, { answer, lines }) =>
    lines.length === 0 ? laidParcel(laid, answer) : { ...laid, lines: laid.lines.map((line, i) => (lines.includes(i) ? laidLine(line, answer) : line)) }, basket);
}

function laidParcel(basket: Basket, { field, value }: Answer): Basket {
  const text = typed(String(value)) ?? String(value);
  const [name, key] = parts(field);
  if (name !== "rate") return { ...basket, [name]: text };
  const [from = "", to = ""] = key.split(".");
  return { ...basket, exchangeRates: [...(basket.exchangeRates ?? []).filter((rate) => rate.from !== from || rate.to !== to), { from, to, rate: text }] };
}

function laidLine(line: BasketLine, { field, value }: Answer): BasketLine {
  const [name, key] = parts(field);
  if (name === "facts") return { ...line, facts: { ...line.facts, [key]: value === true } };
  const text = typed(String(value)) ?? String(value);
  if (isRecord(name)) return { ...line, [name]: { ...line[name], [key]: text } };
  return name === "code" || name === "netWeight" ? { ...line, [name]: text } : line;
}

/** Puts into the shown question what was typed and cannot be read yet, so that it stays where it was typed. */
export function showUnread(question: Question, basket: Basket, answers: readonly Answer[]): void {
  for (const { answer: { field, value }, lines } of inUse(basket, answers.filter((answer) => !isReadable(answer)))) {
    const [name, key] = parts(field);
    if (name === "grossWeight") question.grossWeight = String(value);
    for (const position of lines) {
      const line = question.lines[position];
      if (line && name === "netWeight") line.netWeight = String(value);
      else if (line && isRecord(name)) line[name][key] = String(value);
    }
  }
}

/** The answers after an edit of the shown question: what is changed is an answer, what was emptied is none any more. */
export function answersAfter(before: Question, after: Question, basket: Basket, answers: readonly Answer[]): readonly Answer[] {
  const told: { about: string; field: string; value: string | boolean | undefined }[] = [];
  const note = (about: string, field: string, was: string | boolean | undefined, is: string | boolean | undefined): void => {
    if (was !== is) told.push({ about, field, value: is === "" ? undefined : is });
  };
  const ofParcel = (field: string, was: string, is: string): void => note(aboutParcel(basket, field), field, was, is);
  ofParcel("grossWeight", before.grossWeight, after.grossWeight);
  ofParcel("to", before.to, after.to);
  const rate = (rates: Question["rates"], from: string, to: string): string => rates.find((rate) => rate.from === from && rate.to === to)?.rate ?? "";
  for (const { from, to } of [...before.rates, ...after.rates]) ofParcel(`rate.${from}.${to}`, rate(before.rates, from, to), rate(after.rates, from, to));
  after.lines.forEach((line, i) => {
    const [was, shop] = [before.lines[i], basket.lines[i]];
    if (!was || !shop) return;
    const ofLine = (field: string, was: string | boolean | undefined, is: string | boolean | undefined): void => note(aboutLine(shop, field), field, was, is);
    ofLine("code", was.code, line.code);
    ofLine("netWeight", was.netWeight, line.netWeight);
    for (const name of ["quantities", "components", "facts"] as const) {
      for (const key of new Set([...Object.keys(was[name]), ...Object.keys(line[name])])) ofLine(`${name}.${key}`, was[name][key], line[name][key]);
    }
  });
  const isTold = ({ about, field }: Answer): boolean => told.some((other) => other.about === about && other.field === field);
  return [...answers.filter((answer) => !isTold(answer)), ...told.flatMap(({ about, field, value }) => (value === undefined ? [] : [{ about, field, value }]))];
}

/** Answers that somebody handed back, when they are such. */
export function readAnswers(value: unknown): readonly Answer[] {
  const isAnswer = (one: unknown): one is Answer => {
    const { about, field, value } = (typeof one === "object" && one !== null ? one : {}) as Partial<Record<keyof Answer, unknown>>;
    return typeof about === "string" && typeof field === "string" && (typeof value === "string" || typeof value === "boolean");
  };
  return Array.isArray(value) ? value.filter(isAnswer) : [];
}
