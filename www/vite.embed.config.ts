import { defineConfig } from "vite";

// What shops and programs take: the API and the element as plain modules, the engine beside them. `dist/embed` is served with
// the site, and is a package that npm can pack (tools/embed.mjs adds its types and its package.json).
export default defineConfig({
  publicDir: false,
  // The engine is found beside its module, wherever that lies.
  base: "./",
  build: {
    outDir: "dist/embed",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      input: { index: "src/engine/index.ts", element: "src/element/define.ts" },
      preserveEntrySignatures: "strict",
      // Entries have lasting names: a shop writes them into its pages.
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js", assetFileNames: "[name]-[hash][extname]" },
    },
  },
});
