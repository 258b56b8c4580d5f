// What all pages share: the frame around form and answer, and how an answer is put into it.
import { h, replace } from "../dom";
import { DutyboundError } from "../engine/error";
import { isPossible } from "../offline/possible";
import { type Key, say } from "../words";
import { keep, lastOf } from "./kept";

/** Milliseconds after the last key before the answer follows. */
export const SETTLE = 180;

export interface Frame {
  title: Key;
  heading: Key;
  tagline: Key;
  /** The link past the form. */
  skip: Key;
  examples: readonly { name: Key; choose: () => void }[];
  /** Where the form stands. */
  form: HTMLElement;
  /** What the page cannot do. */
  limits: Key;
  /** The other pages, by address. */
  links: readonly (readonly [href: string, name: Key])[];
  /** The states whose outcome stays in sight. */
  barIn?: readonly string[];
}

export interface Page {
  answer: HTMLElement;
  /** Shows an answer; the state is for styles, and for whoever asks what is shown. */
  show(state: string, ...content: (Node | null)[]): void;
  loading(sentence: string): void;
  /** Says what failed, and offers to try again; `about` names the place whose tables were wanted. */
  failed(error: unknown, again: () => unknown, about?: string): void;
  /** Says a sentence to those who cannot see the answer change. */
  speak(sentence: string): void;
  /** Says what is wrong with the question as a whole, or takes it back. */
  warn(sentence: string | undefined): void;
  /** Keeps a short outcome in sight while its own card, the first that the selector finds, is not. */
  keepInSight(selector: string, ...outcome: HTMLElement[]): void;
  /** Keeps the page for use without a connection. To be called when the page has answered: it can wait, the first answer cannot. */
  keepForOffline(): void;
}

const PAGES = [["./index.html", "app.nav-page"], ["./seller.html", "app.nav-seller"], ["./parcel.html", "app.nav-parcel"], ["./bill.html", "app.nav-bill"]] as const satisfies readonly (readonly [string, Key])[];

/** Whether an address is this page's own; some servers drop `index.html` and `.html`. */
function isHere(href: string): boolean {
  const short = (address: string): string => new URL(address, document.baseURI).pathname.replace(/(index)?(\.html)?$/, "");
  return short(href) === short(location.pathname);
}

/** The links to other pages, each to what was asked there last; a page that comes back from the browser's store looks again. */
function pageLinks(root: ParentNode): void {
  for (const link of root.querySelectorAll<HTMLAnchorElement>("a[data-page]")) {
    const href = link.dataset["page"] ?? "";
    // The page's own name is the way to begin afresh.
    link.setAttribute("href", isHere(href) ? href : href + lastOf(href));
  }
}

/** Builds the page; there is one in a document. */
export function page(frame: Frame): Page {
  const answer = h("div", { class: "answer", id: "answer", tabindex: "-1", role: "region", "aria-label": say("app.answer") });
  const live = h("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  const notice = h("p", { class: "notice", role: "alert", hidden: true });
  const bar = h("button", { type: "button", class: "total-bar", hidden: true, onclick: () => answer.scrollIntoView({ behavior: "smooth" }) });
  const offlineNotices = h("div", { role: "status" });
  const offlinePlace = h("section", { class: "offline", hidden: true });
  let isInSight = false;
  const isBarred = (state = ""): boolean => frame.barIn?.includes(state) ?? false;
  const showBar = (): void => { bar.hidden = isInSight || !isBarred(answer.dataset["state"]); };
  const sight = new IntersectionObserver((entries) => {
    isInSight = entries.at(-1)?.isIntersecting ?? false;
    showBar();
  });

  document.title = say(frame.title);
  document.querySelector("#app")?.replaceChildren(
    h("a", { class: "skip", href: "#answer", onclick: (event) => { event.preventDefault(); answer.focus(); } }, say(frame.skip)),
    h("header", { class: "site-head" }, h("div", { class: "wrap" },
      h("div", { class: "heading" }, h("h1", {}, say(frame.heading)), h("p", { class: "tagline" }, say(frame.tagline))),
      h("nav", { class: "pages", "aria-label": say("app.pages") }, h("ul", {}, ...PAGES.map(([href, name]) => h("li", {}, h("a", { href, "data-page": href, "aria-current": isHere(href) && "page" }, say(name)))))))),
    h("main", { class: "wrap" },
      notice,
      offlineNotices,
      h("nav", { class: "examples", "aria-label": say("examples.title") },
        h("h2", { class: "kicker" }, say("examples.title")),
        h("ul", {}, ...frame.examples.map(({ name, choose }) => h("li", {}, h("button", { type: "button", class: "chip", onclick: choose }, say(name)))))),
      h("div", { class: "columns" }, frame.form, answer)),
    live,
    ...(frame.barIn === undefined ? [] : [bar]),
    h("footer", { class: "site-foot" }, h("div", { class: "wrap" },
      h("p", {}, say("app.privacy")),
      h("p", {}, say(frame.limits)),
      ...frame.links.map(([href, name]) => h("p", {}, h("a", { href, "data-page": href }, say(name)))),
      offlinePlace)));
  pageLinks(document);
  addEventListener("pageshow", () => pageLinks(document));

  const show: Page["show"] = (state, ...content) => {
    answer.dataset["state"] = state;
    answer.removeAttribute("aria-busy");
    if (!isBarred(state)) bar.hidden = true;
    replace(answer, ...content);
  };
  return {
    answer,
    show,
    loading: (sentence) => show("loading", h("section", { class: "card loading", "aria-busy": "true" }, h("p", {}, h("span", { class: "spinner", "aria-hidden": "true" }), sentence))),
    failed: (error, again, about) => {
      show("failed", h("section", { class: "card failed", role: "alert" },
        h("h2", {}, say("app.load-failed")),
        h("p", {}, isCutOff(error) ? (about === undefined ? say("app.cut-off") : say("app.cut-off-place", { place: about })) : sentence(error)),
        h("button", { type: "button", class: "primary", onclick: () => void again() }, say("app.retry"))));
      if (isCutOff(error)) retry(() => { if (answer.dataset["state"] === "failed") void again(); });
    },
    speak: (sentence) => {
      if (live.textContent !== sentence) live.textContent = sentence;
    },
    warn: (sentence) => {
      if (sentence !== undefined) notice.textContent = sentence;
      notice.hidden = sentence === undefined;
    },
    keepInSight: (selector, ...outcome) => {
      bar.replaceChildren(...outcome);
      sight.disconnect();
      const card = answer.querySelector(selector);
      if (card) sight.observe(card);
      showBar();
    },
    keepForOffline: () => whenIdle(async () => {
      if (isPossible()) await (await import("../offline/panel")).offer(offlineNotices, offlinePlace);
    }),
  };
}

/** Milliseconds before the next attempt without anybody asking; longer each time, as long as it is in vain. */
let pause = 2000;
const LONGEST = 60_000;
let wasOffline = false;

/** Calls when the connection is back: when the browser says so, and again after a while, since it says so too early. */
function retry(again: () => void): void {
  wasOffline ||= !navigator.onLine;
  const stop = new AbortController();
  const { signal } = stop;
  const now = (): void => {
    stop.abort();
    again();
  };
  addEventListener("online", () => { pause = 2000; now(); }, { signal });
  if (!wasOffline) return;
  const timer = setTimeout(() => { if (navigator.onLine) now(); }, pause);
  signal.addEventListener("abort", () => clearTimeout(timer));
  pause = Math.min(2 * pause, LONGEST);
}

/** Calls when the browser has nothing better to do. */
function whenIdle(work: () => Promise<void>): void {
  const start = (): void => void work().catch(() => undefined);
  if ("requestIdleCallback" in globalThis) requestIdleCallback(start, { timeout: 5000 });
  else setTimeout(start, 1000);
}

/** Whether there is no connection; anything else that fails has a sentence of its own. */
const isCutOff = (error: unknown): boolean => error instanceof DutyboundError && error.code !== "no-fetch" && (error.cause instanceof TypeError && !/^(unreadable|not-a-pack)$/.test(error.code));

/** What an error says, as a sentence. */
function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.charAt(0).toUpperCase() + message.slice(1) + (/[.!?]$/.test(message) ? "" : ".");
}

/** Keeps the question in the address, after the `#`, which is never sent; another question altogether leaves the one before a step back. */
export function remember(hash: string, isAnother = false): void {
  keep(PAGES.find(([href]) => isHere(href))?.[0] ?? "", hash);
  if (hash === location.hash) return;
  const address = location.pathname + location.search + hash;
  if (isAnother) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

/** Copies the address, and with it the question. */
export function shareButton(): HTMLButtonElement {
  const button = h("button", { type: "button", class: "secondary", "data-key": "share", onclick: () => {
    const done = (worked: boolean): void => { button.textContent = say(worked ? "share.copied" : "share.failed"); };
    navigator.clipboard?.writeText(location.href).then(() => done(true), () => done(false)) ?? done(false);
  } }, say("share.copy"));
  return button;
}
