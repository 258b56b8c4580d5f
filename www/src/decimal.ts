// Exact decimals as text. For adding up and comparing what the engine answered; law is never worked out here.

const PLAIN = /^(\d{1,30})(?:\.(\d{1,30}))?$/;

/** The value scaled by ten to the `places`, or `undefined` for text that is no plain decimal. */
function scaled(text: string, places: number): bigint | undefined {
  const [, whole, part = ""] = PLAIN.exec(text) ?? [];
  return whole === undefined ? undefined : BigInt(whole + part.padEnd(places, "0"));
}

const scale = (text: string): number => PLAIN.exec(text)?.[2]?.length ?? 0;

/** The sum, with as many places as the finest. */
export function sum(...parts: readonly string[]): string {
  const places = Math.max(0, ...parts.map(scale));
  const total = parts.reduce((total, part) => total + (scaled(part, places) ?? 0n), 0n);
  const digits = total.toString().padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Below, at or above zero, as `a` is less than, equal to or more than `b`. */
export function compare(a: string, b: string): number {
  const places = Math.max(scale(a), scale(b));
  const [left = 0n, right = 0n] = [scaled(a, places), scaled(b, places)];
  return left < right ? -1 : left > right ? 1 : 0;
}

export const isZero = (text: string): boolean => compare(text, "0") === 0;

/**
 * A decimal as people type it: `1234.5`, `1234,5`, `1 234.50`, `1,234.50`, `1.234,50`. `undefined` when it is not one, and when
 * it could be two: `1,250` is a thousand to some readers and one and a quarter to others.
 */
export function typed(text: string): string | undefined {
  const tight = text.trim().replace(/(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(\D|$))/g, "").replace(/(?<=\d)[.,]$/, "");
  const tidy = /^\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,})$/.test(tight) ? tight.replaceAll(",", "")
    : /^\d{1,3}(\.\d{3})+,\d+$/.test(tight) ? tight.replaceAll(".", "").replace(",", ".")
    : /^[1-9]\d{0,2},\d{3}$/.test(tight) ? ""
    : tight.replace(/^(\d+),(\d{1,8})$/, "$1.$2");
  return PLAIN.test(tidy) ? tidy : undefined;
}

const SIGNED = /^(-?)(.+)$/;

/** A signed decimal scaled by ten to the `places`; text that is no decimal counts as nothing. */
function signed(text: string, places: number): bigint {
  const [, sign = "", rest = ""] = SIGNED.exec(text) ?? [];
  const value = scaled(rest, places) ?? 0n;
  return sign === "-" ? -value : value;
}

const signedScale = (text: string): number => scale(text.replace("-", ""));

/** A scaled value as text. */
function written(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, "0");
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return value < 0n ? `-${text}` : text;
}

/** `a` less `b`, with its sign. */
export function minus(a: string, b: string): string {
  const places = Math.max(signedScale(a), signedScale(b));
  return written(signed(a, places) - signed(b, places), places);
}

/** Without its sign. */
export const absolute = (text: string): string => text.replace("-", "");

/** The product. */
export function times(a: string, b: string): string {
  const [left, right] = [signedScale(a), signedScale(b)];
  return written(signed(a, left) * signed(b, right), left + right);
}

/** `a` divided by `b`, to some digits after the point, halves up; `undefined` by nothing. */
export function over(a: string, b: string, places: number): string | undefined {
  const common = Math.max(scale(a), scale(b));
  const [above, below] = [scaled(a, common), scaled(b, common)];
  if (above === undefined || below === undefined || below === 0n) return undefined;
  const power = 10n ** BigInt(places);
  return written((2n * above * power + below) / (2n * below), places);
}
