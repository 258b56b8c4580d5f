// <dutybound-quote>: duties and taxes in somebody's checkout. Importing this file has no side effect; define.ts registers
// the element.
import { type Dutybound, type Options, createDutybound } from "../engine/index";
import { isZero } from "../decimal";
import { h } from "../dom";
import { bounds, amountText, lineName } from "../page/answer/amount";
import { chargesSum, payerTitle } from "../page/answer/total";
import { type Question, UnreadableBasket, fromBasket } from "../page/question";
import { today } from "../today";
import type { Basket, Payable, Quote, QuoteResult } from "../types";
import { day, say } from "../words";

/** Fires on the element when its answer changed, and only then. */
export class DutyboundQuoteEvent extends Event {
  static readonly type = "dutybound-quote";
  /** The new answer; `undefined` when the last question cannot be asked. */
  readonly result: QuoteResult | undefined;
  /** The answer before. */
  readonly previous: QuoteResult | undefined;

  constructor(result: QuoteResult | undefined, previous: QuoteResult | undefined) {
    super(DutyboundQuoteEvent.type, { bubbles: true, composed: true });
    this.result = result;
    this.previous = previous;
  }
}

// On a server there is no HTMLElement; the file can still be imported there.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/** One engine for all elements with the same addresses. A failed load is forgotten, so the next question retries it. */
const engines = new Map<string, Promise<Dutybound>>();

function engine(options: Options): Promise<Dutybound> {
  const key = `${String(options.wasmUrl)} ${String(options.packsUrl)}`;
  let loading = engines.get(key);
  if (!loading) {
    loading = createDutybound(options).catch((error: unknown) => {
      engines.delete(key);
      throw error;
    });
    engines.set(key, loading);
  }
  return loading;
}

const TEXTS = {
  to: "to", from: "from", currency: "currency", "assessment-date": "assessmentDate", carriage: "carriage", transaction: "transaction", freight: "freight",
} as const satisfies Readonly<Record<string, keyof Basket>>;

/**
 * Attributes are the source of truth: `basket` holds a whole basket as JSON, and `to`, `from`, `currency`,
 * `assessment-date` (default: today on this device), `carriage`, `transaction`, `freight` and `lines` (JSON) set single
 * fields of it. The property `basket` takes an object instead, and goes before all attributes while it is set.
 */
export class DutyboundQuote extends Base {
  static readonly observedAttributes: readonly string[] = ["basket", "lines", "wasm-url", "packs-url", ...Object.keys(TEXTS)];

  /** Registers the element under a name of your choice; a name that is taken is left alone. */
  static define(name = "dutybound-quote", registry: CustomElementRegistry | undefined = globalThis.customElements): typeof DutyboundQuote {
    if (registry && !registry.get(name)) registry.define(name, this);
    return this;
  }

  #basket: Basket | undefined;
  #result: QuoteResult | undefined;
  #isWaiting = false;
  #turn = 0;
  #told = "null";

  /** The basket to price, while one is set; `null` goes back to the attributes. */
  get basket(): Basket | null {
    return this.#basket ?? null;
  }

  set basket(basket: Basket | null | undefined) {
    this.#basket = basket ?? undefined;
    this.#later();
  }

  /** The latest answer. */
  get result(): QuoteResult | undefined {
    return this.#result;
  }

  connectedCallback(): void {
    // A property set before the element was defined would hide the accessor.
    if (Object.hasOwn(this, "basket")) {
      const early = (this as { basket?: Basket }).basket;
      delete (this as { basket?: Basket }).basket;
      this.basket = early;
    }
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet()];
      root.append(h("div", { part: "box", "aria-live": "polite" }, h("slot")));
    }
    this.#later();
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after) this.#later();
  }

  /** Several changes at once are one question. */
  #later(): void {
    if (this.#isWaiting || !this.isConnected) return;
    this.#isWaiting = true;
    queueMicrotask(() => {
      this.#isWaiting = false;
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    const turn = ++this.#turn;
    const asked = this.#read();
    if (!asked) {
      // Not yet a question: the text inside the tag stands.
      this.#show(h("slot"));
      return this.#tell(undefined);
    }
    if (asked instanceof UnreadableBasket) {
      this.#show(h("p", { part: "problem" }, say("element.invalid")));
      return this.#tell({ status: "invalid", problems: [{ path: asked.message, code: "not-a-basket", message: "it cannot be read", help: "compare it with the Basket type" }] });
    }
    const [basket, question] = asked;
    try {
      const dutybound = await engine({ wasmUrl: this.getAttribute("wasm-url") ?? undefined, packsUrl: this.getAttribute("packs-url") ?? undefined });
      const result = await dutybound.quote(basket);
      // A later question overtook this one.
      if (turn !== this.#turn) return;
      this.#render(result, question, dutybound);
      this.#tell(result);
    } catch (error) {
      if (turn !== this.#turn) return;
      const message = error instanceof Error ? error.message : String(error);
      this.#show(h("slot"), h("p", { part: "problem", title: message }, say("app.load-failed"), " ", h("button", { part: "retry", type: "button", onclick: () => this.#later() }, say("app.retry"))));
      this.#tell(undefined);
    }
  }

  /** The basket of the property or of the attributes; nothing while too little is given to ask. */
  #read(): readonly [Basket, Question] | UnreadableBasket | undefined {
    try {
      const basket = this.#basket ?? this.#fromAttributes();
      if (!basket || !Array.isArray(basket.lines) || basket.lines.length === 0) return undefined;
      const dated = { ...basket, assessmentDate: basket.assessmentDate || today() };
      return [dated, fromBasket(dated, dated.assessmentDate)];
    } catch (error) {
      return error instanceof UnreadableBasket ? error : new UnreadableBasket("basket");
    }
  }

  #fromAttributes(): Basket | undefined {
    const whole = this.#json("basket");
    const lines = this.#json("lines");
    const fields: Record<string, unknown> = typeof whole === "object" && whole !== null ? { ...whole } : {};
    for (const [attribute, field] of Object.entries(TEXTS)) {
      const value = this.getAttribute(attribute);
      if (value !== null && value !== "") fields[field] = value;
    }
    if (lines !== undefined) fields["lines"] = lines;
    return Object.keys(fields).length === 0 ? undefined : (fields as unknown as Basket);
  }

  #json(attribute: string): unknown {
    const text = this.getAttribute(attribute);
    if (text === null || text.trim() === "") return undefined;
    try {
      return JSON.parse(text);
    } catch {
      throw new UnreadableBasket(attribute);
    }
  }

  #render(result: QuoteResult, question: Question, dutybound: Dutybound): void {
    switch (result.status) {
      case "quoted":
        return this.#show(...quoted(result.quote, question, dutybound));
      case "not-covered":
        return this.#show(h("p", { part: "problem", title: result.reason.message }, say("element.not-covered")));
      case "invalid":
        return this.#show(h("p", { part: "problem" }, say("element.invalid")), h("ul", { part: "problems" }, ...result.problems.map(({ path, message }) => h("li", {}, `${path}: ${message}`))));
    }
  }

  #show(...content: Node[]): void {
    this.shadowRoot?.firstElementChild?.replaceChildren(...content);
  }

  #tell(result: QuoteResult | undefined): void {
    const text = JSON.stringify(result ?? null);
    if (text === this.#told) return;
    const previous = this.#result;
    this.#told = text;
    this.#result = result;
    this.dispatchEvent(new DutyboundQuoteEvent(result, previous));
  }
}

function quoted(quote: Quote, question: Question, dutybound: Dutybound): Node[] {
  const owed = chargesSum(quote);
  const severe = quote.warnings.filter((warning) => warning.status === "prohibited" || warning.status === "restricted");
  const told = new Set<string>();
  const isNow = ({ moment }: Payable): boolean => moment === "checkout";
  const due = quote.payable
    .filter(({ amount }) => amount.high === null || !isZero(bounds(amount).high ?? "0"))
    .sort((a, b) => Number(isNow(b)) - Number(isNow(a)));
  return [
    h("p", { part: "row charges" }, h("span", { part: "label" }, say("element.title")), h("span", { part: "amount" }, owed.high !== null && isZero(owed.high) ? say("element.none") : amountText(owed, quote.currency))),
    ...due.map((payable) =>
      h("p", { part: "row payer" }, h("span", { part: "label" }, payable.debtor === "buyer" ? payerTitle(payable) : `${payerTitle(payable)} · ${say("element.seller-owes")}`), h("span", { part: "amount" }, amountText(payable.amount, quote.currency)))),
    h("p", { part: "row total" }, h("span", { part: "label" }, say("element.landed")), h("span", { part: "amount" }, amountText(quote.landedCost, quote.currency))),
    ...severe.flatMap((warning) => {
      if (told.has(warning.restriction)) return [];
      told.add(warning.restriction);
      return [h("p", { part: `warning ${warning.status}` }, h("strong", {}, `${say(`warnings.${warning.status}`)}: ${lineName(question.lines[warning.line], warning.line)}. `), dutybound.restriction(warning.restriction)?.effect ?? "")];
    }),
    h("p", { part: "note" }, say("element.note", { day: day(quote.assessmentDate), edition: quote.edition })),
  ];
}

let shared: CSSStyleSheet | undefined;

/** Made when the first element needs it; a constructed sheet passes a page's content security policy. */
function sheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(`
      :host { display: block; }
      p, ul { margin: 0; }
      [part="box"] > * + * { margin-top: 0.5em; }
      [part~="row"] { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1em; align-items: baseline; }
      [part~="amount"] { font-variant-numeric: tabular-nums; text-align: right; max-width: 14em; }
      [part~="charges"], [part~="total"] { font-weight: 600; }
      [part~="payer"], [part~="note"] { font-size: 0.9em; opacity: 0.8; }
      [part~="total"] { border-top: 1px solid currentcolor; padding-top: 0.5em; }
      [part~="warning"] { border-left: 3px solid #b3261e; padding-left: 0.75em; }
      [part="retry"] { font: inherit; min-height: 2.75em; padding: 0 1em; }
    `);
  }
  return shared;
}

declare global {
  interface HTMLElementTagNameMap {
    "dutybound-quote": DutyboundQuote;
  }
  interface HTMLElementEventMap {
    "dutybound-quote": DutyboundQuoteEvent;
  }
}
