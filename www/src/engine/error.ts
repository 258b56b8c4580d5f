/** What went wrong while loading, for programs. Codes beyond these are the engine's own reasons for refusing a pack. */
export type LoadCode = "no-fetch" | "engine-not-loaded" | "pack-not-loaded" | "not-a-pack" | "wrong-schema" | "wrong-digest" | "unreadable" | "wrong-edition" | "before-the-law";

/** A failed load. It may be tried again: nothing of it is kept. */
export class DutyboundError extends Error {
  override readonly name = "DutyboundError";
  /** A {@link LoadCode}, as text because later engines may have more. */
  readonly code: string;
  /** The address or pack that could not be loaded. */
  readonly what: string;

  constructor(code: string, what: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.what = what;
  }
}

/** The `code` of anything thrown. */
export function codeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "unknown";
}
