// What a page asks, as a part of its address: read from a link, kept there, and replaced as a whole.
import { remember } from "./frame";

export interface Kept<T extends object> {
  /** What is asked while nothing was told. */
  empty(): T;
  /** What the address says; nothing where it says nothing, and a sentence where it cannot be read. */
  read(): T | string | undefined;
  /** A question as a part of the address. */
  written(asked: T): string;
  /** What the page asks now. */
  held(): T;
  hold(asked: T): void;
  /** Says what is wrong with the link, or takes it back. */
  warn(sentence: string | undefined): void;
  /** Shows the form and the answer of a question that was replaced. */
  show(): void;
}

export interface InAddress<T> {
  /** The question as a part of the address, also while it lacks something; nothing while nothing was told. */
  address(): string;
  /** Takes the question from the address. Whether there is one to show. */
  readLink(): boolean;
  /** A whole question at once. The one before is a step back. */
  choose(next: T): void;
}

export function inAddress<T extends object>({ empty, read, written, held, hold, warn, show }: Kept<T>): InAddress<T> {
  const address = (): string => {
    const hash = written(held());
    return hash === written(empty()) ? "" : hash;
  };
  const readLink = (): boolean => {
    const told = read();
    warn(typeof told === "string" ? told : undefined);
    if (typeof told === "string") {
      remember("");
      return false;
    }
    const linked = told ?? empty();
    if (written(linked) === written(held())) return false;
    hold(linked);
    return true;
  };
  const choose = (next: T): void => {
    remember(address());
    hold(next);
    remember(address(), true);
    warn(undefined);
    show();
  };
  return { address, readLink, choose };
}
