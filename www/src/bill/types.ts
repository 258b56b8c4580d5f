// What is asked about a parcel that came back or was charged too much, and what comes back. The command line prints the
// same shapes.
import type { Carriage, Day, Grade } from "../types";

export const REASONS = ["returned", "faulty", "refused", "lost", "overcharged", "double-tax"] as const;
export const CLAIMANTS = ["buyer", "seller", "carrier", "importer"] as const;
export const PAID_TO = ["carrier", "seller"] as const;
export const DAYS = ["imported", "notified", "paid", "delivered", "returned", "exported"] as const;

export type Reason = (typeof REASONS)[number];
export type Claimant = (typeof CLAIMANTS)[number];
export type PaidTo = (typeof PAID_TO)[number];
export type DayName = (typeof DAYS)[number];
export type Standing = "open" | "undated" | "nothing" | "passed" | "ahead";
export type Event = "import" | "notice" | "payment" | "delivery" | "return" | "export" | "liquidation" | "decision";
export type Lack = "paid-to" | "carriage" | "parcel" | "rate" | "imported";

/** What went wrong, and what is known of it; whatever is not known stays out. */
export interface Mishap extends Partial<Record<DayName, Day>> {
  on: Day;
  to: string;
  from?: string;
  reason: Reason;
  who?: Claimant;
  paidTo?: PaidTo;
  carriage?: Carriage;
  /** What the goods cost: `"80 EUR"`. */
  parcel?: string;
}

/** A way to get something back. */
export interface Claim {
  id: string;
  /** The place it is of; `null` is everywhere. */
  place: string | null;
  /** Parts of the place to which it does not reach. */
  except: readonly string[];
  side: "destination" | "home";
  title: string;
  reasons: readonly Reason[];
  outcome: "refund" | "relief" | "ask" | "none";
  what: readonly ("duty" | "tax" | "fee")[];
  who: Claimant;
  /** Only when duty and tax were paid to this one. */
  paidTo: PaidTo | null;
  /** Only when the parcel travelled so. */
  carriage: Carriage | null;
  /** On the price of the goods; all must hold. */
  bounds: readonly { of: string; compare: string; amount: string }[];
  /** `"90 days"`; `null` where none was found. */
  period: string | null;
  counted: Event | null;
  due: "claim" | "goods-out" | "both" | "goods-back" | null;
  /** Days of the week on which the period does not end; empty where no such law is held. */
  rest: readonly ("friday" | "saturday" | "sunday")[];
  task: string;
  keep: readonly string[];
  form: string;
  fee: string;
  conditions: string;
  /** For parcels imported when. */
  validity: { readonly from: Day | null; readonly until: Day | null };
  status: string;
  basis: string;
  url: string;
  grade: Grade;
  standing: Standing;
  lacks: readonly Lack[];
  /** The last day, where the day is told from which it counts. */
  deadline: Day | null;
  /** The day to which the law moves a last day that falls on a day of rest. */
  moved: Day | null;
  /** Where it says so; empty where no such law is held. */
  restBasis: string;
  daysLeft: number | null;
}

export interface Recourse {
  on: Day;
  edition: string;
  claims: readonly Claim[];
  /** Whether anything is held of the destination itself. */
  held: boolean;
}
