// Questions that decide whether goods may come in, and not what they cost: they are asked beside their warning.
import type { Need, Quote } from "../../types";

/** A fact that nobody told, and the restriction that hangs on it. */
export interface FactOfWarning {
  readonly need: Need;
  readonly fact: string;
  readonly restriction: string;
}

export function factsOfWarnings({ needs }: Quote): readonly FactOfWarning[] {
  return needs.flatMap((need): FactOfWarning[] => {
    const fact = /^fact:(.+)$/.exec(need.code)?.[1];
    return fact === undefined || need.restriction === null ? [] : [{ need, fact, restriction: need.restriction }];
  });
}
