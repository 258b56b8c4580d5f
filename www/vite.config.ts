import { defineConfig } from "vite";

// `cargo xtask serve` runs `vite build` after it has put the engine into pkg/ and the packs into packs/. With both in
// place, `npm run dev` serves the page with hot reload.
//
// Rollup comes as @rollup/wasm-node (see "overrides" in package.json): one package for every system, where the native
// one needs a lock file that knows all of them.
export default defineConfig({
  // Relative addresses: the built folder works at the root of a domain, in a subfolder, or inside an app.
  base: "./",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    // Never inline: a wasm module as text inside JavaScript is a third larger and cannot be compiled while it loads.
    assetsInlineLimit: 0,
    // The polyfill is for browsers older than the target.
    modulePreload: { polyfill: false },
    // Sizes are measured by `cargo xtask bench size`.
    reportCompressedSize: false,
  },
});
