// The record as the form holds it: text as it was typed, by path. And the record in a link.
import { unwritten, written } from "../hash";
import { sum, typed } from "../decimal";
import { fromBasket } from "../page/question";
import type { Parcel } from "./types";

/** A record under construction: the same names as a parcel, with text everywhere. */
export type Draft = { [key: string]: Node };
type Node = string | boolean | null | Node[] | { [key: string]: Node };

export const NATURES = ["sale", "gift", "sample", "return", "documents", "other"] as const;

export function emptyDraft(day: string): Draft {
  return { on: day, to: "", from: "", carriage: "post", transaction: "sale", currency: "EUR", lines: [{}] };
}

const steps = (path: string): string[] => path.replace(/\[(\d+)\]/g, ".$1").split(".");

export function read(draft: Draft, path: string): Node | undefined {
  let here: Node | undefined = draft;
  for (const step of steps(path)) {
    if (typeof here !== "object" || here === null) return undefined;
    here = Array.isArray(here) ? here[Number(step)] : Object.hasOwn(here, step) ? here[step] : undefined;
  }
  return here;
}

export function readText(draft: Draft, path: string): string {
  const found = read(draft, path);
  return typeof found === "string" ? found : "";
}

export function write(draft: Draft, path: string, value: Node): void {
  const way = steps(path);
  const last = way.pop() ?? "";
  let here: Node = draft;
  for (const step of way) {
    const next: Node | undefined = Array.isArray(here) ? here[Number(step)] : (here as { [key: string]: Node })[step];
    if (typeof next === "object" && next !== null) here = next;
    else {
      const made: Node = {};
      if (Array.isArray(here)) here[Number(step)] = made;
      else (here as { [key: string]: Node })[step] = made;
      here = made;
    }
  }
  if (Array.isArray(here)) here[Number(last)] = value;
  else (here as { [key: string]: Node })[last] = value;
}

export const list = (draft: Draft, path: string): Node[] => {
  const found = read(draft, path);
  return Array.isArray(found) ? found : [];
};

const AMOUNTS = new Set(["quantity", "netWeight", "value", "intrinsicValue", "transportCost", "grossWeight", "packages"]);

/** The parcel to ask about: what is empty is left out, and a comma may stand for the point. */
export function toParcel(draft: Draft): Parcel {
  const tidy = (node: Node, key: string): Node | undefined => {
    if (typeof node === "string") {
      const text = node.trim();
      return text === "" ? undefined : AMOUNTS.has(key) ? (typed(text) ?? text) : text;
    }
    if (node === null || typeof node === "boolean") return node ?? undefined;
    if (Array.isArray(node)) {
      // A line without a word keeps its place, so that the answer's paths fit; a number without one is none.
      const all = node.map((one) => tidy(one, "") ?? {});
      return key === "lines" ? all : all.filter((one) => typeof one === "string" || Object.keys(one).includes("number"));
    }
    const fields = Object.entries(node).flatMap(([name, value]): [string, Node][] => {
      const kept = tidy(value, name);
      return kept === undefined ? [] : [[name, kept]];
    });
    return fields.length === 0 ? undefined : Object.fromEntries(fields);
  };
  const whole = (tidy(draft, "") ?? {}) as Record<string, unknown>;
  const fiscal = whole["fiscalReference"] as { number?: string } | undefined;
  if (fiscal && fiscal.number === undefined) delete whole["fiscalReference"];
  return whole as unknown as Parcel;
}

/** What the values of all lines add up to, where all can be read. */
export function total(draft: Draft): string | undefined {
  const values = list(draft, "lines").map((_, nth) => typed(readText(draft, `lines[${nth}].value`)));
  return values.length > 0 && values.every((value) => value !== undefined) ? sum(...(values as string[])) : undefined;
}

const PREFIX = "#parcel=";
const BASKET = "#basket=";
const LIMIT = 60_000;

export function toHash(draft: Draft): string {
  return written(PREFIX, draft);
}

/** The record in a hash, its own or a basket of the front page; `undefined` when there is none, `null` when it cannot be read. */
export function fromHash(hash: string, day: string): Draft | null | undefined {
  if (hash === "" || hash === "#") return undefined;
  const prefix = [PREFIX, BASKET].find((one) => hash.startsWith(one));
  if (prefix === undefined || hash.length > LIMIT) return null;
  try {
    const value = unwritten(prefix, hash);
    return prefix === BASKET ? ofBasket(value, day) : checked(value, day);
  } catch {
    return null;
  }
}

/** A basket says what is sold and what it costs in all; who sends and receives it, and an origin that nobody told, stay to be filled in. */
function ofBasket(value: unknown, day: string): Draft {
  const basket = fromBasket(value, day, 60);
  const lines = basket.lines.map((line): Draft => {
    const [price, pieces] = [typed(line.unitPrice), typed(line.quantity)];
    return { description: line.description, code: line.code, origin: line.origin, quantity: line.quantity, netWeight: line.netWeight, value: (price && pieces && times(price, pieces)) || "" };
  });
  const transaction = basket.transaction === "gift" ? "gift" : "sale";
  const carriage = basket.carriage === "express" ? "express" : "post";
  const draft: Draft = { ...emptyDraft(day), to: basket.to, from: basket.from, on: basket.day, carriage, transaction, currency: basket.currency, grossWeight: basket.grossWeight, transportCost: basket.freight, lines };
  const worth = total(draft);
  return worth === undefined ? draft : { ...draft, intrinsicValue: worth };
}

/** The product of two plain decimals, exactly. */
export function times(a: string, b: string): string {
  const places = (text: string): number => /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
  const whole = (text: string): bigint => BigInt(text.replace(".", ""));
  const after = places(a) + places(b);
  const digits = (whole(a) * whole(b)).toString().padStart(after + 1, "0");
  const text = after === 0 ? digits : `${digits.slice(0, -after)}.${digits.slice(-after)}`;
  // Money keeps two places; what is finer stays as it is.
  return text.includes(".") ? text.replace(/(\.\d\d\d*?)0+$/, "$1") : text;
}

/** Only a plain tree of texts, a few levels deep, passes; anything else is refused as a whole. */
function checked(value: unknown, day: string): Draft | null {
  let nodes = 0;
  const isPlain = (node: unknown, depth: number): boolean => {
    nodes += 1;
    if (nodes > 4000 || depth > 4) return false;
    if (typeof node === "string") return node.length <= 4000;
    if (typeof node === "boolean" || node === null) return true;
    if (Array.isArray(node)) return node.length <= 60 && node.every((one) => isPlain(one, depth + 1));
    if (typeof node !== "object" || node === undefined) return false;
    return Object.entries(node).every(([key, one]) => /^[a-zA-Z0-9-]{1,60}$/.test(key) && key !== "__proto__" && isPlain(one, depth + 1));
  };
  if (typeof value !== "object" || value === null || Array.isArray(value) || !isPlain(value, 0)) return null;
  const draft = { ...emptyDraft(day), ...(value as Draft) };
  if (!["on", "to", "from", "carriage"].every((key) => typeof draft[key] === "string") || !Array.isArray(draft["lines"])) return null;
  if (draft["carriage"] !== "post" && draft["carriage"] !== "express") return null;
  if (draft["lines"].length === 0) draft["lines"] = [{}];
  return draft;
}
