import { type Arbitrary, asyncProperty, check, PreconditionFailure } from "fast-check";

export interface PropertyOptions {
  readonly seed: number;
  /** So many values at most. */
  readonly runs: number;
  /** Takes up the case that a failure named; "" to begin anew. */
  readonly path: string;
  /** No value but the first is begun later than this, ms; a failure gets as much once more to be made smaller. */
  readonly budgetMs: number;
}

/** What a value showed. Only failures of the same kind count as the same: a smaller value must not show another fault. */
export type Shown = { readonly kind: "held" } | { readonly kind: "broken"; readonly as: string };

/** What became of a property. `runs`: how many values were tried before it broke, or in all. */
export type PropertyEnd<T> =
  | { readonly kind: "held"; readonly runs: number }
  | {
      readonly kind: "broken";
      readonly runs: number;
      readonly shrinks: number;
      /** The smallest value that still breaks it. */
      readonly value: T;
      /** With the seed it leads to this value again. */
      readonly path: string;
    };

/**
 * Tries values, and makes the first that breaks the property as small as it can. What `attempt` throws is no fault of
 * the value: it ends everything, and is thrown. However long it took to make the first value, that one is tried.
 */
export async function checkProperty<T>(
  arbitrary: Arbitrary<T>,
  attempt: (value: T) => Promise<Shown>,
  { seed, runs, path, budgetMs }: PropertyOptions,
): Promise<PropertyEnd<T>> {
  let until = performance.now() + budgetMs;
  let tried = 0;
  let as: string | null = null;
  let thrown: { readonly error: unknown } | null = null;
  const property = asyncProperty(arbitrary, async (value) => {
    if (thrown !== null || (tried > 0 && performance.now() > until)) throw new PreconditionFailure(true);
    if (as === null) tried += 1;
    const shown = await attempt(value).catch((error: unknown) => {
      thrown = { error };
      throw new PreconditionFailure(true);
    });
    if (shown.kind === "held" || (as !== null && as !== shown.as)) return;
    if (as === null) until = performance.now() + budgetMs;
    as = shown.as;
    throw new Error(shown.as);
  });
  const end = await check(property, { seed, numRuns: runs, path, verbose: 0 });
  throwIf(thrown);
  const { counterexample, counterexamplePath, numShrinks: shrinks } = end;
  if (counterexample === null || counterexamplePath === null) return { kind: "held", runs: tried };
  return { kind: "broken", runs: tried, shrinks, value: counterexample[0], path: counterexamplePath };
}

function throwIf(thrown: { readonly error: unknown } | null): void {
  if (thrown !== null) throw thrown.error;
}
