import { isObject, type Json } from "../contract/json.ts";
import { pointerOf, pointerSet } from "../contract/json-pointer.ts";
import { branchesOf, type Conjunction, type Reader, flatten, type Rule } from "./conjunction.ts";
import { fits } from "./fits.ts";
import { declaredNames } from "./rules-below.ts";

/** Values of every type: one of them breaks any property that asks for a type. */
const MISFITS: readonly Json[] = [42, "text", true, null, []];

/**
 * The object, kept apart from the `oneOf` branches that were not chosen: where it fits one of them too, it gets a
 * property that this branch declares, with a value that this branch refuses.
 */
export function keptApart(value: Json, conjunction: Conjunction, reader: Reader): Json {
  const chosen = new Set(conjunction.map(({ place }) => place));
  const others = conjunction
    .flatMap((rule) => branchesOf(rule, "oneOf"))
    .filter(({ place }) => !chosen.has(place));
  let apart = value;
  for (const branch of others) apart = apartFrom(apart, branch, { conjunction, reader });
  return apart;
}

interface Chosen {
  readonly conjunction: Conjunction;
  readonly reader: Reader;
}

function apartFrom(value: Json, branch: Rule, { conjunction, reader }: Chosen): Json {
  if (!isObject(value) || !fits(branch, value, reader.resolve)) return value;
  const own = new Set([...declaredNames(conjunction), ...Object.keys(value)]);
  for (const name of declaredNames(flatten([branch], reader))) {
    if (own.has(name)) continue;
    for (const misfit of MISFITS) {
      const apart = pointerSet(value, pointerOf(name), misfit);
      if (!fits(branch, apart, reader.resolve)) return apart;
    }
  }
  return value;
}
