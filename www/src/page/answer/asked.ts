// What was asked, for paper: there the form cannot be seen, and whoever gets the sheet has no other word of the goods.
import { times, typed } from "../../decimal";
import { h } from "../../dom";
import { figure, money, regionName, say } from "../../words";
import { type Answered, lineName } from "./amount";

/** The goods, line by line, and how they travel. Only on paper. */
export function asked({ question, quote }: Answered): HTMLElement {
  const coin = (amount: string): string => {
    const known = typed(amount);
    return known === undefined ? amount : money(known, quote.currency);
  };
  const how = [say(`form.transaction-${question.transaction}`), say(`form.carriage-${question.carriage}`), ...(question.freight === "" ? [] : [`${say("form.freight")} ${coin(question.freight)}`]), ...(question.insurance === "" ? [] : [`${say("form.insurance")} ${coin(question.insurance)}`]), ...(question.postcode === "" ? [] : [`${say("form.postcode")}: ${question.postcode}`])];
  const head = (text: string, isFigure = false): HTMLElement => h("th", { scope: "col", class: isFigure && "amount" }, text);
  return h("section", { class: "card on-paper", "aria-labelledby": "asked-title" },
    h("h2", { id: "asked-title" }, say("asked.title")),
    h("p", {}, how.join(" · ")),
    h("table", { class: "asked" },
      h("thead", {}, h("tr", {}, head(say("form.goods")), head(say("form.code")), head(say("form.origin")), head(say("form.quantity"), true), head(say("form.price"), true), head(say("asked.sum"), true))),
      h("tbody", {}, ...question.lines.map((line, position) => {
        const [quantity, price] = [typed(line.quantity.trim() || "1"), typed(line.unitPrice)];
        const origin = line.origin || question.from;
        return h("tr", {},
          h("td", {}, lineName(line, position)), h("td", {}, line.code), h("td", {}, regionName(origin) ?? origin),
          h("td", { class: "amount" }, quantity === undefined ? line.quantity : figure(quantity)), h("td", { class: "amount" }, coin(line.unitPrice)), h("td", { class: "amount" }, quantity === undefined || price === undefined ? "" : coin(times(quantity, price))));
      }))));
}
