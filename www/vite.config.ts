import { type Plugin, defineConfig } from "vite";

// `cargo xtask serve` runs `vite build` after it has put the engine into pkg/ and the packs into packs/. With both in
// place, `npm run dev` serves the page with hot reload.
//
// Rollup comes as @rollup/wasm-node (see "overrides" in package.json): one package for every system, where the native
// one needs a lock file that knows all of them.

/**
 * The built pages run their own scripts and styles, load from their own host, and nothing else: whatever a link or a
 * description may carry, there is nothing here that would run it. Not while developing, when Vite adds styles inline.
 */
const policy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      injectTo: "head-prepend",
      attrs: {
        "http-equiv": "Content-Security-Policy",
        content: [
          "default-src 'none'",
          "script-src 'self' 'wasm-unsafe-eval'",
          "style-src 'self'",
          "img-src 'self' data:",
          "connect-src 'self'",
          "manifest-src 'self'",
          "worker-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
        ].join("; "),
      },
    },
  ],
};

/** Pages that price at once fetch the engine and the law while their scripts still load. */
const ahead: Plugin = {
  name: "fetched-ahead",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: (_, { path, bundle }) => {
      const engine = Object.keys(bundle ?? {}).find((file) => /\/dutybound_bg-[^/]*\.wasm$/.test(file));
      if (!engine || !["/index.html", "/checkout.html"].includes(path)) return [];
      return [engine, "packs/world.pack"].map((file) => ({ tag: "link", injectTo: "head", attrs: { rel: "preload", as: "fetch", crossorigin: true, href: `./${file}` } }));
    },
  },
};

export default defineConfig({
  plugins: [policy, ahead],
  // Relative addresses: the built folder works at the root of a domain, in a subfolder, or inside an app.
  base: "./",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    rollupOptions: {
      input: { page: "index.html", checkout: "checkout.html", seller: "seller.html", parcel: "parcel.html", bill: "bill.html", sw: "src/offline/worker.ts", "sw-off": "src/offline/worker-off.ts" },
      // A service worker serves the folder that it lies in, and browsers know it by its address.
      output: { entryFileNames: ({ name }) => (name.startsWith("sw") ? "[name].js" : "assets/[name]-[hash].js") },
    },
    target: "es2022",
    // Never inline: a wasm module as text inside JavaScript is a third larger and cannot be compiled while it loads.
    assetsInlineLimit: 0,
    // The polyfill is for browsers older than the target.
    modulePreload: { polyfill: false },
    // Sizes are measured by `cargo xtask bench size`.
    reportCompressedSize: false,
  },
});
