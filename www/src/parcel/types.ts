// The record of a parcel, and what the second module says of it. Hand-written; compared with real answers by the tests.
import type { Carriage, Day, Decimal, Grade, Problem } from "../types";

/** Left out, `undefined` and `null` mean the same: not known. */
type Maybe<T> = T | null | undefined;

/** Somebody with an address. */
export interface Party {
  name?: Maybe<string>;
  street?: Maybe<string>;
  city?: Maybe<string>;
  region?: Maybe<string>;
  postcode?: Maybe<string>;
  country?: Maybe<string>;
  phone?: Maybe<string>;
  email?: Maybe<string>;
  business?: Maybe<boolean>;
}

/** A number with its kind: `{ kind: "ioss", number: "IM0400000000" }`. */
export interface Reference {
  kind: string;
  number: string;
  /** The first day on which it is no longer valid. */
  until?: Maybe<Day>;
}

export type Nature = "sale" | "gift" | "sample" | "return" | "documents" | "other";

/** Goods of one kind; weight and value are those of the whole line. */
export interface ParcelLine {
  description?: Maybe<string>;
  code?: Maybe<string>;
  origin?: Maybe<string>;
  quantity?: Maybe<Decimal>;
  unit?: Maybe<string>;
  netWeight?: Maybe<Decimal>;
  value?: Maybe<Decimal>;
  currency?: Maybe<string>;
  taxPaid?: Maybe<boolean>;
  gtin?: Maybe<string>;
  sku?: Maybe<string>;
  picture?: Maybe<string>;
  maker?: Maybe<string>;
  responsible?: Maybe<string>;
  certificate?: Maybe<string>;
}

/** One record; every form and message is a view of it. Weights in kilograms. */
export interface Parcel {
  on: Day;
  to: string;
  carriage: Carriage;
  from?: Maybe<string>;
  itemId?: Maybe<string>;
  transportDocument?: Maybe<string>;
  order?: Maybe<string>;
  consignmentReference?: Maybe<string>;
  seller?: Maybe<Party>;
  sellerReferences?: readonly Reference[];
  shipper?: Maybe<Party>;
  marketplace?: Maybe<{ name?: Maybe<string>; url?: Maybe<string> }>;
  buyer?: Maybe<Party>;
  consignee?: Maybe<Party>;
  consigneeIds?: readonly Reference[];
  deliverTo?: Maybe<Party>;
  declarant?: Maybe<{ name?: Maybe<string>; number?: Maybe<string>; status?: Maybe<string> }>;
  transaction?: Maybe<Nature>;
  lines?: readonly ParcelLine[];
  currency?: Maybe<string>;
  intrinsicValue?: Maybe<Decimal>;
  transportCost?: Maybe<Decimal>;
  grossWeight?: Maybe<Decimal>;
  packages?: Maybe<string>;
  fiscalReference?: Maybe<Reference>;
  procedures?: readonly string[];
  documents?: readonly Reference[];
  nonDelivery?: Maybe<"return" | "abandon">;
  comments?: Maybe<string>;
  posting?: Maybe<{ on?: Maybe<Day>; at?: Maybe<string>; signedBy?: Maybe<string> }>;
  /** Answers to questions of requirements, by the requirement's id. */
  answers?: Readonly<Record<string, boolean>>;
}

export type ParcelResult =
  | { status: "checked"; readiness: Readiness; views: readonly View[] }
  | { status: "invalid"; problems: readonly Problem[] };

/** Where a rule stands. */
export interface Cited {
  basis: string;
  url: string;
  grade: Grade;
}

export interface Validity {
  from: Day | null;
  until: Day | null;
}

export interface Readiness {
  on: Day;
  to: string;
  carriage: Carriage;
  edition: string;
  verdict: "ready" | "poor" | "not-ready";
  /** No rule of the destination's own is held. */
  notHeld: boolean;
  /** It stays within one customs territory. */
  domestic: boolean;
  form: FormChoice | null;
  elements: readonly ElementCheck[];
}

export interface FormChoice {
  form: "cn22" | "cn23";
  because: readonly ("within" | "value" | "weight" | "value-unknown" | "weight-unknown" | "rate-unknown" | "no-limit")[];
  limit: ({ fromPlace: string | null; value: string; weight: Decimal; validity: Validity } & Cited) | null;
  /** The value in the limit's currency. */
  value: string | null;
}

export interface ElementCheck extends Cited {
  number: number;
  element: string;
  name: string;
  what: string;
  travels: readonly string[];
  maxLength: number | null;
  standing: "present" | "missing" | "open" | "poor" | "not-asked";
  blocks: boolean;
  values: readonly { path: string; value: string }[];
  rules: readonly Asking[];
  faults: readonly Fault[];
}

export type Lack = "value" | "item" | "weight" | "transaction" | "code" | "business" | "origin" | "rate" | "question" | "source";

export interface Asking extends Cited {
  id: string;
  place: string | null;
  need: "mandatory" | "conditional";
  certain: boolean;
  lacks: readonly Lack[];
  asks: string;
  answer: boolean | null;
  why: string;
  kinds: readonly string[];
  digits: number | null;
  missing: readonly string[];
  short: readonly string[];
  validity: Validity;
}

export interface Fault extends Cited {
  fault: string;
  path: string;
  detail: string;
  effect: "refused" | "poor";
  why: string;
  list: string | null;
}

export interface View {
  view: "cn22" | "cn23" | "h7" | "us-mail" | "invoice";
  /** Whether the check chose it, where it chooses between two. */
  chosen: boolean | null;
  boxes: readonly FormBox[];
  lines: readonly (readonly FormBox[])[];
}

export interface FormBox {
  number: string;
  label: string;
  paths: readonly string[];
  value: string | null;
}
