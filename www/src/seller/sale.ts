// The sale as the form holds it, and as a link carries it. Everything is text as it was typed, until it is asked.
import { unwritten, written } from "../hash";
import { typed } from "../decimal";
import { SELLING, type Sale, type Selling } from "./types";

export const CARRIAGES = ["post", "express"] as const;

export interface SaleForm {
  seller: string;
  from: string;
  to: string[];
  selling: Selling | "";
  currency: string;
  salesWorld: string;
  salesThere: Record<string, string>;
  parcel: string;
  goods: string[];
  carriage: (typeof CARRIAGES)[number] | "";
  day: string;
}

export const emptySale = (day: string): SaleForm => ({ seller: "", from: "", to: [], selling: "", currency: "EUR", salesWorld: "", salesThere: {}, parcel: "", goods: [], carriage: "", day });

/** Fields whose amount cannot be read. */
export function unreadable(form: SaleForm): readonly string[] {
  const isBad = (text: string): boolean => text.trim() !== "" && amount(text) === undefined;
  return [
    ...(isBad(form.salesWorld) ? ["world"] : []),
    ...(isBad(form.parcel) ? ["parcel"] : []),
    ...form.to.filter((to) => isBad(form.salesThere[to] ?? "")),
  ];
}

/** An amount as people type it: spaces and separators of thousands are dropped. */
function amount(text: string): string | undefined {
  const tidy = text.trim().replace(/[\s\u00a0\u202f'’]/g, "");
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(tidy) ? tidy.replaceAll(",", "") : tidy;
  const value = typed(plain);
  return value !== undefined && value.length <= 18 ? value : undefined;
}

/** What is asked. What cannot be read counts as not told. */
export function toSale(form: SaleForm): Sale {
  const money = (text: string): string | undefined => {
    const value = amount(text);
    return value === undefined ? undefined : `${value} ${form.currency}`;
  };
  const there = form.to.flatMap((to): [string, string][] => {
    const sales = money(form.salesThere[to] ?? "");
    return sales === undefined ? [] : [[to, sales]];
  });
  const [world, parcel] = [money(form.salesWorld), money(form.parcel)];
  return {
    on: form.day,
    to: form.to,
    ...(form.seller ? { seller: form.seller } : {}),
    ...(form.from ? { from: form.from } : {}),
    ...(form.selling ? { selling: form.selling } : {}),
    ...(world ? { salesWorld: world } : {}),
    ...(there.length > 0 ? { salesThere: Object.fromEntries(there) } : {}),
    ...(parcel ? { parcel } : {}),
    ...(form.goods.length > 0 ? { goods: form.goods } : {}),
    ...(form.carriage ? { carriage: form.carriage } : {}),
  };
}

const PREFIX = "#sale=";
const LIMIT = 8000;

/** The sale as a part of the address that browsers never send to a server. */
export function toHash(form: SaleForm): string {
  return written(PREFIX, form);
}

/** The sale in a hash; `undefined` when there is none, `null` when it cannot be read. */
export function fromHash(hash: string, day: string): SaleForm | null | undefined {
  if (hash === "" || hash === "#") return undefined;
  if (!hash.startsWith(PREFIX) || hash.length > LIMIT) return null;
  try {
    return read(unwritten(PREFIX, hash), day);
  } catch {
    return null;
  }
}

/** Only known keys of the right kind pass; anything else is refused as a whole. */
function read(value: unknown, day: string): SaleForm | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const form = emptySale(day);
  const fields = new Map<string, unknown>(Object.entries(value));
  const known = Object.keys(form);
  if ([...fields.keys()].some((key) => !known.includes(key))) return null;
  const text = (key: string, pattern: RegExp): string | null => {
    const found = fields.get(key) ?? "";
    return typeof found === "string" && (found === "" || pattern.test(found)) ? found : null;
  };
  const texts = (key: string, pattern: RegExp, most: number): string[] | null => {
    const found = fields.get(key) ?? [];
    return Array.isArray(found) && found.length <= most && found.every((one): one is string => typeof one === "string" && pattern.test(one)) ? [...new Set(found)] : null;
  };
  const [seller, from] = [text("seller", PLACE), text("from", PLACE)];
  const [to, goods] = [texts("to", PLACE, 60), texts("goods", /^\d{2,10}$/, 60)];
  const [salesWorld, parcel, currency, on] = [text("salesWorld", AMOUNT), text("parcel", AMOUNT), text("currency", /^[A-Z]{3}$/), text("day", /^\d{4}-\d{2}-\d{2}$/)];
  const there: unknown = fields.get("salesThere") ?? {};
  if (seller === null || from === null || to === null || goods === null || salesWorld === null || parcel === null || currency === null || on === null) return null;
  if (typeof there !== "object" || there === null || Array.isArray(there)) return null;
  const sales = Object.entries(there);
  if (!sales.every((entry): entry is [string, string] => PLACE.test(entry[0]) && typeof entry[1] === "string" && AMOUNT.test(entry[1]))) return null;
  const selling = fields.get("selling") ?? "";
  const carriage = fields.get("carriage") ?? "";
  const [way, by] = [["", ...SELLING].find((one) => one === selling), ["", ...CARRIAGES].find((one) => one === carriage)];
  if (way === undefined || by === undefined) return null;
  return {
    seller, from, to, goods, salesWorld, parcel,
    currency: currency || form.currency,
    salesThere: Object.fromEntries(sales),
    selling: way as SaleForm["selling"],
    carriage: by as SaleForm["carriage"],
    day: on || day,
  };
}

const PLACE = /^[A-Z]{2,8}(-[A-Z0-9]{1,3})?$/;
/** As it was typed: what is no amount is told in its field, and refusing the link for it would lose all the rest. */
const AMOUNT = /^\P{Cc}{0,24}$/u;
