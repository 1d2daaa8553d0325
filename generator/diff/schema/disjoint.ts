import { type Json, jsonEqual } from "../../../contract/json.ts";
import type { Bench, Part } from "./bench.ts";
import { propertyParts, requiredOf } from "./members.ts";
import { kindOf, type Term, termsOf, TooManyTerms } from "./term.ts";

const DEEPEST = 3;

/** True where no value can be valid for both; false: one may be. */
export function areDisjoint(bench: Bench, x: Term, t: Term, depth: number = DEEPEST): boolean {
  const common = [...x.kinds].filter((kind) => t.kinds.has(kind));
  if (common.length === 0) return true;
  if (x.values !== null) return x.values.every((value) => !mayHold(t, value));
  if (t.values !== null) return t.values.every((value) => !mayHold(x, value));
  if (depth === 0 || common.some((kind) => kind !== "object")) return false;
  const names = new Set([...requiredOf(x), ...requiredOf(t)]);
  return [...names].some((name) =>
    partsDisjoint(bench, propertyParts(bench, x, name), {
      others: propertyParts(bench, t, name),
      depth: depth - 1,
    }),
  );
}

/** The same for what parts say together. */
export function partsDisjoint(
  bench: Bench,
  parts: readonly Part[],
  { others, depth = DEEPEST }: { readonly others: readonly Part[]; readonly depth?: number },
): boolean {
  try {
    const right = termsOf(bench, others);
    return termsOf(bench, parts).every((x) => right.every((t) => areDisjoint(bench, x, t, depth)));
  } catch (error) {
    if (error instanceof TooManyTerms) return false;
    throw error;
  }
}

function mayHold(term: Term, value: Json): boolean {
  if (!term.kinds.has(kindOf(value))) return false;
  return term.values === null || term.values.some((own) => jsonEqual(own, value));
}
