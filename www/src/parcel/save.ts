// The record and its forms as files: JSON for programs, CSV for a spreadsheet.
import type { FormBox, Parcel, Readiness, View } from "./types";

export const asJson = (parcel: Parcel, readiness: Readiness, views: readonly View[]): string => `${JSON.stringify({ parcel, readiness, views }, undefined, 2)}\n`;

/** A row for each box; what the record does not say stays an empty cell. */
export function asCsv(views: readonly View[]): string {
  const row = (view: View, line: string, box: FormBox): readonly string[] => [view.view, line, box.number, box.label, box.value ?? "", box.paths.join(" ")];
  const rows = views.flatMap((view) => [
    ...view.boxes.map((box) => row(view, "", box)),
    ...view.lines.flatMap((boxes, nth) => boxes.map((box) => row(view, String(nth + 1), box))),
  ]);
  // The mark at the beginning tells spreadsheets that the text is UTF-8.
  return `\ufeff${[["form", "line", "box", "label", "value", "record"], ...rows].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Quoted, and never a formula: a spreadsheet would run what begins with one of these signs. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
