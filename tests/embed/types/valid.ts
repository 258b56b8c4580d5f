// Programs that embedding shops write, and that the types must accept. Nothing here runs.
import type { Basket, Quote, QuoteResult, Range } from "../../../www/src/types";

// The least one can ask.
export const least: Basket = {
  to: "FR",
  from: "CN",
  assessmentDate: "2026-07-01",
  currency: "EUR",
  lines: [{ unitPrice: "19.90" }],
};

// Everything one can say. What is not known may be left out, undefined or null, as forms and databases have it.
export const most: Basket = {
  ...least,
  transaction: "gift",
  carriage: "express",
  freight: 9.9,
  insurance: null,
  seller: { registrations: ["ioss"], marketplace: true },
  buyer: undefined,
  elections: ["tariff-rates"],
  dataset: "H1",
  exchangeRates: [{ from: "USD", to: "EUR", rate: "0.92", on: "2026-06-30", source: "European Central Bank" }],
  lines: [
    {
      id: "sku-1",
      description: "T-shirts",
      code: "6109100010",
      origin: "BD",
      quantity: 5,
      unitPrice: "4.00",
      netWeight: 0.8,
      quantities: { piece: 5 },
      components: { fabric: "3.10" },
      claims: ["gsp-eba"],
      facts: { "organic": true },
    },
  ],
};

// Lists may be read-only: a checkout's state often is.
export function basketOf(lines: readonly { price: string; code: string }[]): Basket {
  return { ...least, lines: lines.map(({ price, code }) => ({ unitPrice: price, code })) };
}

// `status` narrows, and every case is handled.
export function say(result: QuoteResult): string {
  switch (result.status) {
    case "quoted":
      return amount(result.quote.landedCost, result.quote);
    case "not-covered":
      return result.reason.packs ? `load ${result.reason.packs.join(", ")}` : result.reason.message;
    case "invalid":
      return result.problems.map(({ path, message, help }) => `${path}: ${message}; ${help}`).join("\n");
  }
}

function amount({ low, high }: Range, { currency }: Quote): string {
  if (high === null) return `from ${low} ${currency}`;
  return low === high ? `${low} ${currency}` : `${low} to ${high} ${currency}`;
}

// `how` narrows as well.
export function reasons(quote: Quote): string[] {
  return quote.charges.map(({ name, working }) => {
    switch (working.how) {
      case "flat":
        return `${name}: ${working.count} x ${working.rate}`;
      case "no-rate":
        return `${name}: no rate in ${working.schedule}`;
      case "tariff-reduced":
        return `${name}: ${working.rate} instead of ${working.full} on ${working.base}, ${working.schedule} of ${working.snapshot}`;
      case "tariff":
        return `${name}: ${working.rate} on ${working.base}, ${working.schedule} of ${working.snapshot}`;
      case "rate":
      case "top-up":
      case "gross-up":
      case "rate-less":
        return `${name}: ${working.rate} on ${working.base}`;
    }
  });
}

// What is paid at the door.
export function atTheDoor(quote: Quote): Range[] {
  return quote.payable.filter(({ moment }) => moment !== "checkout").map(({ amount }) => amount);
}
