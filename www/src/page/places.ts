// Destinations from the tables, countries from the browser.
import type { Directory, Place } from "../types";
import { hasWord, regionName, say, sayOf } from "../words";
import type { Option } from "./combobox";

/** Where a parcel can be sent, members and parts under the place they lie in. */
export function destinations(directory: Directory): readonly Option[] {
  const open = directory.places.filter((place) => place.destination);
  const name = (code: string): string => directory.places.find((place) => place.code === code)?.name ?? code;
  const top = open.filter((place) => place.within === null);
  const groups = [...new Set(open.flatMap((place) => (place.within === null ? [] : [place.within])))];
  const option = (place: Place): Option => ({
    value: place.code,
    label: place.name,
    hint: place.within === null ? place.code : name(place.within),
    group: place.within === null ? say("form.covered") : name(place.within),
    words: [place.code, ...(place.within === null ? [] : [name(place.within)]), ...(regionName(place.code) ? [regionName(place.code) ?? ""] : []), ...otherNames(place.code)],
  });
  const byName = (a: Place, b: Place): number => a.name.localeCompare(b.name);
  return [...top.sort(byName).map(option), ...groups.flatMap((group) => open.filter((place) => place.within === group).sort(byName).map(option))];
}

/** The place and those it lies within, innermost first. */
export function chain(directory: Directory, code: string): readonly string[] {
  const places: string[] = [];
  let next: string | null = code;
  while (next !== null && !places.includes(next)) {
    places.push(next);
    next = directory.places.find((place) => place.code === next)?.within ?? null;
  }
  return places;
}

// Codes with a name that are no country that sends parcels: groups, exceptional reservations, the unknown one.
const NO_COUNTRY = new Set(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]);

/** What else people call a country: by habit, such as `UK`, and in the reader's own languages. */
function otherNames(code: string): readonly string[] {
  const own = ownNames().flatMap((names) => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? []) : []));
  return [...(hasWord("also", code) ? sayOf("also", code).split(";") : []), ...own];
}

let own: readonly Intl.DisplayNames[] | undefined;
const ownNames = (): readonly Intl.DisplayNames[] => (own ??= navigator.languages.slice(0, 4).filter((language) => !language.startsWith("en")).flatMap((language) => {
  try {
    return new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  } catch {
    return [];
  }
}));

let known: readonly Option[] | undefined;

/** All countries by name; the browser knows them, so no list needs loading. */
export function countries(): readonly Option[] {
  if (known) return known;
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  known = letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !NO_COUNTRY.has(code) && isCurrent(code))
    .flatMap((code): Option[] => {
      const label = regionName(code);
      return label === undefined ? [] : [{ value: code, label, hint: code, words: [code, ...otherNames(code)] }];
    })
    .sort((a, b) => a.label.localeCompare(b.label));
  return known;
}

/** Whether a code is still in use: old ones are replaced when a locale is made canonical. */
function isCurrent(code: string): boolean {
  return Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
}

/** Currencies that prices may be in: the destinations', and those with a bundled rate. */
export function currencies(directory: Directory, chosen: string): readonly string[] {
  const usual = ["EUR", "USD", "GBP", "CNY", "CAD", "AUD", "JPY", "CHF", "INR", "KRW"];
  return [...new Set([...usual, ...directory.places.map((place) => place.currency), ...directory.rates.currencies, chosen])].sort();
}
