// What goes in and what comes out, written by hand and kept honest by `cargo xtask test --only types`, which compares
// these types with answers of the real engine in both directions: a field more or a field less is an error.

/** Decimal text such as `"19.90"`: exact, and never a float. */
export type Decimal = string;

/** A decimal as text (exact) or as a number, whose shortest decimal form is taken. */
export type DecimalInput = string | number;

/** A day as `YYYY-MM-DD`. */
export type Day = string;

/** What may be left out: missing, `undefined` and `null` mean the same. */
type Maybe<T> = T | null | undefined;

/** The question: goods sent together by one seller to one buyer. All prices are in `currency`. A key that is not here is a problem: it may be misspelt. */
export interface Basket {
  /** Where the goods go: `"FR"`, or a part of a country where that decides the tax, `"CA-ON"`. */
  to: string;
  /** The country the goods are sent from. */
  from: string;
  /** The day whose law applies. There is no default: the engine has no clock. */
  assessmentDate: Day;
  /** The currency of all prices. */
  currency: string;
  lines: readonly BasketLine[];
  /** Default: `"distance-sale"`, a sale to a consumer. */
  transaction?: Maybe<Transaction>;
  /** Default: `"post"`. */
  carriage?: Maybe<Carriage>;
  /** Carriage to the destination; when missing, it is taken to be within the prices, and the answer says so. */
  freight?: Maybe<DecimalInput>;
  insurance?: Maybe<DecimalInput>;
  /** Gross weight of everything, in kilograms; the net weights of the lines stand in for it. */
  grossWeight?: Maybe<DecimalInput>;
  /** The postcode, where it decides which part of the country it is: 35001 is the Canary Islands. */
  postcode?: Maybe<string>;
  seller?: Seller;
  /** `"registered"` is registered for tax at the destination. Default: `"private"`. */
  buyer?: Maybe<"private" | "registered">;
  /** What the importer chooses where the law leaves a choice. */
  elections?: readonly string[];
  /** The declaration's data set, when you decide it. */
  dataset?: Maybe<string>;
  /** Rates that go before the bundled ones. */
  exchangeRates?: readonly ExchangeRate[];
}

export type Transaction = "distance-sale" | "commercial" | "gift";
export type Carriage = "post" | "express" | "air-freight" | "sea-freight" | "land-freight";

/** What the shop sells: one product, its quantity and the price of one piece. */
export interface BasketLine {
  /** Your own name for the line; the answer refers to lines by position. */
  id?: Maybe<string>;
  description?: Maybe<string>;
  /** The commodity code, two or four to twelve digits; the longer, the surer the answer. */
  code?: Maybe<string>;
  /** Where the goods are from in law; default: where they are sent from, and the answer says so. */
  origin?: Maybe<string>;
  /** Default: 1. */
  quantity?: Maybe<DecimalInput>;
  unitPrice: DecimalInput;
  /** Of the whole line, in kilograms. */
  netWeight?: Maybe<DecimalInput>;
  /** Further quantities of the whole line, by unit: `{ pair: 2 }`. */
  quantities?: Readonly<Record<string, DecimalInput>>;
  /** Values of named parts, for the whole line. */
  components?: Readonly<Record<string, DecimalInput>>;
  /** What is claimed: a preference programme, an exclusion. */
  claims?: readonly string[];
  /** Facts about the goods; what is not given stays open, and the answer asks. */
  facts?: Readonly<Record<string, boolean>>;
}

export interface Seller {
  /** Registrations held, such as `"ioss"`. Missing: not known. Empty: none. */
  registrations?: readonly string[];
  /** The sale goes through a marketplace. */
  marketplace?: Maybe<boolean>;
}

export interface ExchangeRate {
  from: string;
  to: string;
  /** So many units of `to` for one of `from`. */
  rate: DecimalInput;
  on?: Maybe<Day>;
  source?: Maybe<string>;
}

/** The answer. Look at `status` first. */
export type QuoteResult =
  | { status: "quoted"; quote: Quote }
  | { status: "not-covered"; reason: NotCovered }
  | { status: "invalid"; problems: readonly Problem[] };

/** The question is clear, but the tables do not hold the answer. Never to be read as zero. */
export interface NotCovered {
  code: "place" | "not-a-destination" | "part-needed" | "too-early" | "too-late" | "pack-not-loaded" | "gap" | "closed" | "domestic" | "weight-needed" | "rate";
  message: string;
  /** With `pack-not-loaded`: the packs to load before asking again. */
  packs?: readonly string[];
  /** With `rate`: the currencies between which a rate is missing, from and to. */
  rate?: readonly [string, string];
  /** With `part-needed`: the parts to choose from. */
  parts?: readonly string[];
}

/** What the same goods cost in the parts of a destination that a postcode would find. */
export interface Elsewhere {
  /** From the cheapest part to the dearest, in the currency of the destination's own answer; `null` where no part has an answer, or lets any of the goods in. */
  landedCost: Range | null;
  parts: readonly Part[];
}

/** One part: what the goods cost there in its own currency, or the reason why that is not known. */
export interface Part {
  to: string;
  currency: string | null;
  landedCost: Range | null;
  /** None of the goods may come in there. */
  prohibited: boolean;
  reason: NotCovered | null;
}

/** Something in the question that cannot be read, contradicts itself, or names what nothing in the law answers to. */
export interface Problem {
  /** Where: `lines[2].unitPrice`. */
  path: string;
  code: string;
  message: string;
  help: string;
}

/**
 * An amount, or what it lies between: `low` and `high` are the same when nothing is open; `high` is `null` without bound.
 *
 * `low` is of the reading of the goods that makes the whole the cheapest, `high` of the one that makes it the dearest, so lows add up
 * to the low of the whole and highs to its high. For the same reason a single charge may have a `low` above its `high`: a reduced
 * tax that is paid only where the goods are the cheaper ones. Show the smaller of the two first.
 */
export interface Range {
  low: Decimal;
  high: Decimal | null;
}

export type ChargeKind = "duty" | "excise" | "levy" | "tax" | "fee";

/** How well a fact is confirmed; a charge shows the weakest that it rests on. */
export type Grade = "official" | "two-secondary" | "secondary" | "unverified";

export type Party = "buyer" | "seller" | "marketplace" | "carrier" | "post" | "customs";
export type Moment = "checkout" | "border" | "delivery" | "periodic-return";

/** All amounts are in `currency`, the destination's, in major units. */
export interface Quote {
  to: string;
  assessmentDate: Day;
  currency: string;
  /** The publication of the tables, and the digest of their pack: with both, an answer can be repeated to the cent. */
  edition: string;
  digest: string;
  /** The next day on which the answer may change; ask again then. */
  validUntil: Day | null;
  dataset: string;
  goods: Decimal;
  freight: Decimal;
  insurance: Decimal;
  /** Goods, freight, insurance, and everything owed by law. */
  landedCost: Range;
  /** What is owed by law, by kind. */
  sums: Readonly<Record<ChargeKind, Range>>;
  /** What is owed by law, by who pays whom, and when. */
  payable: readonly Payable[];
  charges: readonly Charge[];
  /** What carriers typically ask for their own service: not law, and not in the total. */
  carrierFees: readonly Charge[];
  /** Adopted law whose start is not confirmed: not in the total. */
  scheduled: readonly Charge[];
  /** As many as in the basket, in the same order. */
  lines: readonly Line[];
  items: readonly GoodsItem[];
  reliefs: readonly Relief[];
  warnings: readonly Warning[];
  /** Whether rules of the place itself are held; without them the warnings are carriers' and treaties' only. */
  restrictionsHeld: boolean;
  assumptions: readonly Assumption[];
  needs: readonly Need[];
  /** What duty is on average here, where it stays open for some of the goods: context, never charged. */
  typicalDuty: { rate: string; year: number; source: string } | null;
  gaps: readonly Gap[];
  /** What could not be read in single lines; the rest is priced. */
  problems: readonly Problem[];
  /** Exchange rates used. */
  rates: readonly RateUsed[];
  /** Ids of announced law: shown, never charged. */
  watch: readonly string[];
}

export interface Payable {
  debtor: Party;
  collector: Party;
  moment: Moment;
  amount: Range;
}

export interface Charge {
  kind: ChargeKind;
  name: string;
  /** The measure that charges; `Engine.measure` tells its law. */
  measure: string;
  /** The goods item, or `null` for the whole consignment. */
  item: number | null;
  amount: Range;
  debtor: Party;
  collector: Party;
  moment: Moment;
  /** Further measures behind it. */
  because: readonly string[];
  working: Working;
  grade: Grade;
  payee?: string;
}

/** How an amount came about. */
export type Working =
  | { how: "rate"; base: Decimal; rate: string }
  | { how: "tariff"; base: Decimal; rate: string; schedule: string; column: string; snapshot: Day; source?: string }
  /** A rate of the tariff (`full`) less what a preference takes off it. */
  | { how: "tariff-reduced"; base: Decimal; rate: string; full: string; schedule: string; column: string; snapshot: Day; source?: string }
  | { how: "flat"; rate: string; count: Decimal }
  | { how: "top-up"; base: Decimal; rate: string; covered: Decimal }
  | { how: "gross-up"; base: Decimal; rate: string }
  | { how: "rate-less"; base: Decimal; rate: string; less: string }
  | { how: "no-rate"; base: Decimal; schedule: string; snapshot: Day };

export interface Line {
  status: "priced" | "flagged" | "prohibited";
  /** The goods item it is declared in. */
  item: number | null;
}

/** What the declaration counts as one item. */
export interface GoodsItem {
  /** Positions of its lines in the basket. */
  lines: readonly number[];
  code: string | null;
  origin: string;
  intrinsic: Decimal;
  /** The value for duty. */
  customs: Decimal;
  /** How many tariff lines its code could mean. */
  candidates: number;
  /** Where these do not all come to the same: which come to what, and what to ask. */
  choice: Choice | null;
}

/** What a code too short leaves to choose. */
export interface Choice {
  /** The tariff line behind the low end of the answer, and the one behind the high end. */
  lowCode: string;
  highCode: string;
  /** Tariff lines that come to the same, the cheapest first. */
  lines: readonly TariffLines[];
  /** What to ask a person, where a question is held. */
  question: { text: string; answers: readonly CodeAnswer[] } | null;
}

/** Tariff lines that come to the same. */
export interface TariffLines {
  /** Their codes, or prefixes of them; the item's own code stands for a line that the tables do not hold, a code beside longer ones that it begins for all else under it. */
  codes: readonly string[];
  /** What the tariff says, or law in its place; `null` where no rate is asked, or none is held. */
  rate: string | null;
  /** Duty, excise, levies and taxes on the item, were it alone, after the reliefs that the goods have. */
  amount: Range;
}

/** An answer and the longer code that it leads to. */
export interface CodeAnswer {
  code: string;
  text: string;
  amount: Range;
}

export interface Relief {
  measure: string;
  granted: boolean;
  /** When missed: by how much, with its currency, such as `"0.01 EUR"`. */
  overBy: string | null;
  /** When missed because nobody claimed it: the claim that would open it, such as `"preference"`. */
  claim: string | null;
  items: readonly number[];
}

export interface Warning {
  /** The rule; `Engine.restriction` tells what happens and what is needed. */
  restriction: string;
  /** Position of the line in the basket. */
  line: number;
  /** `"question"` asks whether the goods are of that kind; the others say that they are. */
  status: "question" | "prohibited" | "restricted" | "conditional" | "limit";
  asks: boolean;
  /** Found by code; otherwise by words of the description. */
  byCode: boolean;
  category: string;
  layer: "transport" | "carrier" | "destination" | "post";
  grade: Grade;
}

/** Something filled in because nobody said. */
export interface Assumption {
  /** Such as `"origin-is-dispatch"`, `"fact-presumed"`, `"code-fits-price"`; `docs/assumptions.md` lists them. */
  code: string;
  line: number | null;
  value: string;
  measure: string | null;
}

/** Something that would settle what is open: `"code"`, `"quantity:litre"`, `"fact:name"`. */
export interface Need {
  code: string;
  item: number | null;
  measure: string | null;
  /** The restriction that asks, where the answer decides whether goods may come in and not what they cost. */
  restriction: string | null;
}

/** Something the tables do not hold. */
export interface Gap {
  item: number | null;
  schedule: string;
  title: string;
}

export interface RateUsed {
  from: string;
  to: string;
  rate: Decimal;
  on: Day | null;
  source: string;
}

/** What a loaded pack was. */
export interface PackInfo {
  kind: "world" | "place" | "finder" | "sources" | "words" | "obligations" | "declaration" | "recovery" | "origin";
  name: string;
  edition: string;
  digest: string;
}

/** The rule behind a warning's id, in plain words. */
export interface Restriction {
  id: string;
  /** `null`: everywhere. */
  place: string | null;
  category: string;
  layer: "transport" | "carrier" | "destination" | "post";
  status: "prohibited" | "restricted" | "conditional" | "limit";
  /** What happens, or what is needed. */
  effect: string;
  document: string;
  authority: string;
  limit: string;
  from: Day | null;
  until: Day | null;
  basis: string;
  url: string;
  grade: Grade;
}

/** The law behind a measure's id. */
export interface Measure {
  id: string;
  place: string;
  title: string;
  from: Day | null;
  until: Day | null;
  status: "in-force" | "scheduled" | "announced" | "suspended" | "annulled";
  grade: Grade;
  note: string | null;
  cite: readonly Citation[];
}

export interface Citation {
  act: string;
  title: string;
  url: string;
  at: string;
  grade: Grade;
}

/** What a page needs besides quotes. */
export interface Directory {
  edition: string;
  digest: string;
  places: readonly Place[];
  products: readonly Product[];
  /** Announced law: shown, never charged. */
  watch: readonly Announced[];
  schemes: readonly Scheme[];
  facts: readonly FactQuestion[];
  categories: readonly { id: string; name: string }[];
  schedules: readonly Schedule[];
  rates: { on: Day | null; source: string; currencies: readonly string[] };
}

export interface Place {
  code: string;
  name: string;
  within: string | null;
  currency: string;
  knownFrom: Day;
  /** A parcel can be sent there. */
  destination: boolean;
  /** A part of it must be named instead. */
  partsRequired: boolean;
  /** Parts with law of their own that a postcode finds. */
  partsByPostcode: readonly string[];
}

/** An everyday product and its code. */
export interface Product {
  id: string;
  name: string;
  words: readonly string[];
  code: string;
  group: string;
  material: string;
  basis: string;
}

export interface Announced {
  id: string;
  place: string;
  title: string;
  expected: string;
  url: string;
}

/** A fact about goods that law asks for. */
export interface FactQuestion {
  name: string;
  /** The question to a person. */
  question: string;
  /** What is taken when nobody says; `null` when both ways are read and the quote is a range. */
  presumed: boolean | null;
  /** It is about the whole consignment: said of any line it is said of all, and it is asked once. */
  consignment: boolean;
}

/** What a seller can be registered for. */
export interface Scheme {
  registration: string;
  place: string;
  title: string;
  /** Taken as held when the seller declares nothing. */
  presumed: boolean;
}

export interface Schedule {
  id: string;
  place: string;
  title: string;
  nomenclature: string;
  snapshot: Day;
  source: string;
  url: string;
  grade: Grade;
  /** Sources of single rows; `asOf` is the day of their rates, where it is another than the schedule's. */
  sources: readonly { key: string; title: string; url: string; asOf: Day | null }[];
}
