// Sample orders: what a checkout would ask on a usual day. Used by every benchmark, so that figures compare.

const order = (to, currency, lines, more = {}) => ({
  to,
  from: "CN",
  assessmentDate: "2026-11-21",
  transaction: "distance-sale",
  carriage: "express",
  currency,
  freight: "9.90",
  lines: lines.map(([code, unitPrice, quantity, description]) => ({ code, unitPrice, quantity, description, origin: "CN" })),
  ...more,
});

const shirts = ["610910", "12.50", 2, "T-shirts, cotton, knitted"];
const phone = ["851713", "349.00", 1, "smartphone"];
const lamp = ["940521", "39.00", 1, "table lamp"];
const shoes = ["640411", "74.95", 1, "running shoes"];
const toy = ["950300", "18.00", 3, "toy building bricks"];

/** By destination: from one cheap line to a basket of five. */
export const orders = [
  order("DE", "EUR", [shirts]),
  order("FR", "EUR", [shirts, lamp, toy]),
  order("GB", "GBP", [shoes, toy]),
  order("US", "USD", [shirts, lamp, shoes]),
  order("CA-ON", "CAD", [phone]),
  order("AU", "AUD", [shirts, lamp, shoes, toy, phone]),
  order("JP", "JPY", [["640411", "9800", 1, "running shoes"]], { freight: "1500" }),
  order("NZ", "NZD", [phone, lamp]),
];

/** The middle of many figures, and the values around it. */
export function spread(figures) {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { least: sorted[0], median: at(0.5), p99: at(0.99), most: sorted[sorted.length - 1] };
}

/** Rows of text in columns; the first column leans left, figures lean right. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const cell = (text, column) => (column === 0 ? String(text).padEnd(widths[0]) : String(text).padStart(widths[column]));
  return rows.map((row) => row.map(cell).join("  ")).join("\n");
}
