/** Old and new things that belong together, and those that stand alone. */
export interface Matched<T> {
  readonly pairs: readonly { readonly old: T; readonly new: T }[];
  readonly added: readonly T[];
  readonly removed: readonly T[];
}

/** Pairs things by the first test that finds a partner; each has one partner at most. */
export function match<T>(
  before: readonly T[],
  after: readonly T[],
  tests: readonly ((old: T, now: T) => boolean)[],
): Matched<T> {
  const partner = new Map<T, T>();
  const taken = new Set<T>();
  for (const test of tests)
    for (const old of before) {
      if (partner.has(old)) continue;
      const found = after.find((now) => !taken.has(now) && test(old, now));
      if (found === undefined) continue;
      partner.set(old, found);
      taken.add(found);
    }
  return {
    pairs: before.flatMap((old) => {
      const now = partner.get(old);
      return now === undefined ? [] : [{ old, new: now }];
    }),
    added: after.filter((now) => !taken.has(now)),
    removed: before.filter((old) => !partner.has(old)),
  };
}
