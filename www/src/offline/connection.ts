// The page's side of the service worker: starting it, asking it, and noticing that a newer release is at hand.
import { release } from "./release";
import type { Ask, State, Told } from "./site";

/** A page that stays open asks for a newer release when it comes back into sight, and not more often than this. */
const PAUSE = 3_600_000;

/** Starts the worker, and keeps what this page has used so far. Nothing where browser or deployment want none. */
export async function start(): Promise<State | undefined> {
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register(new URL("sw.js", document.baseURI)).catch(() => undefined);
  if (!registration) return undefined;
  await taken();
  const used = [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)].filter((address) => new URL(address).origin === location.origin);
  return ask({ ask: "keep", addresses: used.map((address) => address.split("#")[0] ?? "") });
}

/** Once a worker serves this page. One that switches itself off never does. */
async function taken(): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) return;
  await new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
}

/** Asks the worker that serves this page. */
export async function ask(question: Ask): Promise<State | undefined> {
  const { controller } = navigator.serviceWorker;
  if (!controller) return undefined;
  const { port1, port2 } = new MessageChannel();
  const told = await new Promise<Told>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<Told>) => resolve(data);
    controller.postMessage(question, [port2]);
  });
  port1.close();
  if ("failed" in told) throw new Error(told.failed);
  return told.state;
}

/** Calls back when a release other than this page's serves from now on, and tells whether the last look for one found the network. */
export function watch(newer: (state: State) => void, looked: (found: boolean) => void): void {
  const { serviceWorker } = navigator;
  const compare = async (): Promise<void> => {
    const state = await ask({ ask: "state" }).catch(() => undefined);
    if (state && state.release !== release) newer(state);
  };
  let last = 0;
  const look = async (): Promise<void> => {
    last = Date.now();
    const registration = await serviceWorker.getRegistration();
    await registration?.update().then(() => looked(true), () => looked(false));
  };
  serviceWorker.addEventListener("controllerchange", () => void compare());
  addEventListener("online", () => void look());
  addEventListener("offline", () => looked(false));
  document.addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() - last > PAUSE) void look(); });
  void compare();
  void look();
}
