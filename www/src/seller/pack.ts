// The pack of obligations; docs/obligations.md says what is saved by reading it without the engine.
import { loadJson, readJson } from "../engine/json-pack";
import type { Tables } from "./types";

/** Loads the pack from a folder. A failed load keeps nothing and may be tried again. */
export const loadTables = (folder?: string): Promise<Tables> => loadJson<Tables>("obligations", folder);

/** Reads the pack, and refuses one that was cut off or altered. */
export const readPack = (pack: Uint8Array<ArrayBuffer>): Promise<Tables> => readJson<Tables>("obligations", pack);
