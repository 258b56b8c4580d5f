// Rows of a sheet, pasted into the form: each becomes goods of its own.
import { typed } from "../decimal";
import { type Option, plain } from "./combobox";
import { type QuestionLine, emptyLine } from "./question";

/** More lines than anyone types, few enough for the form to show at once and for a link to carry. */
export const MOST_LINES = 200;

/** A code with its dots, of six digits or more: fewer may be a number of pieces. */
const CODE = /^\d{4}[ .]?\d{2}(?:[ .]?\d{2}){0,3}$/;

/**
 * Reads rows of cells, parted by tabs or semicolons, in whatever order: words are the goods, six digits and more their code, a country
 * where they were made, the first figure the pieces and the next the price of one, unless only the next is whole; a figure alone is the price. A row without a figure
 * or a code among others that have some is a heading. Nothing for text of one row.
 */
export function pasted(text: string, countries: readonly Option[]): readonly QuestionLine[] {
  const rows = text.split(/\r?\n/).filter((row) => row.trim() !== "");
  if (rows.length < 2) return [];
  const read = rows.map((row) => line(row.split(/[\t;]/).map((cell) => cell.trim()).filter((cell) => cell !== ""), countries));
  const isTold = (one: QuestionLine): boolean => one.code !== "" || one.unitPrice !== "";
  return read.some(isTold) && read[0] && !isTold(read[0]) ? read.slice(1) : read;
}

function line(cells: readonly string[], countries: readonly Option[]): QuestionLine {
  const rest = [...cells];
  const take = (fits: (cell: string) => boolean): string => {
    const at = rest.findIndex(fits);
    return at < 0 ? "" : (rest.splice(at, 1)[0] ?? "");
  };
  const origin = (cell: string): string => countries.find(({ value, label }) => value === cell || plain(label) === plain(cell))?.value ?? "";
  const code = take((cell) => CODE.test(cell));
  const made = origin(take((cell) => origin(cell) !== "" && rest.some((other) => other !== cell && /\p{L}/u.test(other))));
  const isFigure = (cell: string): boolean => typed(cell) !== undefined;
  const figures = [take(isFigure), take(isFigure)];
  const isWhole = (figure = ""): boolean => /^\d+$/.test(figure);
  const [first = "", second = ""] = isWhole(figures[1]) && !isWhole(figures[0]) ? figures.reverse() : figures;
  return {
    ...emptyLine(),
    description: take((cell) => /\p{L}/u.test(cell)),
    code,
    origin: made,
    quantity: second === "" ? "1" : first,
    unitPrice: second === "" ? first : second,
  };
}
