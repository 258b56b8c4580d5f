// <dutybound-quote>: duties and taxes in somebody's checkout. Importing this file has no side effect; define.ts registers
// the element.
import { type Dutybound, type Options, createDutybound } from "../engine/index";
import { focusIn, h, replace } from "../dom";
import type { Answered } from "../page/answer/amount";
import { beingTyped, notCoveredField, whenLeft } from "../page/answer/open";
import { markOne } from "../page/problems";
import { type Question, UnreadableBasket, fromBasket } from "../page/question";
import { today } from "../today";
import type { Basket, QuoteResult } from "../types";
import { say } from "../words";
import { type Answer, answersAfter, inUse, isReadable, lay, readAnswers, showUnread } from "./answers";
import { answersGiven, ask, foldUp } from "./ask";
import { bill } from "./bill";
import { sheet } from "./style";

export type { Answer } from "./answers";

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

/** Fires on the element when somebody answered one of its questions. Prevented, the answer is left to the shop. */
export class DutyboundAnswerEvent extends Event {
  static readonly type = "dutybound-answer";
  /** All answers as they would be kept. */
  readonly answers: readonly Answer[];
  /** The shop's basket with these answers laid over it. */
  readonly basket: Basket;

  constructor(answers: readonly Answer[], basket: Basket) {
    super(DutyboundAnswerEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.answers = answers;
    this.basket = basket;
  }
}

/** Milliseconds after the last key before an answer counts. */
const SETTLE = 300;

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
  to: "to", postcode: "postcode", from: "from", currency: "currency", "assessment-date": "assessmentDate", carriage: "carriage", transaction: "transaction", freight: "freight",
} as const satisfies Readonly<Record<string, keyof Basket>>;

/**
 * Attributes are the source of truth: `basket` holds a whole basket as JSON, and `to`, `postcode`, `from`, `currency`,
 * `assessment-date` (default: today on this device), `carriage`, `transaction`, `freight` and `lines` (JSON) set single
 * fields of it. The property `basket` takes an object instead, and goes before all attributes while it is set.
 *
 * What the answer leaves open is asked below it, unless `questions` is `none`; answers lie over the basket and go when the
 * goods go that they were given about. The property `answers` holds them.
 */
export class DutyboundQuote extends Base {
  static readonly observedAttributes: readonly string[] = ["basket", "lines", "wasm-url", "packs-url", "questions", ...Object.keys(TEXTS)];

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
  #warned = "";
  #answers: readonly Answer[] = [];
  #settling: ReturnType<typeof setTimeout> | undefined;

  /** The basket to price, while one is set; `null` goes back to the attributes. */
  get basket(): Basket | null {
    return this.#basket ?? null;
  }

  set basket(basket: Basket | null | undefined) {
    this.#basket = basket ?? undefined;
    this.#later();
  }

  /** What was answered here: plain data, to be kept and handed back by the next page of the checkout. */
  get answers(): readonly Answer[] {
    return this.#answers;
  }

  set answers(answers: readonly Answer[] | null | undefined) {
    this.#answers = readAnswers(answers);
    this.#later();
  }

  /** The latest answer. */
  get result(): QuoteResult | undefined {
    return this.#result;
  }

  connectedCallback(): void {
    // A property set before the element was defined would hide the accessor.
    for (const name of ["basket", "answers"] as const) {
      const early = Object.getOwnPropertyDescriptor(this, name);
      if (!early) continue;
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, early.value);
    }
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet()];
      // What changes is spoken; questions are not, or nobody could type in peace.
      const asking = h("div", { part: "asking" });
      whenLeft(asking, () => this.#later());
      root.append(h("div", { part: "box" }, h("div", { part: "bill", "aria-live": "polite" }, h("slot")), asking));
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
      this.#show([h("slot")]);
      return this.#tell(undefined);
    }
    if (asked instanceof UnreadableBasket) {
      this.#show([h("p", { part: "problem" }, say("element.invalid"))]);
      this.#warn([`\`${asked.message}\` cannot be read; compare it with the Basket type`]);
      return this.#tell({ status: "invalid", problems: [{ path: asked.message, code: "not-a-basket", message: "it cannot be read", help: "compare it with the Basket type" }] });
    }
    try {
      const dutybound = await engine({ wasmUrl: this.getAttribute("wasm-url") ?? undefined, packsUrl: this.getAttribute("packs-url") ?? undefined, to: asked.basket.to });
      const result = await dutybound.quote(asked.basket);
      // A later question overtook this one.
      if (turn !== this.#turn) return;
      this.#render(result, asked, dutybound);
      this.#tell(result);
    } catch (error) {
      if (turn !== this.#turn) return;
      const message = error instanceof Error ? error.message : String(error);
      this.#show([h("slot"), h("p", { part: "problem", title: message }, say("app.load-failed"), " ", h("button", { part: "retry", type: "button", onclick: () => this.#later() }, say("app.retry")))]);
      this.#tell(undefined);
    }
  }

  /** The basket of the property or of the attributes, with the answers; nothing while too little is given to ask. */
  #read(): Asked | UnreadableBasket | undefined {
    try {
      const basket = this.#basket ?? this.#fromAttributes();
      // Nobody has chosen yet where it goes, or what.
      if (!basket?.to || !Array.isArray(basket.lines) || basket.lines.length === 0) return undefined;
      const shop = { ...basket, assessmentDate: basket.assessmentDate || today() };
      fromBasket(shop, shop.assessmentDate);
      const laid = lay(shop, this.#answers);
      const question = fromBasket(laid, laid.assessmentDate);
      showUnread(question, shop, this.#answers);
      return { shop, basket: laid, question, shown: structuredClone(question) };
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

  #render(result: QuoteResult, asked: Asked, dutybound: Dutybound): void {
    const { question } = asked;
    const edit: Answered["change"] = (change) => this.#answer(asked, change);
    switch (result.status) {
      case "quoted": {
        const { quote } = result;
        const answered: Answered = { quote, question, directory: dutybound.directory(), measure: (id) => dutybound.measure(id), restriction: (id) => dutybound.restriction(id), change: edit, factsOfWarnings: [] };
        return this.#show(bill(answered), ask(answered, beingTyped(this.#asking)), asked, dutybound);
      }
      case "not-covered":
        return this.#show([h("p", { part: "problem", title: result.reason.message }, say("element.not-covered"))], foldUp(notCoveredField(result.reason, question, dutybound.directory(), edit)), asked, dutybound);
      case "invalid":
        this.#warn(result.problems.map(({ path, message, help }) => `\`${path}\`: ${message}; ${help}`));
        return this.#show([h("p", { part: "problem" }, say("element.invalid")), h("ul", { part: "problems" }, ...result.problems.map(({ path, message }) => h("li", {}, `${path}: ${message}`)))], [], asked, dutybound);
    }
  }

  /** Shows the bill, and below it the questions with what was answered. */
  #show(told: readonly Node[], questions: readonly HTMLElement[] = [], asked?: Asked, dutybound?: Dutybound): void {
    const [bill, asking] = [this.shadowRoot?.querySelector("[part=bill]"), this.#asking];
    if (!bill || !asking) return;
    // The same again is not spoken again.
    const next = h("div", {}, ...told);
    if (next.innerHTML !== bill.innerHTML) replace(bill, ...told);
    if (!asked || !dutybound || this.getAttribute("questions") === "none") return replace(asking);
    // What is in a field is not told beside it, nor what somebody is typing.
    const fields = new Set([focusIn(asking)?.dataset["path"], ...questions.flatMap((place) => [...place.querySelectorAll<HTMLElement>("[data-path]")].map((field) => field.dataset["path"]))]);
    const paths = ({ answer, lines }: { answer: Answer; lines: readonly number[] }): string[] => (lines.length > 0 ? lines.map((line) => `lines[${line}].${answer.field}`) : [answer.field]);
    const given = inUse(asked.shop, this.#answers).filter((one) => !paths(one).some((path) => fields.has(path)));
    replace(asking, ...questions, ...answersGiven(given, asked.question, dutybound.directory(), (answer) => this.#keep(asked.shop, this.#answers.filter((other) => other !== answer))));
    for (const one of inUse(asked.shop, this.#answers)) {
      for (const path of paths(one)) {
        const field = asking.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
        if (field) markOne(field, isReadable(one.answer) ? undefined : say("element.bad-figure"));
      }
    }
  }

  get #asking(): HTMLElement {
    return this.shadowRoot?.querySelector<HTMLElement>("[part=asking]") ?? h("div");
  }

  /** Somebody answered a question: what they changed in what is shown. */
  #answer({ shop, question, shown }: Asked, change: (question: Question) => void): void {
    change(question);
    clearTimeout(this.#settling);
    // A figure is typed key by key; a choice counts at once.
    const isTyping = beingTyped(this.#asking) !== undefined;
    this.#settling = setTimeout(() => this.#keep(shop, answersAfter(shown, question, shop, this.#answers)), isTyping ? SETTLE : 0);
  }

  #keep(shop: Basket, answers: readonly Answer[]): void {
    const event = new DutyboundAnswerEvent(answers, lay(shop, answers));
    if (!this.dispatchEvent(event)) return;
    this.#answers = answers;
    this.#later();
  }

  /** Tells whoever builds the shop what is wrong with the basket; the same is not told again. */
  #warn(problems: readonly string[]): void {
    const text = problems.join("\n");
    if (text === this.#warned) return;
    this.#warned = text;
    console.warn(`dutybound-quote: ${text}`);
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

/** What is asked: the shop's basket, the same with the answers, and that as the fields hold it: now, and when they were shown. */
interface Asked {
  readonly shop: Basket;
  readonly basket: Basket;
  readonly question: Question;
  readonly shown: Question;
}

declare global {
  interface HTMLElementTagNameMap {
    "dutybound-quote": DutyboundQuote;
  }
  interface HTMLElementEventMap {
    "dutybound-quote": DutyboundQuoteEvent;
    "dutybound-answer": DutyboundAnswerEvent;
  }
}
