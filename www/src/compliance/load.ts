// The second module: what a parcel must carry. Apart from the engine, so that a page loads the one it needs.
import init, { Compliance } from "../../pkg-compliance/compliance.js";
import { DutyboundError, codeOf } from "../engine/error";
import { Loader, bytes, digestOf, fileIn, get } from "../engine/load";

/** Compiled once for all who ask. */
const loader = new Loader();

/** The module with some packs loaded: `loadCompliance(["declaration"])`. A failed attempt leaves nothing behind. */
export async function loadCompliance(packs: readonly string[], folder: string = "packs/"): Promise<Compliance> {
  const [, ...loaded] = await Promise.all([
    loader.once("module", start),
    ...packs.map((name) => bytes(fileIn(folder, `${encodeURIComponent(name)}.pack`), "pack-not-loaded", `the pack \`${name}\``)),
  ]);
  const compliance = new Compliance();
  for (const pack of loaded) {
    if (pack === undefined) continue;
    const digest = await digestOf(pack);
    try {
      compliance.load(pack, digest);
    } catch (cause) {
      throw new DutyboundError(codeOf(cause), "pack", cause instanceof Error ? cause.message : String(cause), cause);
    }
  }
  return compliance;
}

async function start(): Promise<void> {
  const what = "the module";
  const response = await get(new URL("../../pkg-compliance/compliance_bg.wasm", import.meta.url), "engine-not-loaded", what);
  try {
    await init({ module_or_path: response });
  } catch (cause) {
    throw new DutyboundError("engine-not-loaded", what, `${what} could not be started: ${String(cause)}`, cause);
  }
}
