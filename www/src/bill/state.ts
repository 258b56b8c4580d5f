// What the page holds, and how it travels in a link: after the `#`, which browsers never send to a server.
import { unwritten, written } from "../hash";
import { PARTS, type Part } from "./check";
import { CLAIMANTS, DAYS, type DayName, PAID_TO, REASONS, type Claimant, type PaidTo, type Reason } from "./types";
import { fromHash as basketFromHash } from "../page/link";
import { type Question, UnreadableBasket, emptyQuestion, fromBasket, toBasket } from "../page/question";
import { sum, times, typed } from "../decimal";

/** The two questions of the page. */
export const TOPICS = ["bill", "back"] as const;
export type Topic = (typeof TOPICS)[number];

/** What came back, apart from the parcel that was billed: enough for the law of returns. */
export interface Back {
  reason: Reason;
  who: Claimant;
  paidTo: PaidTo | "";
  to: string;
  from: string;
  carriage: "post" | "express" | "";
  parcel: string;
  currency: string;
}

export interface State {
  topic: Topic;
  question: Question;
  billed: Record<Part, string>;
  /** What the goods cost before a discount. */
  before: string;
  back: Back;
  days: Record<DayName, string>;
}

const none = <K extends string>(names: readonly K[]): Record<K, string> => Object.fromEntries(names.map((name) => [name, ""])) as Record<K, string>;

export function emptyState(today: string): State {
  return {
    topic: "bill", question: emptyQuestion(today), billed: none(PARTS), before: "",
    back: { reason: "returned", who: "buyer", paidTo: "", to: "", from: "", carriage: "", parcel: "", currency: "EUR" },
    days: none(DAYS),
  };
}

/** The page about a parcel that the front page knows. */
export function about(question: Question, today: string): State {
  const empty = emptyState(today);
  return { ...empty, question, back: { ...empty.back, ...backOf(question) } };
}

/** What the law of returns needs of a parcel. */
export function backOf(question: Question): Pick<Back, "to" | "from" | "carriage" | "parcel" | "currency"> {
  const { carriage } = question;
  return { to: question.to, from: question.from, carriage: carriage === "post" || carriage === "express" ? carriage : "", parcel: goodsPrice(question), currency: question.currency };
}

/** What all goods cost; nothing when a price cannot be read. */
export function goodsPrice(question: Question): string {
  const lines = question.lines.map((line) => {
    const [price, pieces] = [typed(line.unitPrice), typed(line.quantity)];
    return price === undefined || pieces === undefined ? undefined : times(price, pieces);
  });
  return lines.every((line) => line !== undefined) ? sum(...lines) : "";
}

const PREFIX = "#bill=";
const LIMIT = 60_000;

export function toHash(state: State): string {
  const { question, ...rest } = state;
  return written(PREFIX, { ...rest, basket: toBasket(question) });
}

/** The state in a hash; `undefined` when there is none. Throws {@link UnreadableBasket} for anything that cannot be read. */
export function fromHash(hash: string, today: string): State | undefined {
  if (!hash.startsWith(PREFIX)) {
    const linked = basketFromHash(hash, today);
    return linked && about(linked, today);
  }
  if (hash.length > LIMIT) throw new UnreadableBasket("link");
  let value: unknown;
  try {
    value = unwritten(PREFIX, hash);
  } catch {
    throw new UnreadableBasket("link");
  }
  return read(value, today);
}

/** Only known keys of the right kind pass; anything else is refused as a whole. */
function read(value: unknown, today: string): State {
  const fields = record(value, "link", ["topic", "billed", "before", "back", "days", "basket"]);
  const empty = emptyState(today);
  const back = record(fields.get("back") ?? {}, "back", Object.keys(empty.back));
  const billed = record(fields.get("billed") ?? {}, "billed", PARTS);
  const days = record(fields.get("days") ?? {}, "days", DAYS);
  const text = (from: Map<string, unknown>, key: string, pattern: RegExp): string => {
    const found = from.get(key) ?? "";
    if (typeof found !== "string" || (found !== "" && !pattern.test(found))) throw new UnreadableBasket(key);
    return found;
  };
  const one = <T extends string>(from: Map<string, unknown>, key: string, choices: readonly T[], usual: T): T => {
    const found = from.get(key) ?? usual;
    const known = choices.find((choice) => choice === found);
    if (known === undefined) throw new UnreadableBasket(key);
    return known;
  };
  return {
    topic: one(fields, "topic", TOPICS, "bill"),
    question: fields.get("basket") === undefined ? empty.question : fromBasket(fields.get("basket"), today, 60),
    billed: Object.fromEntries(PARTS.map((part) => [part, text(billed, part, AMOUNT)])) as State["billed"],
    before: text(fields, "before", AMOUNT),
    back: {
      reason: one(back, "reason", REASONS, "returned"),
      who: one(back, "who", CLAIMANTS, "buyer"),
      paidTo: one(back, "paidTo", ["", ...PAID_TO], ""),
      to: text(back, "to", PLACE),
      from: text(back, "from", PLACE),
      carriage: one(back, "carriage", ["", "post", "express"], ""),
      parcel: text(back, "parcel", AMOUNT),
      currency: text(back, "currency", /^[A-Z]{3}$/) || empty.back.currency,
    },
    days: Object.fromEntries(DAYS.map((name) => [name, text(days, name, /^\d{4}-\d{2}-\d{2}$/)])) as State["days"],
  };
}

const PLACE = /^[A-Z]{2,8}(-[A-Z0-9]{1,3})?$/;
/** As it was typed: what is no amount is told in its field, and refusing the link for it would lose all the rest. */
const AMOUNT = /^\P{Cc}{0,24}$/u;

function record(value: unknown, path: string, keys: readonly string[]): Map<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new UnreadableBasket(path);
  const own = Object.entries(value);
  const strange = own.find(([key]) => !keys.includes(key));
  if (strange) throw new UnreadableBasket(`${path}.${strange[0].slice(0, 40)}`);
  return new Map(own);
}
