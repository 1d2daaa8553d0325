import type { Json } from "../../../contract/json.ts";
import type { Bench, Part } from "./bench.ts";
import type { Gap } from "./gap.ts";
import { include } from "./include.ts";

/** Something that one schema allows and another does not. `shown` false: no value was found that shows it. */
export type Difference = Gap &
  ({ readonly shown: true; readonly example: Json } | { readonly shown: false; readonly example: null });

const MOST_STEPS = 5_000;

/**
 * What the values of one schema would need to be all valid for another. Nothing (but remarks): they are. Each
 * difference that is `shown` has a value that is valid for the first schema and not for the second.
 */
export function differences(bench: Bench, first: Part, second: Part): Difference[] {
  const walk = { bench, assumed: new Set<string>(), steps: { left: MOST_STEPS }, inside: 0 };
  const gaps = include(walk, [first], { parts: [second], at: "" });
  return gaps.map((gap) => {
    if (gap.remark) return { ...gap, shown: true, example: null };
    const found = witness(bench, gap, [first, second]);
    return found === null
      ? { ...gap, shown: false, example: null }
      : { ...gap, shown: true, example: found.value };
  });
}

function witness(bench: Bench, gap: Gap, [first, second]: readonly [Part, Part]): { value: Json } | null {
  for (const schema of [...gap.candidates, { $ref: first.ref }])
    for (const value of bench.samples(schema))
      if (bench.valid([first], value) === true && bench.valid([second], value) === false) return { value };
  return null;
}
