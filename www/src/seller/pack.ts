// The pack of obligations: the same envelope as every pack, with JSON inside. It is read here and not by the engine, so that
// this page loads neither the engine nor the law of charges; docs/obligations.md says what that saves.
import { DutyboundError } from "../engine/error";
import { bytes, digestOf } from "../engine/load";
import type { Tables } from "./types";

/** Magic, schema, kind, digest; then edition and name, each with its length. */
const DIGEST = 4 + 2 + 1;
const FIXED = DIGEST + 32;
const KIND = 4;
const WHAT = "the pack `obligations`";

/** Loads the pack from a folder. A failed load keeps nothing and may be tried again. */
export async function loadTables(folder: string = "packs/"): Promise<Tables> {
  return readPack(await bytes(new URL("obligations.pack", new URL(folder, document.baseURI)), "pack-not-loaded", WHAT));
}

/** Reads the pack, and refuses one that was cut off or altered. */
export async function readPack(pack: Uint8Array<ArrayBuffer>): Promise<Tables> {
  const magic = new TextDecoder("latin1").decode(pack.subarray(0, 4));
  if (magic !== "DUTY" || pack[6] !== KIND || pack.length < FIXED + 2) throw new DutyboundError("not-a-pack", WHAT, `${WHAT} is none, or was cut off; load the page again`);
  const [edition, afterEdition] = text(pack, FIXED);
  const [, afterName] = text(pack, afterEdition);
  await check(pack);
  try {
    return { ...(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(pack.subarray(afterName))) as Omit<Tables, "edition">), edition };
  } catch (cause) {
    throw new DutyboundError("unreadable", WHAT, `${WHAT} cannot be read; load the page again`, cause);
  }
}

function text(pack: Uint8Array<ArrayBuffer>, at: number): [string, number] {
  const end = at + 1 + (pack[at] ?? 0);
  return [new TextDecoder().decode(pack.subarray(at + 1, end)), end];
}

/** Browsers make a digest only where the connection is secure; elsewhere whoever altered the pack could alter this page. */
async function check(pack: Uint8Array<ArrayBuffer>): Promise<void> {
  const made = await digestOf(pack);
  const said = [...pack.subarray(DIGEST, FIXED)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (made !== undefined && made !== said) throw new DutyboundError("wrong-digest", WHAT, `${WHAT} is not what its digest says: it was cut off or altered; load the page again`);
}
