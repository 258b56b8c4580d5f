// What was asked last on each page, for as long as the tab is open: whoever looks at another page and comes back by its name
// finds it there. It stays in the tab's own store and is gone with the tab.

const KEY = "dutybound.asked";
/** As long as the longest question that a link may hold. */
const LIMIT = 60_000;

type Kept = Readonly<Record<string, string>>;

function kept(): Kept {
  try {
    const held: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    return typeof held === "object" && held !== null ? Object.fromEntries(Object.entries(held).filter((entry): entry is [string, string] => typeof entry[1] === "string" && /^#[\w=-]*$/.test(entry[1]))) : {};
  } catch {
    return {};
  }
}

/** Keeps what a page asks; an empty hash forgets it. */
export function keep(page: string, hash: string): void {
  try {
    const { [page]: before = "", ...others } = kept();
    if (before === hash) return;
    sessionStorage.setItem(KEY, JSON.stringify(hash === "" || hash.length > LIMIT ? others : { ...others, [page]: hash }));
  } catch {
    // Some browsers keep nothing; then a page opens empty.
  }
}

/** The part of a page's address that asks what was asked there last. */
export const lastOf = (page: string): string => kept()[page] ?? "";
