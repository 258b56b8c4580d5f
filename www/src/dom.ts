// Building the page. Text goes in as text and nothing else: there is no way here to turn data into markup.

type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>>;

/** An element: `h("p", { class: "note" }, "text")`. A function under `onclick` and the like becomes a listener. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  dress(element, attributes);
  append(element, children);
  return element;
}

/** The same for pictures. */
export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  dress(element, attributes);
  append(element, children);
  return element;
}

function dress(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) if (child) element.append(child);
}

/** A link to a source, or plain text when the address is none that a browser should follow. */
export function source(url: string, text: string): HTMLElement {
  const safe = /^https?:\/\//i.test(url) && URL.canParse(url);
  return safe ? h("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, text) : h("span", {}, text);
}

/**
 * Puts new content into a place without throwing the reader about: what was folded or unfolded stays so, and the field that
 * had the focus has it again; when it is gone, the next one that is still there. Elements are recognised by `data-key`. Where
 * the new content keeps a place with `data-held`, the field of that key moves there as it is.
 */
export function replace(place: Element, ...content: Child[]): void {
  const folds = new Map([...place.querySelectorAll<HTMLDetailsElement>("details[data-key]")].map((element) => [element.dataset["key"], element.open]));
  const active = focusIn(place);
  const focused = active?.closest<HTMLElement>("[data-key]")?.dataset["key"];
  const order = focused === undefined ? [] : keysIn(place);
  const caret = active instanceof HTMLInputElement && active.type === "text" ? active.selectionStart : null;
  const before = keyed(place);
  place.replaceChildren();
  append(place, content);
  for (const hold of place.querySelectorAll<HTMLElement>("[data-held]")) {
    const field = before.find((element) => element.dataset["key"] === hold.dataset["held"])?.closest(".field");
    if (field) hold.append(field);
  }
  for (const element of place.querySelectorAll<HTMLDetailsElement>("details[data-key]")) element.open = folds.get(element.dataset["key"]) ?? element.open;
  if (focused === undefined) return;
  const at = order.indexOf(focused);
  const held = new Map(keyed(place).map((element) => [element.dataset["key"], element]));
  const found = [...order.slice(at), ...order.slice(0, at).reverse()].flatMap((key) => held.get(key) ?? [])[0];
  const target = found?.matches("details") ? found.querySelector("summary") : found;
  target?.focus({ preventScroll: true });
  if (caret !== null && target === held.get(focused) && target instanceof HTMLInputElement) target.setSelectionRange(caret, caret);
}

const keyed = (place: Element): HTMLElement[] => [...place.querySelectorAll<HTMLElement>("[data-key]")];
const keysIn = (place: Element): string[] => keyed(place).flatMap((element) => element.dataset["key"] ?? []);

/** What has the focus inside a place, which may lie in a shadow. */
export function focusIn(place: Element): HTMLElement | null {
  const { activeElement } = place.getRootNode() as Document | ShadowRoot;
  return place.contains(activeElement) ? (activeElement as HTMLElement) : null;
}

/** Unfolds on demand: what is inside is built when it is first opened. */
export function fold(key: string, summary: readonly Child[], build: () => readonly Child[], attributes: Attributes = {}): HTMLDetailsElement {
  const details = h("details", { ...attributes, "data-key": key }, h("summary", {}, ...summary));
  let built = false;
  details.addEventListener("toggle", () => {
    if (!details.open || built) return;
    built = true;
    append(details, build());
  });
  return details;
}

/** Unfolds what a selector finds while it is printed: on paper nothing can be tapped. */
export function unfoldOnPaper(place: Element, selector: string): void {
  let unfolded: readonly HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    unfolded = [...place.querySelectorAll<HTMLDetailsElement>(selector)].filter((details) => !details.open);
    for (const details of unfolded) {
      details.open = true;
      // The browser tells it later than it prints.
      details.dispatchEvent(new Event("toggle"));
    }
  });
  addEventListener("afterprint", () => { for (const details of unfolded) details.open = false; });
}

let ids = 0;
/** A fresh id, for labels. */
export const freshId = (): string => `f${++ids}`;
