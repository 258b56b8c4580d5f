// What the pack of obligations holds, what is asked about it and what comes back. The command line prints the same shapes.
import type { Carriage, Day, Grade } from "../types";

export const KINDS = ["registration", "collect", "identifier", "product-rule", "data", "filing", "export"] as const;
export type Kind = (typeof KINDS)[number];
export const SELLING = ["own-shop", "marketplace", "both"] as const;
export type Selling = (typeof SELLING)[number];
export const LACKS = ["seller", "selling", "goods", "carriage", "sales-there", "sales-world", "parcel", "rate", "question"] as const;
/** What would settle an open obligation. */
export type Lack = (typeof LACKS)[number];
export type Actor = "seller" | "marketplace" | "maker" | "importer" | "carrier" | "buyer";
/** `due`: it holds. `open`: it holds unless something not known rules it out. `ahead`: later, or its start is not confirmed. */
export type Standing = "due" | "open" | "below-threshold" | "ahead";

/** `there` and `world` count a year's sales, `parcel` and `item` the price of goods without carriage. */
export interface Bound {
  of: "there" | "world" | "parcel" | "item";
  compare: "at-least" | "above" | "at-most" | "below";
  /** `75000 AUD` */
  amount: string;
}

/** A row of the tables: what somebody must do, when, and where that is written. */
export interface Obligation {
  id: string;
  /** The destination, or for `export` the place the goods leave; `null` is everywhere. */
  place: string | null;
  /** Parts of the place to which it does not reach. */
  except: readonly string[];
  kind: Kind;
  title: string;
  who: Actor;
  selling: Selling;
  establishedIn: readonly string[];
  establishedNotIn: readonly string[];
  /** Only when the goods cross the border of the place. */
  crossing: boolean;
  bounds: readonly Bound[];
  period: string;
  codes: readonly string[];
  notCodes: readonly string[];
  carriage: Carriage | null;
  /** A question that only the seller can answer. */
  asks: string;
  task: string;
  identifier: string;
  travels: string;
  rhythm: string;
  penalty: string;
  validity: { from: Day | null; until: Day | null };
  status: "in-force" | "scheduled" | "announced" | "suspended" | "annulled";
  basis: string;
  url: string;
  grade: Grade;
}

/** A seller's way of selling. Whatever is not known stays out and is asked for. */
export interface Sale {
  on: Day;
  /** Where the seller is established. */
  seller?: string;
  /** Where the goods leave from; where the seller is, when nothing is said. */
  from?: string;
  to: readonly string[];
  selling?: Selling;
  /** All sales of a year: `90000 USD`. */
  salesWorld?: string;
  /** Sales of a year to a destination, or to a union as a whole. */
  salesThere?: Readonly<Record<string, string>>;
  /** What the goods of a usual parcel cost, without carriage. */
  parcel?: string;
  /** Codes of the goods, two digits or more; an empty text stands for goods whose code is not known. */
  goods?: readonly string[];
  carriage?: Carriage;
}

/** How near a sale is to a bound. */
export interface Near extends Bound {
  /** What is known of the figure, in the bound's currency, without its fraction. */
  have: string | null;
  /** The same in hundredths of the bound. */
  percent: number | null;
  /** The figure may be higher: it holds some destinations of a wider place only. */
  partial: boolean;
}

export interface Item extends Obligation {
  to: readonly string[];
  standing: Standing;
  lacks: readonly Lack[];
  near: readonly Near[];
}

export interface Checklist {
  on: Day;
  edition: string;
  items: readonly Item[];
  /** Destinations of which no obligation of their own is held: which says nothing about whether there is one. */
  notHeld: readonly string[];
}

/** What the pack holds. */
export interface Tables {
  edition: string;
  within: Readonly<Record<string, string>>;
  names: Readonly<Record<string, string>>;
  rates: { on: Day | null; source: string; perEuro: Readonly<Record<string, string>> };
  rows: readonly Obligation[];
}
