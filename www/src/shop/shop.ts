// A made-up shop. All it does for duties and taxes is keep the element's attributes up to date.
import "../element/define";
import { sum } from "../decimal";
import { freshId, h, svg } from "../dom";
import type { DutyboundQuote } from "../element/element";
import { PACKS } from "../offline/release";
import type { BasketLine } from "../types";
import { type Key, money, regionName, say } from "../words";
import { today } from "../today";

interface Good {
  readonly name: Key;
  readonly code: string;
  /** In cents: a shop counts whole cents. */
  readonly cents: number;
  readonly origin: string;
  readonly drawing: string;
  /** What one piece is in the unit that tariffs ask for; a shop that says so spares the buyer the question. */
  readonly unit?: string;
}

const GOODS: readonly Good[] = [
  { name: "shop.tee", code: "610910", cents: 2000, origin: "CN", drawing: "M18 14 L26 9 Q32 15 38 9 L46 14 L52 24 L45 28 V55 H19 V28 L12 24 Z" },
  { name: "shop.sneakers", code: "640411", cents: 4000, origin: "VN", drawing: "M8 40 V26 Q16 30 22 22 L34 34 Q50 36 56 44 V50 H8 Z", unit: "pair" },
  { name: "shop.candle", code: "340600", cents: 1450, origin: "CN", drawing: "M22 26 H42 V56 H22 Z M32 8 Q38 15 32 21 Q26 15 32 8 Z" },
  { name: "shop.kettle", code: "732394", cents: 3200, origin: "CN", drawing: "M18 54 Q10 30 32 26 Q54 30 46 54 Z M48 36 L58 30 V36 L49 44 Z M28 25 Q32 14 36 25 Z" },
];

const PLACES = ["FR", "DE", "GB", "US", "CA-ON", "AU", "CH", "NO", "JP", "SG"] as const;
const PARTS: Readonly<Record<string, string>> = { "CA-ON": "Ontario, Canada" };
const CURRENCY = "EUR";
const FROM = "CN";
const DELIVERY = { post: 500, express: 900 } as const;

const counts: number[] = [2, 1, 0, 0];
let to = "FR";
let carriage: keyof typeof DELIVERY = "express";

const amount = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
const shown = (cents: number): string => money(amount(cents), CURRENCY);

const quote: DutyboundQuote = h("dutybound-quote", { from: FROM, currency: CURRENCY, "packs-url": PACKS, "assessment-date": today(), class: "quote" }, h("p", {}, say("shop.fallback")));
const rows = h("ul", { class: "basket-rows" });
const subtotal = h("span", { class: "amount" });
const shipping = h("span", { class: "amount" });
const cards = GOODS.map((good, i) => {
  const name = say(good.name);
  const number = h("output", { class: "count" });
  const element = h("li", { class: "card product" },
    svg("svg", { viewBox: "0 0 64 64", class: "drawing", "aria-hidden": "true" }, svg("path", { d: good.drawing })),
    h("h3", {}, name),
    h("p", { class: "quiet" }, shown(good.cents)),
    h("div", { class: "stepper" },
      h("button", { type: "button", class: "step", "aria-label": say("shop.fewer", { name }), onclick: () => step(i, -1) }, "−"),
      number,
      h("button", { type: "button", class: "step", "aria-label": say("shop.add", { name }), onclick: () => step(i, 1) }, "+")));
  return { element, number };
});

const snippet = h("pre", { class: "snippet", tabindex: "0", "aria-label": say("shop.embed") });

document.title = say("shop.title");
const [toId, carriageId] = [freshId(), freshId()];
document.querySelector("#app")?.replaceChildren(
  h("header", { class: "site-head" }, h("div", { class: "wrap" }, h("p", { class: "shop-name" }, say("shop.name")))),
  h("main", { class: "wrap" },
    h("h1", {}, say("shop.title")),
    h("p", { class: "lead quiet" }, say("shop.lead", { from: regionName(FROM) ?? FROM })),
    h("div", { class: "columns" },
      h("section", { "aria-labelledby": "products-title" },
        h("h2", { id: "products-title" }, say("shop.products")),
        h("ul", { class: "products" }, ...cards.map((card) => card.element))),
      h("section", { class: "card basket", "aria-labelledby": "basket-title" },
        h("h2", { id: "basket-title" }, say("shop.basket")),
        h("div", { class: "grid two" },
          h("div", { class: "field" }, h("label", { for: toId }, say("shop.deliver-to")),
            h("select", { id: toId, name: "to", onchange: (event) => { to = (event.target as HTMLSelectElement).value; update(); } },
              ...PLACES.map((place) => h("option", { value: place, selected: place === to }, PARTS[place] ?? regionName(place) ?? place)))),
          h("div", { class: "field" }, h("label", { for: carriageId }, say("shop.delivery")),
            h("select", { id: carriageId, name: "carriage", onchange: (event) => { carriage = (event.target as HTMLSelectElement).value === "post" ? "post" : "express"; update(); } },
              ...(["express", "post"] as const).map((way) => h("option", { value: way, selected: way === carriage }, `${say(`form.carriage-${way}`)}, ${shown(DELIVERY[way])}`))))),
        rows,
        h("p", { class: "sum" }, h("span", {}, say("shop.subtotal")), subtotal),
        h("p", { class: "sum" }, h("span", {}, say("shop.shipping")), shipping),
        quote)),
    h("details", { class: "card embed" }, h("summary", {}, say("shop.embed")), h("p", { class: "quiet" }, say("shop.embed-says")), snippet, h("p", {}, h("a", { href: "./embed/README.md" }, say("shop.embed-more"))))),
  h("footer", { class: "site-foot" }, h("div", { class: "wrap" }, h("p", {}, say("app.privacy")), h("p", {}, h("a", { href: "./" }, say("app.footer-page"))))),
);
update();

function step(i: number, by: number): void {
  counts[i] = Math.min(99, Math.max(0, (counts[i] ?? 0) + by));
  update();
}

function update(): void {
  const chosen = GOODS.map((good, i) => ({ good, n: counts[i] ?? 0 })).filter(({ n }) => n > 0);
  cards.forEach(({ number }, i) => { number.textContent = String(counts[i] ?? 0); });
  rows.replaceChildren(...(chosen.length === 0
    ? [h("li", { class: "quiet" }, say("shop.empty"))]
    : chosen.map(({ good, n }) => h("li", {}, h("span", {}, `${n} × ${say(good.name)}`), h("span", { class: "amount" }, shown(good.cents * n))))));
  const goods = sum("0.00", ...chosen.map(({ good, n }) => amount(good.cents * n)));
  subtotal.textContent = money(goods, CURRENCY);
  shipping.textContent = shown(chosen.length === 0 ? 0 : DELIVERY[carriage]);

  const lines: BasketLine[] = chosen.map(({ good, n }) => ({ description: say(good.name), code: good.code, origin: good.origin, quantity: n, unitPrice: amount(good.cents), ...(good.unit === undefined ? {} : { quantities: { [good.unit]: n } }) }));
  quote.setAttribute("to", to);
  quote.setAttribute("carriage", carriage);
  quote.setAttribute("freight", amount(DELIVERY[carriage]));
  // The element keeps to one field at a time; what the shop is registered for goes with the whole basket.
  quote.setAttribute("basket", JSON.stringify({ seller: { registrations: ["ioss"] } }));
  quote.setAttribute("lines", JSON.stringify(lines));
  snippet.textContent = tags();
}

/** What a page of one's own has to hold for the same answer. */
function tags(): string {
  const at = new URL("./", location.href).href;
  // In single quotes, as JSON is full of the others.
  const attributes = ["to", "from", "currency", "carriage", "freight", "basket", "lines"].map((name) => `\n    ${name}='${(quote.getAttribute(name) ?? "").replaceAll("&", "&amp;").replaceAll("'", "&#39;")}'`);
  return `<script type="module" src="${at}embed/element.js"></script>\n<dutybound-quote packs-url="${at}packs/"${attributes.join("")}>\n  ${say("shop.fallback")}\n</dutybound-quote>`;
}
