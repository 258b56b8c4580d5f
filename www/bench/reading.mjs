// How long an engine that has done nothing yet takes to read packs that are there already, run inside a page.
import init, { Engine } from "../pkg/dutybound.js";
import { fetchPack } from "../src/engine/ahead.ts";

globalThis.readPacks = async (names) => {
  const engine = new URL("../pkg/dutybound_bg.wasm", import.meta.url);
  const [, ...packs] = await Promise.all([init({ module_or_path: engine }), ...names.map((name) => fetchPack(`packs/${name}.pack`, name))]);
  const reader = new Engine();
  return packs.map(({ pack, digest }) => {
    const start = performance.now();
    reader.load(pack, digest);
    return performance.now() - start;
  });
};
