// What the postcode may change: the same parcel to the parts of a country that have law of their own.
import { fold, h } from "../../dom";
import type { Elsewhere, Part, Quote } from "../../types";
import { list, say } from "../../words";
import { type Answered, amountText } from "./amount";

/** Whether a postcode would tell that another part's law applies. */
export const asksPostcode = ({ needs }: Quote): boolean => needs.some(({ code }) => code === "postcode");

/** Folded: most parcels go to the main part, whose answer stands above. */
export function elsewhere({ quote, directory }: Answered, told: Elsewhere | undefined): HTMLElement | null {
  if (!told || told.parts.length === 0) return null;
  const nameOf = (code: string): string => directory.places.find((place) => place.code === code)?.name ?? code;
  const place = nameOf(quote.to);
  const amount = told.landedCost === null ? list([...new Set(told.parts.map(costsOf))]) : amountText(told.landedCost, quote.currency);
  return h("section", { class: "card elsewhere", "data-elsewhere": "" },
    fold("elsewhere", [h("span", {}, say("elsewhere.title", { place })), " ", h("span", { class: "amount" }, amount)], () => [
      h("p", { class: "quiet" }, say("elsewhere.lead", { place })),
      h("ul", { class: "plain" }, ...alike(told.parts).map(({ costs, codes }) =>
        h("li", { "data-parts": codes.join(" ") }, h("span", {}, list(codes.map(nameOf))), " ", h("span", { class: "amount" }, costs)))),
      h("button", { type: "button", class: "secondary", "data-key": "to-postcode", onclick: () => document.querySelector<HTMLElement>('.form-place [data-path="postcode"]')?.focus() }, say("elsewhere.to-postcode")),
    ], { class: "more" }));
}

function costsOf({ landedCost, currency, prohibited }: Part): string {
  if (prohibited) return say("elsewhere.prohibited");
  return landedCost === null || currency === null ? say("elsewhere.not-covered") : amountText(landedCost, currency);
}

/** Parts that cost the same, together, in order of first appearance. */
function alike(parts: readonly Part[]): { costs: string; codes: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const part of parts) groups.set(costsOf(part), [...(groups.get(costsOf(part)) ?? []), part.to]);
  return [...groups].map(([costs, codes]) => ({ costs, codes }));
}
