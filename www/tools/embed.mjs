// Makes a package of the built API and element: `node tools/embed.mjs dist/embed`, after Vite and the compiler have been there.
//
// Of the types only what the entries reach stays, with the endings that Node asks for.
import { copyFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const folder = process.argv[2] ?? "dist/embed";
const types = resolve(folder, "types");
const { version, license, engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
/** What a package carries for people, and where it stands here. */
const PAPERS = { "README.md": "../embed/README.md", "LICENSE-MIT": "../../LICENSE-MIT", "LICENSE-APACHE": "../../LICENSE-APACHE" };
const ENTRIES = { ".": { types: "./types/engine/index.d.ts", default: "./index.js" }, "./element": { types: "./types/element/define.d.ts", default: "./element.js" } };

/** `from "../x"` and `import("../x")`. */
const SPECIFIER = /(from\s+|import\()"(\.[^"]+)"/g;

/** Follows the imports of a file of types, and writes the endings into them. */
function reach(file, reached) {
  if (reached.has(file)) return;
  const text = readFileSync(file, "utf8");
  reached.add(file);
  for (const [, , path] of text.matchAll(SPECIFIER)) reach(`${resolve(dirname(file), path).replace(/\.js$/, "")}.d.ts`, reached);
  writeFileSync(file, text.replace(SPECIFIER, (_, before, path) => `${before}"${path.replace(/\.js$/, "")}.js"`));
}

const reached = new Set();
for (const entry of Object.values(ENTRIES)) reach(resolve(folder, entry.types), reached);
for (const entry of readdirSync(types, { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath ?? entry.path, entry.name);
  if (entry.isFile() && !reached.has(file)) rmSync(file);
}
for (const [name, file] of Object.entries(PAPERS)) copyFileSync(new URL(file, import.meta.url), join(folder, name));
writeFileSync(join(folder, "package.json"), `${JSON.stringify({
  name: "dutybound", version, license, engines, type: "module",
  description: "Duty, import tax and fees on a parcel, worked out on the device, with the law behind every line: API and custom element",
  exports: ENTRIES, sideEffects: ["./element.js"], files: ["*.js", "*.wasm", "types/**/*.d.ts", ...Object.keys(PAPERS)], private: true,
}, null, 2)}\n`);
