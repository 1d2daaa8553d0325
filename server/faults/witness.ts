import type { Decisions } from "../decisions.ts";

/** What a fault has done so far. */
export interface Witness {
  /** It was asked at a place that it covers. */
  asked: boolean;
  /** It changed what the stub decides. */
  shown: boolean;
}

/**
 * The hooks, watched: `shown` is set as soon as one gives back something else than it got. Hooks that do something
 * instead of giving something back say it themselves (`FaultScope.act`).
 */
export function watched(hooks: Partial<Decisions>, witness: Witness): Partial<Decisions> {
  const all = Object.entries(hooks).map(([name, hook]) => {
    // Each decision gets first what the stub would do, and gives back what is done.
    const decide = hook as (first: unknown, ...rest: unknown[]) => unknown;
    const spy = (first: unknown, ...rest: unknown[]): unknown => {
      const made = decide(first, ...rest);
      if (made !== undefined && !same(made, first)) witness.shown = true;
      return made;
    };
    return [name, spy];
  });
  return Object.fromEntries(all);
}

/** Equal as plain data; instances of classes are equal only to themselves. */
function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  if (!isPlain(one) || !isPlain(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]))
  );
}

function isPlain(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
