// The page's side of the service worker: starting it, asking it, and noticing that a newer release is at hand.
import { release } from "./release";
import type { Ask, State, Told } from "./site";

/** A page that stays open asks for a newer release when it comes back into sight, and not more often than this. */
const PAUSE = 3_600_000;

/** Starts the worker, and keeps what this page has used so far. Nothing where browser or deployment want none. */
export async function start(): Promise<State | undefined> {
  const registration = await navigator.serviceWorker.register(new URL("sw.js", document.baseURI)).catch(() => undefined);
  if (!registration) return undefined;
  if (!navigator.serviceWorker.controller) await taken();
  const state = await inStep(registration);
  // A page of another release has nothing that this worker would keep.
  if (state?.release !== release) return state;
  const used = [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)].filter((address) => new URL(address).origin === location.origin);
  return ask({ ask: "keep", addresses: used.map((address) => address.split("#")[0] ?? "") });
}

/** Once another worker serves this page. One that switches itself off never does. */
const taken = (): Promise<unknown> => new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));

const isComing = ({ installing, waiting }: ServiceWorkerRegistration): boolean => installing !== null || waiting !== null;

/**
 * The state once page and worker are of one release, or will not be. A page that came from the network can be newer than the
 * worker that was there; its own is then on the way.
 */
async function inStep(registration: ServiceWorkerRegistration): Promise<State | undefined> {
  let state = await ask({ ask: "state" });
  if (state?.release === release) return state;
  await registration.update().catch(() => undefined);
  if (isComing(registration)) {
    await taken();
    state = await ask({ ask: "state" });
  }
  return state;
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

/** Calls back with the release that serves from now on where it is not this page's, and tells whether the last look for one found the network. */
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
    if (!registration) return;
    const found = await registration.update().then(() => true, () => false);
    looked(found);
    // One that is still coming compares itself when it is there.
    if (found && !isComing(registration)) await compare();
  };
  serviceWorker.addEventListener("controllerchange", () => void compare());
  addEventListener("online", () => void look());
  addEventListener("offline", () => looked(false));
  document.addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() - last > PAUSE) void look(); });
  void look();
}
