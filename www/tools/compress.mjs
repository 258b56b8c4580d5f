// Puts a brotli twin beside every file of a folder that gains by it: `node tools/compress.mjs dist`.
//
// Web servers that know precompressed files (nginx, Caddy, the one in xtask) send the twin to browsers that accept it.
// Quality 11 is slow and smallest; files are compressed once and downloaded often.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** The bytes as a browser would download them. */
export function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

/** Every file below a folder, twins excluded, in a stable order. */
export function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".br"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Writes the twins that pay; what has one already is left alone, so the packs are compressed once, not per page. */
export function compress(folder) {
  for (const file of files(folder)) {
    if (existsSync(`${file}.br`)) continue;
    const bytes = readFileSync(file);
    const packed = brotli(bytes);
    if (packed.length < bytes.length * 0.95) writeFileSync(`${file}.br`, packed);
  }
}

if (process.argv[1]?.endsWith("compress.mjs")) compress(process.argv[2] ?? "dist");
