// The questions of the element: what would settle the bill or say whether goods may come in, and what was answered already.
import { freshId, h } from "../dom";
import { type Answered, lineName } from "../page/answer/amount";
import { factQuestion, isQuestion, questions, withHeld } from "../page/answer/open";
import type { Question } from "../page/question";
import type { Directory } from "../types";
import { count, hasWord, list, say, sayOf } from "../words";
import type { Answer } from "./answers";

/** More than these are folded away until somebody wants them. */
const FEW = 3;

/** The open questions of a quote, as fields; none where nobody can answer. */
export function ask(answered: Answered, held: string | undefined): HTMLElement[] {
  const open = answered.quote.needs.filter(isQuestion);
  // What settles the sum goes before what only settles whether goods may come in.
  const sorted = [...open.filter(({ restriction }) => restriction === null), ...open.filter(({ restriction }) => restriction !== null)];
  return foldUp(withHeld(questions(answered, sorted, true), held));
}

/** Questions under a heading that folds. */
export function foldUp(fields: readonly HTMLElement[]): HTMLElement[] {
  if (fields.length === 0) return [];
  return [h("details", { part: "questions", "data-key": "questions", open: fields.length <= FEW }, h("summary", {}, count("element.questions", fields.length)), h("div", { class: "fields" }, ...fields))];
}

interface Given {
  readonly answer: Answer;
  /** The lines that it is about. */
  readonly lines: readonly number[];
}

/** What was answered, each with a button that takes it back. */
export function answersGiven(given: readonly Given[], question: Question, directory: Directory, takeBack: (answer: Answer) => void): HTMLElement[] {
  if (given.length === 0) return [];
  const id = freshId();
  return [
    h("div", { part: "answers" },
      h("p", { part: "note", id }, say("element.answered")),
      h("ul", { "aria-labelledby": id }, ...given.map(({ answer, lines }) => {
        const what = asked(answer, list([...new Set(lines.map((line) => lineName(question.lines[line], line)))]), directory);
        const value = typeof answer.value === "string" ? answer.value : say(answer.value ? "form.yes" : "form.no");
        return h("li", {}, h("span", {}, `${what} `, h("strong", {}, value)),
          h("button", { type: "button", part: "change", "data-key": `change-${answer.field}-${answer.about}`, "aria-label": say("element.change-what", { what }), onclick: () => takeBack(answer) }, say("element.change")));
      }))),
  ];
}

/** What an answer answers. */
function asked({ field }: Answer, goods: string, directory: Directory): string {
  const [, name = field, key = ""] = /^([a-zA-Z]+)\.(.*)$/s.exec(field) ?? [];
  switch (name) {
    case "facts": return `${goods}: ${factQuestion(directory, key)}`;
    case "code": return say("needs.code", { goods });
    case "netWeight": return say("needs.net-weight", { goods });
    case "components": return say("needs.component", { part: sayOf("component", key), goods });
    case "quantities": return hasWord("unit", key) ? say("needs.quantity", { unit: sayOf("unit", key), goods }) : `${key}, ${goods}`;
    case "grossWeight": return say("needs.weight");
    case "to": return say("needs.parts");
    case "rate": return say("needs.rate", { from: key.split(".")[0] ?? "", to: key.split(".")[1] ?? "" });
    default: return field;
  }
}
