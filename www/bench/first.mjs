// What the cold start measures, run inside a page: the shortest way of a checkout, from nothing loaded to the first quote.
globalThis.firstQuote = async (order) => {
  const start = performance.now();
  const { createDutybound } = await import("../src/engine/index.ts");
  const dutybound = await createDutybound({ to: order.to });
  const ready = performance.now();
  const { status } = await dutybound.quote(order);
  const done = performance.now();
  return { law: ready - start, quote: done - ready, total: done - start, status };
};
