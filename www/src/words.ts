// Sentences, made at the very end from codes and numbers. The text itself is in words/<language>.json, and what only one
// page says in words/<language>/<page>.json.
import en from "../words/en.json";
import type bill from "../words/en/bill.json";
import type offline from "../words/en/offline.json";
import type origin from "../words/en/origin.json";
import type parcel from "../words/en/parcel.json";
import type seller from "../words/en/seller.json";

export type Key = keyof typeof en | keyof typeof bill | keyof typeof offline | keyof typeof origin | keyof typeof parcel | keyof typeof seller;
type Values = Readonly<Record<string, string | number>>;

const words: Record<string, string> = { ...en };

/** Adds the words of a page. Each page brings its own, so that a checkout loads none of them. */
export function learn(more: Readonly<Record<string, string>>): void {
  Object.assign(words, more);
}

/** The language of the words, and how numbers and days are written in it. */
export const language = "en";
const locale = "en-GB";

/** A sentence with its `{gaps}` filled. */
export function say(key: Key, values: Values = {}): string {
  return fill(words[key] ?? key, values);
}

/** The word for a code that tables may add to, or the code itself made readable. */
export function sayOf(kind: string, code: string, values: Values = {}): string {
  const known = words[`${kind}.${code}`];
  return known === undefined ? code.replaceAll("-", " ") : fill(known, values);
}

/** Whether there is a word for a code. */
export const hasWord = (kind: string, code: string): boolean => Object.hasOwn(words, `${kind}.${code}`);

const plural = new Intl.PluralRules(locale);

/** A sentence that counts: `key.one` or `key.other`. */
export function count(key: string, n: number, values: Values = {}): string {
  const template = words[`${key}.${plural.select(n)}`] ?? words[`${key}.other`] ?? key;
  return fill(template, { n, ...values });
}

/** `{place}` is filled as it is, `{the place}` with the article that the name of a place takes inside a sentence. */
function fill(template: string, values: Values): string {
  return template.replace(/\{(the )?(\w+)\}/g, (gap, article: string | undefined, name: string) => (!Object.hasOwn(values, name) ? gap : article === undefined ? String(values[name]) : inSentence(String(values[name]))));
}

const WITH_ARTICLE = /^(United |US |European |Caribbean |Netherlands|Philippines|Bahamas|Gambia|Maldives|Comoros|Seychelles|Czech Republic|Dominican Republic|Central African|British |French Southern|Isle of |Palestinian |Vatican )| Islands( \(.*)?$/;

/** A place as a sentence names it: `the United States`. */
export const inSentence = (place: string): string => (WITH_ARTICLE.test(place) ? `the ${place}` : place);

const formats = new Map<string, Intl.NumberFormat>();

/** Money as people read it, exact to the last digit: `€19.90`. */
export function money(amount: string, currency: string): string {
  const places = /\.(\d+)$/.exec(amount)?.[1]?.length ?? 0;
  const key = `${currency} ${places}`;
  let format = formats.get(key);
  if (!format) {
    try {
      const usual = new Intl.NumberFormat(locale, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
      format = new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: usual, maximumFractionDigits: Math.max(usual, places) });
    } catch {
      return `${amount} ${currency}`;
    }
    formats.set(key, format);
  }
  // Decimal text keeps every digit; a number would not.
  return format.format(amount as unknown as number);
}

/** A plain decimal with thousands apart, and at most some digits after the point. */
export function figure(amount: string, digits = 8): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(amount as unknown as number);
}

const dayFormat = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** `1 July 2026`. */
export function day(iso: string): string {
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? iso : dayFormat.format(date);
}

/** `a, b and c`. */
export function list(items: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(items);
}

const regions = new Intl.DisplayNames([locale], { type: "region", fallback: "none" });
const currencies = new Intl.DisplayNames([locale], { type: "currency", fallback: "none" });

/** The name of a country, or nothing when the code names none. A part stands behind its country: `Brazil (BR-SP)`. */
export function regionName(code: string): string | undefined {
  try {
    const [country = "", part] = code.split("-");
    const name = regions.of(country);
    return part === undefined || name === undefined ? name : `${name} (${code})`;
  } catch {
    return undefined;
  }
}

/** `euros` for `EUR`: how people name amounts in it. */
export function currencyPlural(code: string): string {
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency: code, currencyDisplay: "name" }).formatToParts(2).find(({ type }) => type === "currency")?.value ?? code;
  } catch {
    return code;
  }
}

/** `Euro` for `EUR`. */
export function currencyName(code: string): string | undefined {
  try {
    return currencies.of(code);
  } catch {
    return undefined;
  }
}
