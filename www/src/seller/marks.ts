// What is done. Kept in this browser and nowhere else; forgotten at the press of a button.

const KEY = "dutybound.done";
/** More than there are obligations, few enough for a store that someone else filled. */
const MOST = 2000;

/** Marks by an obligation's id, with the day on which each was made. */
export class Marks {
  #done = new Map<string, string>();
  /** Whether this browser keeps anything: some are told not to. */
  readonly kept: boolean;

  constructor() {
    this.kept = this.#read();
  }

  get size(): number {
    return this.#done.size;
  }

  on(id: string): string | undefined {
    return this.#done.get(id);
  }

  set(id: string, day: string | undefined): void {
    if (day === undefined) this.#done.delete(id);
    else this.#done.set(id, day);
    this.#write();
  }

  forget(): void {
    this.#done.clear();
    try {
      localStorage.removeItem(KEY);
    } catch {
      // Nothing was kept.
    }
  }

  #read(): boolean {
    try {
      const held: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
      if (typeof held === "object" && held !== null) {
        const marks = Object.entries(held).filter((entry): entry is [string, string] => /^[a-z0-9-]{3,80}$/.test(entry[0]) && typeof entry[1] === "string" && /^\d{4}-\d{2}-\d{2}$/.test(entry[1]));
        this.#done = new Map(marks.slice(0, MOST));
      }
      return true;
    } catch (error) {
      // A store that holds something else is a store; one that cannot be opened is none.
      return error instanceof SyntaxError;
    }
  }

  #write(): void {
    try {
      localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(this.#done)));
    } catch {
      // The marks last as long as the page.
    }
  }
}
