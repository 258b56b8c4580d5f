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

/** A decimal as people type it: a comma may stand for the point. `undefined` when it is not one. */
export function typed(text: string): string | undefined {
  const tidy = text.trim().replace(/^(\d+),(\d{1,8})$/, "$1.$2");
  return PLAIN.test(tidy) ? tidy : undefined;
}
