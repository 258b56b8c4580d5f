// Questions worth asking, ready to press.
import type { Key } from "../words";
import type { Basket } from "../types";

const parisBasket = {
  to: "FR", from: "CN", currency: "EUR", carriage: "express", transaction: "distance-sale", freight: "9.00",
  seller: { registrations: ["ioss"] },
  lines: [
    { description: "cotton T-shirt", code: "610910", quantity: "2", unitPrice: "20.00" },
    { description: "sneakers", code: "640411", quantity: "1", unitPrice: "40.00" },
  ],
} as const;

const handbag = (price: string): Omit<Basket, "assessmentDate"> => ({
  to: "GB", from: "CN", currency: "GBP", carriage: "express", freight: "0.00",
  lines: [{ description: "plastic handbag", code: "42022210", quantity: "1", unitPrice: price }],
});

export interface Example {
  readonly name: Key;
  /** Without a day, today is asked about. */
  readonly basket: Omit<Basket, "assessmentDate"> & { readonly assessmentDate?: string };
}

export const EXAMPLES: readonly Example[] = [
  { name: "example.paris-before", basket: { ...parisBasket, assessmentDate: "2026-06-30" } },
  { name: "example.paris-after", basket: { ...parisBasket, assessmentDate: "2026-07-01" } },
  {
    name: "example.us-post",
    basket: {
      to: "US", from: "CN", currency: "USD", carriage: "post", freight: "0.00",
      lines: [{ description: "cotton T-shirt", code: "6109100012", origin: "CN", quantity: "1", unitPrice: "25.00" }],
    },
  },
  { name: "example.gb-in", basket: handbag("135.00") },
  { name: "example.gb-over", basket: handbag("135.01") },
  {
    name: "example.ca-courier",
    basket: {
      to: "CA-ON", from: "US", currency: "CAD", carriage: "express", freight: "12.00",
      lines: [{ description: "cotton T-shirt", code: "610910", origin: "MX", quantity: "2", unitPrice: "28.00", facts: { "for-children": false } }],
    },
  },
  {
    name: "example.jp-shoes",
    basket: {
      to: "JP", from: "US", currency: "JPY", carriage: "post", freight: "2500",
      lines: [{ description: "leather shoes", code: "6403", quantity: "1", unitPrice: "24000" }],
    },
  },
];
