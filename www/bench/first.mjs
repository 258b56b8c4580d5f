// What is measured inside a page. The cold start: the shortest way of a checkout, from nothing loaded to the first quote.
globalThis.firstQuote = async (order) => {
  const start = performance.now();
  const { createDutybound } = await import("../src/engine/index.ts");
  const dutybound = await createDutybound({ to: order.to });
  const ready = performance.now();
  const { status } = await dutybound.quote(order);
  const done = performance.now();
  return { law: ready - start, quote: done - ready, total: done - start, status };
};

/** How long an engine that has done nothing yet takes to read packs that are there already, and for its first quote with them. */
globalThis.readPacks = async (names, order) => {
  const { default: init, Engine } = await import("../pkg/dutybound.js");
  const { fetchPack } = await import("../src/engine/ahead.ts");
  const engine = new URL("../pkg/dutybound_bg.wasm", import.meta.url);
  const [, ...packs] = await Promise.all([init({ module_or_path: engine }), ...names.map((name) => fetchPack(`packs/${name}.pack`, name))]);
  const reader = new Engine();
  const timed = (act) => {
    const start = performance.now();
    act();
    return performance.now() - start;
  };
  const took = packs.map(({ pack, digest }) => timed(() => reader.load(pack, digest)));
  // Columns and lists are decoded when they are first asked for, so that reading alone would not tell what a pack costs.
  return [...took, timed(() => reader.quote(order))];
};
