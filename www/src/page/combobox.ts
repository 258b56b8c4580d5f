// A text field with suggestions, by the ARIA combobox pattern: arrow keys move, Enter takes, Escape closes.
import { freshId, h } from "../dom";
import { count, say } from "../words";
import { markOne } from "./problems";

export interface Option {
  readonly value: string;
  readonly label: string;
  /** Shown smaller, after the label. */
  readonly hint?: string;
  readonly group?: string;
  /** Further words that find it. */
  readonly words?: readonly string[];
}

export interface ComboboxSettings {
  readonly label: string;
  readonly hint?: string;
  readonly name: string;
  /** The field of the basket or record that it fills, by which problems find it. */
  readonly path?: string;
  /** Only the options may be chosen; otherwise any text is fine and an option is a help. */
  readonly strict: boolean;
  /** Said when nothing fits; without it nothing is shown. */
  readonly noMatch?: string;
  readonly options: () => readonly Option[];
  readonly pick: (option: Option) => void;
  /** Of a field that takes options only: what was typed is none. It stays as it was typed, and says so. */
  readonly unknown?: () => void;
  readonly input?: (text: string) => void;
  /** Fetches the options, where they are not there from the beginning. */
  readonly focus?: () => Promise<void>;
}

export interface Combobox {
  readonly element: HTMLElement;
  show(text: string): void;
}

const SHOWN = 60;

/** Letters without case and accents. */
export const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The options that fit what was typed, best first. */
export function matches(options: readonly Option[], typed: string): readonly Option[] {
  const wanted = plain(typed.trim());
  if (wanted === "") return options;
  const rank = (text: string): number => {
    const found = plain(text);
    if (found === wanted) return -1;
    if (found.startsWith(wanted)) return 0;
    if (found.split(/[\s,()/-]+/).some((word) => word.startsWith(wanted))) return 1;
    return wanted.length > 2 && found.includes(wanted) ? 2 : 9;
  };
  const found = options
    .map((option, position) => {
      const byWords = Math.min(9, ...(option.words ?? []).map(rank));
      const isCode = option.value.toLowerCase() === wanted ? 0 : 9;
      return { option, position, rank: Math.min(isCode, rank(option.label), byWords === 9 ? 9 : byWords + 0.5) };
    })
    .filter((found) => found.rank < 9)
    .sort((a, b) => a.rank - b.rank || a.position - b.position)
    .map((found) => found.option);
  return found.length > 0 ? found : wordByWord(options, wanted);
}

interface Named {
  /** Every word that names it. */
  readonly words: readonly string[];
  /** The words that say what it is, and not of which kind: `bag` of `school bag`. */
  readonly heads: readonly string[];
}

const namedAs = new WeakMap<Option, Named>();
const wordsOf = (text: string): string[] => plain(text).replace(/['’]s\b/g, "").split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");

function named(option: Option): Named {
  const known = namedAs.get(option);
  if (known) return known;
  const names = [...(option.label.split(",")[0] ?? "").split(" or "), ...(option.words ?? [])].map(wordsOf);
  const made = { words: [...new Set([...wordsOf(option.label), ...names.flat()])], heads: names.flatMap((name) => name.at(-1) ?? []) };
  namedAs.set(option, made);
  return made;
}

/** Whether a typed word means a known one: it is the same but for an ending, or a part of a compound; one still being typed may be its beginning. */
function means(typed: string, known: string, isUnfinished: boolean): boolean {
  if (typed.length < 2) return typed === known;
  const rest = Math.abs(typed.length - known.length);
  if (known.startsWith(typed)) return isUnfinished || rest < 2 || typed.length > 4;
  return (typed.length > 3 && known.length > 2 && typed.startsWith(known) && rest < 3) || (typed.length > 2 && known.endsWith(typed));
}

/**
 * The options that share most words with what was typed, in whatever order: `leather bags` finds `Handbag, leather`. One of them has to
 * say what it is, so that a wooden spoon is not taken for a wooden table.
 */
function wordByWord(options: readonly Option[], typed: string): readonly Option[] {
  const wanted = [...new Set(wordsOf(typed))].filter((word) => /\p{L}/u.test(word));
  const scored = options.flatMap((option) => {
    const { words, heads } = named(option);
    const isAmong = (all: readonly string[]) => (word: string): boolean => all.some((known) => means(word, known, word === wanted.at(-1)));
    const score = wanted.filter(isAmong(words)).length;
    return wanted.some(isAmong(heads)) ? [{ option, score }] : [];
  });
  const most = Math.max(0, ...scored.map(({ score }) => score));
  return scored.filter(({ score }) => score === most).map(({ option }) => option);
}

/** Whether one letter is missing, too many or another, or two are swapped. */
function isSlip(typed: string, meant: string): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === meant[at]) at += 1;
  const [a, b] = [typed.slice(at), meant.slice(at)];
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
}

/** The options whose name was typed with one slip. */
function nearly(options: readonly Option[], typed: string): readonly Option[] {
  const wanted = plain(typed.trim());
  return wanted.length < 4 ? [] : options.filter(({ label, words }) => [label, ...(words ?? [])].some((name) => name.length > 3 && isSlip(wanted, plain(name))));
}

let isPressed = false;
let afterPress: (() => void) | undefined;
addEventListener("pointerdown", () => { isPressed = true; }, { capture: true });
for (const over of ["pointerup", "pointercancel"]) {
  addEventListener(over, () => {
    isPressed = false;
    const then = afterPress;
    afterPress = undefined;
    if (then) setTimeout(then);
  }, { capture: true });
}

export function combobox(settings: ComboboxSettings): Combobox {
  const [id, listId, hintId] = [freshId(), freshId(), freshId()];
  const input = h("input", {
    id, type: "text", role: "combobox", name: settings.name, "data-path": settings.path, dir: "auto", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 200,
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": listId, "aria-describedby": settings.hint ? hintId : undefined,
  });
  const listbox = h("ul", { id: listId, role: "listbox", "aria-label": settings.label, hidden: true });
  const said = h("span", { class: "visually-hidden", role: "status" });
  const element = h("div", { class: "field combobox" },
    h("label", { for: id }, settings.label),
    h("div", { class: "combo-box" }, input, listbox),
    settings.hint ? h("p", { class: "hint", id: hintId }, settings.hint) : null,
    said);

  let shown: readonly Option[] = [];
  let active = -1;
  let settled = "";

  const isKnown = (): void => {
    delete input.dataset["unknown"];
    markOne(input, undefined);
  };
  const close = (): void => {
    listbox.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (option: Option): void => {
    settled = option.label;
    input.value = option.label;
    isKnown();
    close();
    settings.pick(option);
  };
  const mark = (position: number): void => {
    active = position;
    const items = listbox.querySelectorAll("[role=option]");
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    const item = items[active];
    if (!item) return void input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const open = (typed: string): void => {
    const options = settings.options();
    const fit = matches(options, typed);
    // A guess is offered, and never taken by itself.
    const guessed = fit.length === 0 && settings.strict ? nearly(options, typed) : [];
    const found = [...fit, ...guessed];
    shown = found.slice(0, SHOWN);
    let group: string | undefined;
    const rows: Node[] = guessed.length === 0 ? [] : [h("li", { class: "group", role: "presentation" }, say("form.near"))];
    shown.forEach((option, i) => {
      // Headings only where the order is by group, that is, before anything is typed.
      if (typed.trim() === "" && option.group !== group && option.group !== undefined) {
        rows.push(h("li", { class: "group", role: "presentation" }, option.group));
      }
      group = option.group;
      rows.push(h("li", { role: "option", id: `${listId}-${i}`, "aria-selected": "false", "data-value": option.value, onpointerdown: (event) => { event.preventDefault(); }, onclick: () => take(option) },
        h("span", {}, option.label), option.hint ? h("span", { class: "option-hint" }, option.hint) : null));
    });
    // While the options are still on their way, nothing is known to be missing.
    if (rows.length === 0 && settings.noMatch && options.length > 0) rows.push(h("li", { class: "group", role: "presentation" }, settings.noMatch));
    listbox.replaceChildren(...rows);
    listbox.hidden = rows.length === 0;
    input.setAttribute("aria-expanded", String(!listbox.hidden));
    said.textContent = rows.length === 0 ? "" : shown.length === 0 ? (settings.noMatch ?? "") : count("form.suggestions", found.length);
    mark(settings.strict && typed.trim() !== "" && fit.length > 0 ? 0 : -1);
  };

  /** What was typed in full counts, and so does what was marked; anything else goes back, or says that it is unknown. */
  const settle = (): void => {
    if (settings.strict && input.value !== settled) {
      const typed = plain(input.value.trim());
      const exact = settings.options().find((option) => plain(option.label) === typed || plain(option.value) === typed);
      const only = !listbox.hidden ? shown[active] : undefined;
      if (exact) take(exact);
      else if (only && typed !== "") take(only);
      else if (typed === "" || !settings.unknown) input.value = settled;
      else {
        settled = input.value;
        input.dataset["unknown"] = "";
        markOne(input, settings.noMatch);
        settings.unknown();
      }
    }
    close();
  };

  input.addEventListener("focus", () => {
    // Whoever types before the options are there is shown them when they come.
    void settings.focus?.().then(() => { if (input.matches(":focus") && listbox.hidden && input.value !== settled) open(input.value); });
    if (settings.strict) input.select();
  });
  input.addEventListener("click", () => { if (listbox.hidden && settings.strict) open(""); });
  input.addEventListener("input", () => {
    open(input.value);
    settings.input?.(input.value);
  });
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (listbox.hidden) open(input.value === settled ? "" : input.value);
      else if (shown.length > 0) mark((active + (key === "ArrowDown" ? 1 : active === -1 ? 0 : -1) + shown.length) % shown.length);
    } else if (key === "Enter") {
      const option = listbox.hidden ? undefined : shown[active];
      // With nothing to take, Enter asks the question of the whole form.
      if (!option) return settle();
      event.preventDefault();
      take(option);
    } else if (key === "Escape" && !listbox.hidden) {
      event.preventDefault();
      if (settings.strict) input.value = settled;
      close();
    }
  });
  // What follows from a choice may move the page: not before a press is over, or it would miss what it was meant for.
  input.addEventListener("blur", () => {
    if (isPressed) afterPress = settle;
    else settle();
  });

  return {
    element,
    show(text) {
      // Nothing is chosen while what was typed is unknown; what was typed stays.
      if (text === "" && input.dataset["unknown"] !== undefined) return;
      settled = text;
      if (input.value === text) return;
      input.value = text;
      isKnown();
    },
  };
}
