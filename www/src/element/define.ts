// Registers <dutybound-quote>. Import this once, anywhere.
import { DutyboundQuote } from "./element";

export { DutyboundQuote, DutyboundQuoteEvent } from "./element";

DutyboundQuote.define();
