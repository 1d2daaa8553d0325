import type { Sequence } from "../../contract/model.ts";
import type { PathStep } from "./path.ts";

interface Way {
  readonly state: number;
  /** An error message was on the way. */
  readonly failed: boolean;
  readonly steps: readonly PathStep[];
}

/** The shortest way that has an error message on it and ends where the sequence may end; null for none. */
export function errorPath(sequence: Sequence, errors: ReadonlySet<string>): readonly PathStep[] | null {
  const seen = new Set<string>();
  const ways: Way[] = [{ state: 0, failed: false, steps: [] }];
  for (const way of ways) {
    const state = sequence.states[way.state];
    if (way.failed && state?.accepting === true) return way.steps;
    for (const { on, to } of state?.steps ?? []) {
      const failed = way.failed || (on.kind === "name" && errors.has(on.name));
      const key = `${to} ${failed}`;
      if (seen.has(key)) continue;
      seen.add(key);
      ways.push({ state: to, failed, steps: [...way.steps, on] });
    }
  }
  return null;
}
