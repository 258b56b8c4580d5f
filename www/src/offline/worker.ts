// The service worker: the site without a connection. It serves this folder and what lies below, and nothing else; the custom
// element in somebody's shop has none.
//
// - A page is asked of the network first, so whoever has a connection sees the newest edition. Without one, or when the
//   network is silent for too long, the kept page answers.
// - Every other file belongs to one release and is known by its digest. What is not the file that the release means is
//   handed on, for the engine to refuse, and never kept. So releases cannot mix, and an update fetches only what changed.
// - What was used once is kept, and its successor in the next release too. Pages, scripts and styles always are.
//
// tools/offline.mjs puts the release before this script: a new release is a new worker.
import type { Ask, Site, State, Told } from "./site";

declare const self: ServiceWorkerGlobalScope & { readonly SITE: Site };

const { release, edition, files } = self.SITE;
const scope = self.registration.scope;
const CACHE = `dutybound ${scope}`;
/** Milliseconds that a page may take before the kept one is shown. */
const PATIENCE = 4000;

/** What every page may need; the engine and the packs are kept when they are used. */
const isShell = (path: string): boolean => !/\.(pack|wasm)$/.test(path);
const isPack = (path: string): boolean => path.startsWith("packs/");
const isFile = (path: string): boolean => Object.hasOwn(files, path);
const paths = Object.keys(files);

/** The file of this release that is meant by an address. Packs say the release; those of another are none of ours. */
function fileAt(address: string): string | undefined {
  const url = new URL(address);
  if (!url.href.startsWith(scope)) return undefined;
  const path = url.pathname.slice(new URL(scope).pathname.length);
  // Some servers drop `.html`.
  const found = [path, `${path}index.html`, `${path}.html`].find(isFile);
  return found !== undefined && isPack(found) && url.search !== `?${release}` ? undefined : found;
}

const addressOf = (path: string): string => `${scope}${path}${isPack(path) ? `?${release}` : ""}`;
/** Under what a file is kept. */
const keyOf = (path: string): string => `${scope}${path}?${files[path]?.[0] ?? ""}`;
const pathOf = (key: string): string => new URL(key).pathname.slice(new URL(scope).pathname.length);

async function digestOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Keeps a response if it is the file that this release means. */
async function put(path: string, response: Response): Promise<boolean> {
  const { headers } = response;
  const bytes = await response.arrayBuffer();
  if (!response.ok || (await digestOf(bytes)) !== files[path]?.[0]) return false;
  const kept = new Headers(headers);
  // The bytes are unpacked by now; and a response made anew is not redirected, which a page must not be.
  for (const name of ["Content-Encoding", "Content-Length"]) kept.delete(name);
  await (await caches.open(CACHE)).put(keyOf(path), new Response(bytes, { headers: kept }));
  return true;
}

/** Sees to it that a file is kept: from what is there, from the browser's own cache if that is right, or anew. */
async function keep(path: string): Promise<void> {
  if (await (await caches.open(CACHE)).match(keyOf(path))) return;
  if (await put(path, await fetch(addressOf(path)))) return;
  if (await put(path, await fetch(addressOf(path), { cache: "reload" }))) return;
  throw new Error(`${path} is not that of ${release}`);
}

async function install(): Promise<void> {
  const known = new Set((await (await caches.open(CACHE)).keys()).map(({ url }) => pathOf(url)));
  await Promise.all(paths.filter((path) => isShell(path) || known.has(path)).map(keep));
  // Pages of the old release that are open go on with what they have, and are told.
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  const cache = await caches.open(CACHE);
  const current = new Set(paths.map(keyOf));
  await Promise.all((await cache.keys()).filter(({ url }) => !current.has(url)).map((old) => cache.delete(old)));
  await self.clients.claim();
}

/** The newest page, or the kept one. A server in trouble counts as silent. */
async function page(event: FetchEvent, path: string): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(keyOf(path));
  const fresh = fetch(event.request).then((response) => (kept && response.status >= 500 ? kept : response));
  if (!kept) return fresh;
  const patience = new Promise<Response>((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([fresh.catch(() => kept), patience]);
}

async function file(event: FetchEvent, path: string): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(keyOf(path));
  if (kept) return kept;
  const response = await fetch(event.request);
  event.waitUntil(put(path, response.clone()).catch(() => undefined));
  return response;
}

async function state(): Promise<State> {
  const kept = new Set((await (await caches.open(CACHE)).keys()).map(({ url }) => url));
  const size = (some: readonly string[]): number => some.reduce((sum, path) => sum + (files[path]?.[2] ?? 0), 0);
  const missing = paths.filter((path) => !kept.has(keyOf(path)));
  return { release, edition, all: size(paths), kept: size(paths) - size(missing), missing: missing.map((path) => [addressOf(path), size([path])]) };
}

/** All packs but those that every quote needs. */
async function forget(): Promise<void> {
  const cache = await caches.open(CACHE);
  const usual = /^packs\/((world|words|sources|finder)\.pack|places\.json)$/;
  await Promise.all((await cache.keys()).filter(({ url }) => isPack(pathOf(url)) && !usual.test(pathOf(url))).map((some) => cache.delete(some)));
}

async function answer(asked: Ask): Promise<Told> {
  try {
    if (asked.ask === "keep") await Promise.all(asked.addresses.flatMap((address) => fileAt(address) ?? []).map(keep));
    if (asked.ask === "forget") await forget();
    return { state: await state() };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.waitUntil(answer(event.data as Ask).then((told) => event.ports[0]?.postMessage(told))));
self.addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" ? fileAt(event.request.url) : undefined;
  if (path !== undefined) event.respondWith(event.request.mode === "navigate" ? page(event, path) : file(event, path));
});
