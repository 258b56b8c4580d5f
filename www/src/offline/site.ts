// What page and service worker tell each other.

/** A file of a release: its SHA-256, its size, and its size on the way where it travels compressed. */
export type File = readonly [digest: string, bytes: number, onTheWay: number];

/** A release of the site: the same files always have the same name, another file makes another release. */
export interface Site {
  readonly release: string;
  /** Of the tables. */
  readonly edition: string;
  /** By path, seen from the folder of the site. */
  readonly files: Readonly<Record<string, File>>;
}

/** `keep` takes addresses, since those are what a page knows; what belongs to no release is passed over. */
export type Ask = { readonly ask: "state" } | { readonly ask: "keep"; readonly addresses: readonly string[] } | { readonly ask: "forget" };

export interface State {
  readonly release: string;
  readonly edition: string;
  /** Bytes on the way, of all files and of those kept. */
  readonly all: number;
  readonly kept: number;
  /** What is not kept yet: address and bytes on the way. */
  readonly missing: readonly (readonly [address: string, onTheWay: number])[];
}

export type Told = { readonly state: State } | { readonly failed: string };
