// Proves the tool chain: the engine loads in the browser. The real page takes this file's place.
import init, { Engine } from "../pkg/dutybound.js";

const state = document.querySelector("#state");

async function start(): Promise<void> {
  await init();
  const engine = new Engine();
  if (state) state.textContent = "The engine is ready.";
  engine.free();
}

start().catch((error: unknown) => {
  if (state) state.textContent = `The engine could not be loaded: ${String(error)}`;
});
