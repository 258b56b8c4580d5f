// The checklist as files: JSON for programs, CSV for a spreadsheet.
import { h } from "../dom";
import type { Marks } from "./marks";
import type { Checklist, Sale } from "./types";

export function asJson(sale: Sale, checklist: Checklist, marks: Marks): string {
  const items = checklist.items.map((item) => ({ ...item, done: marks.on(item.id) ?? null }));
  return `${JSON.stringify({ sale, ...checklist, items }, undefined, 2)}\n`;
}

export function asCsv(checklist: Checklist, marks: Marks): string {
  const head = ["done", "kind", "standing", "destinations", "who", "title", "what to do", "question", "identifier", "travels in", "when", "otherwise", "threshold", "from", "until", "status", "basis", "source", "grade", "id"];
  const rows = checklist.items.map((item) => [
    marks.on(item.id) ?? "", item.kind, item.standing, item.to.join(" "), item.who, item.title, item.task, item.asks, item.identifier, item.travels, item.rhythm, item.penalty,
    item.near.map((near) => `${near.of} ${near.compare} ${near.amount}${near.percent === null ? "" : ` (${near.percent} %)`}`).join("; "),
    item.validity.from ?? "", item.validity.until ?? "", item.status, item.basis, item.url, item.grade, item.id,
  ]);
  // The mark at the beginning tells spreadsheets that the text is UTF-8.
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Quoted, and never a formula: a spreadsheet would run what begins with one of these signs. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Hands a file to the reader; it is made on the device and goes nowhere. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
