// Which obligations touch a sale. The command line does the same in Rust (src/obligation.rs), and tests compare the two.
//
// Unknown is never no: a row drops out only when something that is known rules it out.
import type { Bound, Checklist, Item, Lack, Near, Obligation, Sale, Tables } from "./types";

const KIND_ORDER: readonly string[] = ["registration", "collect", "identifier", "product-rule", "data", "filing", "export"];
const LACK_ORDER: readonly Lack[] = ["seller", "selling", "goods", "carriage", "sales-there", "sales-world", "parcel", "rate", "question"];

/** Yes, no, or what would have to be known. */
type Answer = true | false | Lack;

/** Picks the obligations that touch a sale, ordered by kind, place and id. */
export function obligations(sale: Sale, tables: Tables): Checklist {
  const asked = new Asked(sale, tables);
  const items = tables.rows.flatMap((row) => asked.item(row) ?? []);
  const place = (row: Obligation): string => row.place ?? "";
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  items.sort((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) || order(place(a), place(b)) || order(a.id, b.id));
  const isHeld = (to: string): boolean => tables.rows.some((row) => row.kind !== "export" && row.place !== null && asked.liesIn(to, row.place));
  return { on: sale.on, edition: tables.edition, items, notHeld: sale.to.filter((to) => !isHeld(to)) };
}

class Asked {
  readonly #sale: Sale;
  readonly #tables: Tables;

  constructor(sale: Sale, tables: Tables) {
    this.#sale = sale;
    this.#tables = tables;
  }

  item(row: Obligation): Item | undefined {
    const to = this.#destinations(row);
    const isOver = row.validity.until !== null && row.validity.until <= this.#sale.on;
    if (to.length === 0 || isOver || row.status === "suspended" || row.status === "annulled") return undefined;
    const lacks = new Set<Lack>();
    for (const answer of [this.#established(row), this.#selling(row), this.#carriage(row), this.#goods(row)]) {
      if (answer === false) return undefined;
      if (answer !== true) lacks.add(answer);
    }
    const near: Near[] = [];
    let isBelow = false;
    for (const bound of row.bounds) {
      const [answer, figure] = this.#bound(row, bound, to);
      if (answer === false && bound.of !== "there" && bound.of !== "world") return undefined;
      if (answer === false) isBelow = true;
      else if (answer !== true) lacks.add(answer);
      near.push(figure);
    }
    if (row.asks !== "") lacks.add("question");
    const isAhead = (row.validity.from !== null && this.#sale.on < row.validity.from) || row.status !== "in-force";
    const standing = isAhead ? "ahead" : isBelow ? "below-threshold" : lacks.size === 0 ? "due" : "open";
    return { ...row, to, standing, lacks: LACK_ORDER.filter((lack) => lacks.has(lack)), near };
  }

  /** Whether a place is another or lies within it. */
  liesIn(place: string, wider: string): boolean {
    return this.#chain(place).includes(wider);
  }

  /** The destinations of the sale that a row speaks of. */
  #destinations(row: Obligation): readonly string[] {
    const from = this.#sale.from ?? this.#sale.seller;
    return this.#sale.to.filter((to) => {
      if (row.kind === "export") {
        return from !== undefined && (row.place === null || this.liesIn(from, row.place)) && this.#widest(from) !== this.#widest(to);
      }
      const place = row.place ?? this.#widest(to);
      const stays = from !== undefined && this.liesIn(from, place);
      const isSpared = row.except.some((part) => this.liesIn(to, part));
      return this.liesIn(to, place) && !isSpared && !(row.crossing && stays);
    });
  }

  #established(row: Obligation): Answer {
    if (row.establishedIn.length === 0 && row.establishedNotIn.length === 0) return true;
    const { seller } = this.#sale;
    if (seller === undefined) return "seller";
    const within = (places: readonly string[]): boolean => places.some((place) => this.liesIn(seller, place));
    return (row.establishedIn.length === 0 || within(row.establishedIn)) && !within(row.establishedNotIn);
  }

  #selling(row: Obligation): Answer {
    const { selling } = this.#sale;
    if (row.selling === "both" || selling === "both") return true;
    return selling === undefined ? "selling" : row.selling === selling;
  }

  #carriage(row: Obligation): Answer {
    if (row.carriage === null) return true;
    return this.#sale.carriage === undefined ? "carriage" : row.carriage === this.#sale.carriage;
  }

  /** Whether any of the goods is meant. A code shorter than a row's prefix may be. */
  #goods(row: Obligation): Answer {
    if (row.codes.length === 0 && row.notCodes.length === 0) return true;
    const goods = this.#sale.goods ?? [];
    let isOpen = goods.length === 0;
    for (const code of goods) {
      const mayBe = (prefixes: readonly string[]): boolean => prefixes.some((prefix) => prefix.startsWith(code));
      const isMeant = row.codes.length === 0 || row.codes.some((prefix) => code.startsWith(prefix));
      if (row.notCodes.some((prefix) => code.startsWith(prefix))) continue;
      if (isMeant && !mayBe(row.notCodes)) return true;
      isOpen ||= isMeant || mayBe(row.codes);
    }
    return isOpen ? "goods" : false;
  }

  #bound(row: Obligation, bound: Bound, to: readonly string[]): [Answer, Near] {
    const { salesWorld, parcel } = this.#sale;
    const [told, partial] = bound.of === "there" ? this.#salesThere(row.place, to) : [fraction(bound.of === "world" ? salesWorld : parcel), false];
    const near: Near = { ...bound, have: null, percent: null, partial };
    const lack: Lack = bound.of === "there" ? "sales-there" : bound.of === "world" ? "sales-world" : "parcel";
    const limit = fraction(bound.amount);
    if (told === undefined || limit === undefined) return [lack, near];
    const figure = this.#convert(told, limit.currency);
    if (figure === undefined) return ["rate", near];
    const [have, want] = [figure.over * limit.under, limit.over * figure.under];
    const isFloor = bound.compare === "at-least" || bound.compare === "above";
    const holds = { "at-least": have >= want, above: have > want, "at-most": have <= want, below: have < want }[bound.compare];
    // Of a parcel it is known that no piece is dearer; of some destinations that all together sell no less.
    const isOpen = bound.of === "item" ? holds === isFloor : bound.of === "there" && partial && holds !== isFloor;
    const percent = want === 0n ? null : Number((have * 100n) / want);
    return [isOpen ? lack : holds, { ...near, have: String(figure.over / figure.under), percent }];
  }

  /** Sales to a place, and whether they are only part of what counts. They are whole when the place itself was named. */
  #salesThere(place: string | null, to: readonly string[]): [Fraction | undefined, boolean] {
    const named = (at: string): Fraction | undefined => fraction(this.#sale.salesThere?.[at]);
    const whole = place === null ? undefined : named(place);
    if (whole) return [whole, false];
    const [first, ...others] = to.flatMap((at) => named(at) ?? []);
    let sum = first;
    for (const next of others) {
      const more = sum && this.#convert(next, sum.currency);
      sum = more && sum && { ...sum, over: sum.over * more.under + more.over * sum.under, under: sum.under * more.under };
    }
    return [sum, true];
  }

  #convert(money: Fraction, currency: string): Fraction | undefined {
    if (money.currency === currency || money.over === 0n) return { ...money, currency };
    const [times, by] = [this.#perEuro(currency), this.#perEuro(money.currency)];
    return times && by && { over: money.over * times.over * by.under, under: money.under * times.under * by.over, currency };
  }

  #perEuro(currency: string): Fraction | undefined {
    const rate = currency === "EUR" ? "1" : Object.hasOwn(this.#tables.rates.perEuro, currency) ? this.#tables.rates.perEuro[currency] : undefined;
    return rate === undefined ? undefined : fraction(`${rate} ${currency}`);
  }

  /** The place and those it lies within, innermost first. */
  #chain(place: string): readonly string[] {
    const chain: string[] = [];
    let next: string | undefined = place;
    while (next !== undefined && !chain.includes(next)) {
      chain.push(next);
      next = Object.hasOwn(this.#tables.within, next) ? this.#tables.within[next] : undefined;
    }
    return chain;
  }

  #widest(place: string): string {
    return this.#chain(place).at(-1) ?? place;
  }
}

/** An exact amount: `over / under` of a currency. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
  readonly currency: string;
}

/** Reads `75000.50 AUD`. */
function fraction(money: string | undefined): Fraction | undefined {
  const [, whole, part = "", currency] = /^(\d{1,18})(?:\.(\d{1,18}))? ([A-Z]{3})$/.exec(money ?? "") ?? [];
  if (whole === undefined || currency === undefined) return undefined;
  return { over: BigInt(whole + part), under: 10n ** BigInt(part.length), currency };
}
