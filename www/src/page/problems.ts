// Fields that cannot be read: each says what is wrong beside itself, for eyes and for screen readers alike.
import type { Problem } from "../types";
import { figure, hasWord, sayOf } from "../words";

/** What is wrong with one field. */
export interface FieldProblem {
  /** As in the basket: `lines[0].quantity`. */
  readonly path: string;
  readonly text: string;
}

/** A line's figures are told together, each with its name: `quantity: ...; unitPrice: ...`. */
const FIGURE = /^(quantity|unitPrice|netWeight|(?:quantities|components)\.[^:]+): (.*)$/s;

/** Each problem at its own field. */
export function fieldProblems(problems: readonly Problem[]): readonly FieldProblem[] {
  return problems.flatMap((problem): FieldProblem[] => {
    if (problem.code !== "unreadable-line") return [{ path: problem.path, text: problemText(problem) }];
    return problem.message.split(/; (?=quantity: |unitPrice: |netWeight: |quantities\.|components\.|the whole line )/).map((message) => {
      const [, field = "unitPrice", what = message] = FIGURE.exec(message) ?? [];
      return { path: `${problem.path}.${field}`, text: problemText({ ...problem, code: codeOf(what) ?? problem.code, message: what }) };
    });
  });
}

/** What is wrong with a figure of a line, as the figures of the parcel say it. */
function codeOf(message: string): string | undefined {
  return / is below zero/.test(message) ? "negative" : / is more than /.test(message) ? "too-large" : /^zero /.test(message) ? "zero" : undefined;
}

/** What is wrong, and what to do, as sentences. */
export function problemText({ code, message, help }: Problem): string {
  return `${asSentence(quoted(message))} ${hasWord("problem-help", code) ? sayOf("problem-help", code) : asSentence(quoted(help))}`;
}

/** Ticks around what was typed are for programmers; long figures are for nobody. */
export const quoted = (text: string): string => text.replace(/`([^`]*)`|(?<![\w.])\d{5,}(?![\w.])/g, (found, typed?: string) => (typed === undefined ? figure(found) : `“${typed}”`));

export const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");

/**
 * Marks the fields of these problems, and takes the marks off all others. Fields are known by `data-path`; one that holds a word
 * which is no option (`data-unknown`) keeps its own mark.
 */
export function mark(root: ParentNode, problems: readonly FieldProblem[]): void {
  const texts = new Map(problems.map(({ path, text }) => [path, text]));
  for (const field of root.querySelectorAll<HTMLElement>(":is(input, select)[data-path]:not([data-unknown])")) markOne(field, texts.get(field.dataset["path"] ?? ""));
}

/** Marks one field, or takes its mark off. */
export function markOne(field: HTMLElement, text: string | undefined): void {
  const id = `${field.id}-problem`;
  const place = field.closest(".field");
  const known = place?.querySelector<HTMLElement>(":scope > .field-problem");
  if (text === undefined && !known) return;
  const others = (field.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((other) => other !== "" && other !== id);
  const described = text === undefined ? others : [id, ...others];
  if (described.length > 0) field.setAttribute("aria-describedby", described.join(" "));
  else field.removeAttribute("aria-describedby");
  if (text === undefined) {
    field.removeAttribute("aria-invalid");
    return known?.remove();
  }
  field.setAttribute("aria-invalid", "true");
  const message = known ?? document.createElement("p");
  message.className = "hint field-problem";
  message.id = id;
  if (message.textContent !== text) message.textContent = text;
  if (!known) place?.append(message);
}

/** Puts the focus into the first field that cannot be read, unfolding what hides it. Whether there is one. */
export function focusFirstBad(root: ParentNode): boolean {
  const field = root.querySelector<HTMLElement>("[aria-invalid=true]");
  for (let at: Element | null | undefined = field; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
  field?.focus();
  field?.scrollIntoView({ block: "center" });
  return field !== null;
}
