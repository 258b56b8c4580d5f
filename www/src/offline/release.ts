// Which release of the site a page belongs to: tools/offline.mjs writes it into every page, with the edition of the tables and
// a digest of all files. Packs are asked for with it, so that a page never gets those of another release from what is kept.

/** Empty while developing. */
export const release = document.querySelector<HTMLMetaElement>("meta[name='dutybound-release']")?.content ?? "";

/** The folder of this release's packs. */
export const PACKS = release === "" ? "packs/" : `packs/?${release}`;
