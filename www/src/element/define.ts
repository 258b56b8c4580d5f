// Registers <dutybound-quote>. Import this once, anywhere.
import { DutyboundQuote } from "./element";

export { type Answer, DutyboundAnswerEvent, DutyboundQuote, DutyboundQuoteEvent } from "./element";

DutyboundQuote.define();
