// What a page holds as a part of its address: JSON after the `#`, which browsers never send to a server.

/** A value behind a prefix such as `#basket=`. */
export function written(prefix: string, value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return prefix + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The value behind a prefix. Throws where there is none that can be read. */
export function unwritten(prefix: string, hash: string): unknown {
  const binary = atob(hash.slice(prefix.length).replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
}
