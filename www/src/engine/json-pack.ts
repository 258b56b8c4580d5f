// Packs of JSON: the same envelope as every pack, with JSON inside. They are read here and not by the engine, so that a page
// that wants one of them need not load what it does not ask.
import { DutyboundError } from "./error";
import { bytes, digestOf, fileIn } from "./load";

/** Magic, schema, kind, digest; then edition and name, each with its length. */
const KIND = 6;
const DIGEST = KIND + 1;
const FIXED = DIGEST + 32;

/** Packs of JSON, by name, with the number that stands in their header. */
const KINDS = { obligations: 4, origin: 8 } as const;
type Name = keyof typeof KINDS;

/** Loads a pack from a folder. A failed load keeps nothing and may be tried again. */
export async function loadJson<T extends { edition: string }>(name: Name, folder = "packs/"): Promise<T> {
  return readJson(name, await bytes(fileIn(folder, `${name}.pack`), "pack-not-loaded", called(name)));
}

/** Reads a pack, and refuses one that was cut off or altered. */
export async function readJson<T extends { edition: string }>(name: Name, pack: Uint8Array<ArrayBuffer>): Promise<T> {
  const what = called(name);
  const magic = new TextDecoder("latin1").decode(pack.subarray(0, 4));
  if (magic !== "DUTY" || pack[KIND] !== KINDS[name] || pack.length < FIXED + 2) throw new DutyboundError("not-a-pack", what, `${what} is none, or was cut off; load the page again`);
  const [edition, afterEdition] = text(pack, FIXED);
  const [, afterName] = text(pack, afterEdition);
  await check(what, pack);
  try {
    return { ...(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(pack.subarray(afterName))) as Omit<T, "edition">), edition } as T;
  } catch (cause) {
    throw new DutyboundError("unreadable", what, `${what} cannot be read; load the page again`, cause);
  }
}

const called = (name: Name): string => `the pack \`${name}\``;

function text(pack: Uint8Array<ArrayBuffer>, at: number): [string, number] {
  const end = at + 1 + (pack[at] ?? 0);
  return [new TextDecoder().decode(pack.subarray(at + 1, end)), end];
}

/** Browsers make a digest only where the connection is secure; elsewhere whoever altered the pack could alter this page. */
async function check(what: string, pack: Uint8Array<ArrayBuffer>): Promise<void> {
  const made = await digestOf(pack);
  const said = [...pack.subarray(DIGEST, FIXED)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (made !== undefined && made !== said) throw new DutyboundError("wrong-digest", what, `${what} is not what its digest says: it was cut off or altered; load the page again`);
}
