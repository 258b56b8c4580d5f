// The total as a bar, drawn to scale, with the same facts as a list beside it for everyone.
import { compare, isZero, sum } from "../../decimal";
import { freshId, h, svg } from "../../dom";
import type { ChargeKind, Quote, Range } from "../../types";
import { money, say } from "../../words";
import { amountText, bounds } from "./amount";

export const KINDS = ["duty", "excise", "levy", "tax", "fee"] as const satisfies readonly ChargeKind[];

interface Part {
  readonly name: string;
  readonly kind: string;
  readonly amount: Range;
}

const WIDTH = 1000;
const HEIGHT = 56;
const GAP = 4;

export function picture(quote: Quote): HTMLElement {
  const exactly = (amount: string): Range => ({ low: amount, high: amount });
  const parts: Part[] = [
    { name: say("picture.goods"), kind: "goods", amount: exactly(quote.goods) },
    { name: say("picture.freight"), kind: "freight", amount: exactly(sum(quote.freight, quote.insurance)) },
    ...KINDS.map((kind) => ({ name: say(`kind.${kind}`), kind, amount: quote.sums[kind] })),
  ].filter((part) => part.kind === "goods" || part.amount.high === null || !isZero(part.amount.low) || !isZero(part.amount.high));

  return h(
    "figure",
    { class: "picture" },
    bar(parts, bounds(quote.landedCost), quote.currency),
    h(
      "ul",
      { class: "legend" },
      ...parts.map((part) =>
        h("li", {}, h("span", { class: `swatch fill-${part.kind}`, "aria-hidden": "true" }), h("span", { class: "legend-name" }, part.name), h("span", { class: "amount" }, amountText(part.amount, quote.currency))),
      ),
    ),
  );
}

function bar(parts: readonly Part[], landed: Range, currency: string): SVGSVGElement {
  const [titleId, hatchId, fadeId] = [freshId(), freshId(), freshId()];
  const described = [
    say("picture.title"),
    ...parts.map((part) => `${part.name}: ${amountText(part.amount, currency)}`),
  ].join(". ");

  // Only the drawing uses floats.
  const open = landed.high === null;
  const extra = landed.high === null ? 0 : Number(landed.high) - Number(landed.low);
  const sure = parts.map((part) => Number(bounds(part.amount).low));
  const shown = sure.reduce((total, value) => total + value, 0);
  const whole = (shown + extra) * (open ? 1.25 : 1) || 1;

  const segments: SVGElement[] = [];
  let x = 0;
  const segment = (value: number, fill: string | undefined, kind: string, tip: string): void => {
    const width = (value / whole) * WIDTH;
    if (width <= 0) return;
    segments.push(svg("rect", { x: x.toFixed(2), y: 0, width: Math.max(width - GAP, 1.5).toFixed(2), height: HEIGHT, class: kind, fill }, svg("title", {}, tip)));
    x += width;
  };
  parts.forEach((part, i) => segment(sure[i] ?? 0, undefined, `fill-${part.kind}`, `${part.name}: ${amountText(part.amount, currency)}`));
  if (open) segment(whole - shown, `url(#${fadeId})`, "open-end", say("picture.open-end"));
  else if (landed.high !== null && compare(landed.low, landed.high) < 0) {
    segment(whole - shown, `url(#${hatchId})`, "open", `${say("picture.open")}: ${money(landed.high, currency)}`);
  }

  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-labelledby": titleId, class: "bar" },
    svg("title", { id: titleId }, described),
    svg(
      "defs",
      {},
      svg("pattern", { id: hatchId, width: 12, height: 12, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, svg("rect", { width: 5, height: 12, class: "fill-open" })),
      svg("linearGradient", { id: fadeId }, svg("stop", { offset: "0", class: "fade-from" }), svg("stop", { offset: "1", class: "fade-to" })),
    ),
    ...segments,
  );
}
