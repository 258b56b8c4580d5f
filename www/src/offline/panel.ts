// What the reader sees of it: that newer law is at hand, that there is no connection, and the offer to keep everything.
import en from "../../words/en/offline.json";
import { h } from "../dom";
import { day, figure, learn, say } from "../words";
import { ask, start, watch } from "./connection";
import type { State } from "./site";

learn(en);

/** Kilobytes as people say them. */
const kilobytes = (bytes: number): string => figure(String(Math.ceil(bytes / 1000)), 0);

/** Puts notices into one place and the offer into another, as soon as there is a service worker. */
export async function offer(notices: HTMLElement, place: HTMLElement): Promise<void> {
  let state = await start().catch(() => undefined);
  if (!state) return;
  const connection = h("p", { class: "notice calm", hidden: true });
  notices.append(connection);
  watch((newer) => {
    notices.replaceChildren(tellNewer(newer));
    // What is offered would be kept of a release that this page is not.
    place.hidden = true;
  }, (found) => {
    connection.hidden = found;
    connection.textContent = found || !state ? "" : say("offline.no-connection", { edition: day(state.edition) });
  });
  let stopped = true;

  const heading = h("h2", {}, say("offline.title"));
  const said = h("p");
  const bar = h("progress", { "aria-label": say("offline.title") });
  const progress = h("p", { class: "amount" });
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  // One button that changes its meaning: it stays under the finger, and keeps the focus.
  const button = h("button", { type: "button", class: "secondary", onclick: () => void press() });
  place.replaceChildren(heading, said, bar, progress, problem, h("p", {}, button));

  const draw = (failed = false): void => {
    if (!state) return;
    const { all, kept, missing, edition } = state;
    const values = { all: kilobytes(all), kept: kilobytes(kept), left: kilobytes(all - kept), edition: day(edition) };
    const working = !stopped && missing.length > 0;
    said.textContent = say(missing.length > 0 ? "offline.some" : "offline.everything", values);
    bar.max = all;
    bar.value = kept;
    progress.textContent = say("offline.progress", values);
    bar.hidden = progress.hidden = !working;
    problem.textContent = failed ? say("offline.failed") : "";
    problem.hidden = !failed;
    button.textContent = working ? say("offline.stop") : missing.length > 0 ? say("offline.keep", values) : say("offline.forget");
    place.hidden = false;
  };

  const press = (): void => {
    if (!stopped) {
      stopped = true;
      draw();
    } else if (state && state.missing.length > 0) void keepAll();
    else void forget();
  };

  /** One file after the other, so that stopping stops and other pages are not held up. */
  const keepAll = async (): Promise<void> => {
    stopped = false;
    draw();
    try {
      for (const [address] of state?.missing ?? []) {
        if (stopped) return;
        state = await ask({ ask: "keep", addresses: [address] });
        draw();
      }
      stopped = true;
      draw();
    } catch {
      stopped = true;
      draw(true);
    }
  };

  const forget = async (): Promise<void> => {
    state = await ask({ ask: "forget" }).catch(() => state);
    draw();
  };
  draw();
}

function tellNewer({ edition }: State): HTMLElement {
  return h("p", { class: "notice calm", "data-newer": edition }, h("span", {}, say("offline.newer", { edition: day(edition) })), " ", h("button", { type: "button", class: "primary", onclick: () => location.reload() }, say("offline.reload")));
}
