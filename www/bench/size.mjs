// What a visitor downloads: the engine, its JavaScript, the packs and the page, raw and with brotli 11. The figures are
// the same on every machine, so a change of one byte is a change of ours.
import { readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { transformWithEsbuild } from "vite";
import { brotli, files } from "../tools/compress.mjs";
import { table } from "./orders.mjs";

const www = fileURLToPath(new URL("..", import.meta.url));
const number = (bytes) => bytes.toLocaleString("en").replaceAll(",", " ");
const row = (name, bytes) => [name, bytes.length, brotli(bytes).length];
const sum = (name, rows) => [name, rows.reduce((sum, row) => sum + row[1], 0), rows.reduce((sum, row) => sum + row[2], 0)];
const show = (rows) => rows.map(([name, raw, packed]) => [name, number(raw), number(packed)]);

// A site's bundler would minify the glue, so its download is the minified one.
const module = async (name, folder, file) => {
  const wasm = row(`${name} (wasm)`, readFileSync(join(www, folder, `${file}_bg.wasm`)));
  const glue = await transformWithEsbuild(readFileSync(join(www, folder, `${file}.js`), "utf8"), `${file}.js`, { minify: true });
  const glueRow = row(`${name} (JavaScript, minified)`, Buffer.from(glue.code));
  return [wasm, glueRow, sum(name, [wasm, glueRow])];
};
const engine = await module("engine", "pkg", "dutybound");
const compliance = await module("second module, what a parcel must carry", "pkg-compliance", "compliance");
const packs = files(join(www, "packs")).map((file) => row(`pack ${basename(file)}`, readFileSync(file)));
const dist = files(join(www, "dist")).filter((file) => !/\.wasm$|[\\/](packs|embed)[\\/]/.test(file));
const page = dist.map((file) => row(`page ${relative(join(www, "dist"), file)}`, readFileSync(file)));

console.log(
  table([
    ["", "raw", "brotli"],
    ...show(engine),
    ["", "", ""],
    ...show(compliance),
    ["", "", ""],
    ...show([...packs, sum("all packs", packs)]),
    ["", "", ""],
    ...show([...page, sum("page without engine and packs", page)]),
  ]),
);
