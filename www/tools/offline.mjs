// Names the release that a built site is, and writes it down: `node tools/offline.mjs dist`, after the packs are in place.
//
// The release is the edition of the tables and a digest of every file. It goes into each page (what it asks for then belongs
// to it), and in front of the service worker with the list of all files.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { brotli, files } from "./compress.mjs";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Where the edition stands in a pack: its length, then its text. */
const EDITION = 39;

function editionOf(pack) {
  return pack.subarray(EDITION + 1, EDITION + 1 + pack[EDITION]).toString("utf8");
}

const META = /\n {4}<meta name="dutybound-release" content="[^"]*" \/>/;
const SITE = /^self\.SITE=.*\n/;
const PACK = /(href="\.\/packs\/[^"?]+)(?:\?[^"]*)?"/g;

/** A page as it was built. */
const unmarked = (html) => html.replace(META, "").replace(PACK, '$1"');

/** A page that says which release it is, and asks for that release's packs. */
function marked(html, release) {
  const charset = '<meta charset="utf-8" />';
  if (html.split(charset).length !== 2) throw new Error(`a page needs exactly one ${charset}`);
  return html.replace(charset, `${charset}\n    <meta name="dutybound-release" content="${release}" />`).replace(PACK, `$1?${release}"`);
}

/** Writes the release into the pages and the worker of a built site; one that is there already gives way. */
export function name(folder) {
  const path = (file) => relative(folder, file).split(sep).join("/");
  // The workers themselves are never kept, and what shops take is no part of the pages.
  const mine = files(folder).filter((file) => !/^(sw(-off)?\.js$|embed\/)/.test(path(file)));
  for (const file of mine) if (file.endsWith(".html")) writeFileSync(file, unmarked(readFileSync(file, "utf8")));
  const all = createHash("sha256");
  for (const file of mine) all.update(`${path(file)} ${sha256(readFileSync(file))}\n`);
  const edition = editionOf(readFileSync(join(folder, "packs/world.pack")));
  const release = `${edition}-${all.digest("hex").slice(0, 12)}`.replace(/[^\w.-]/g, "-");
  for (const file of mine) if (file.endsWith(".html")) writeFileSync(file, marked(readFileSync(file, "utf8"), release));
  const listed = mine.map((file) => {
    const bytes = readFileSync(file);
    return [path(file), [sha256(bytes), bytes.length, onTheWay(file, bytes)]];
  });
  const worker = join(folder, "sw.js");
  writeFileSync(worker, `self.SITE=${JSON.stringify({ release, edition, files: Object.fromEntries(listed) })};\n${readFileSync(worker, "utf8").replace(SITE, "")}`);
}

/** The size of a file as a browser would download it. The twin of a pack is there already; the rest is small. */
function onTheWay(file, bytes) {
  try {
    return readFileSync(`${file}.br`).length;
  } catch {
    return Math.min(bytes.length, brotli(bytes).length);
  }
}

if (process.argv[1]?.endsWith("offline.mjs")) name(process.argv[2] ?? "dist");
