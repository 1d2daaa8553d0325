import type { SchemaFault } from "../contract/frame.ts";
import { type Json, jsonEqual } from "../contract/json.ts";
import { pointerSet } from "../contract/json-pointer.ts";
import type { SchemaName } from "../contract/model.ts";
import type { Workshop } from "./attempts.ts";
import { breakBranches, breakCondition, breakNames, breakNot, breakTuple } from "./break-logic.ts";
import type { Rule } from "./conjunction.ts";
import type { Breach } from "./breach.ts";
import { breakArray, breakObject } from "./break-inside.ts";
import { breakChoice, breakNumber, breakText, breakType } from "./break-scalar.ts";
import { type Location, locationsOf } from "./locations.ts";
import type { Broken } from "./model.ts";

const WAYS: readonly ((location: Location, rule: Rule, shop: Workshop) => Breach[])[] = [
  breakType,
  breakChoice,
  breakText,
  breakNumber,
  breakArray,
  breakTuple,
  breakObject,
  breakNames,
  breakNot,
  breakBranches,
  breakCondition,
];
/** Keywords that complain because something inside them does: no fault of their own. */
const ENCLOSING = new Set(["oneOf", "anyOf", "allOf", "if", "$ref", "not", "propertyNames", "contains"]);

/** A valid value broken in one way at a time, each confirmed, each value once. */
export function brokenOf(shop: Workshop, schema: SchemaName, start: Json): Broken[] {
  const seen = new Set<string>();
  return locationsOf(shop, schema, start).flatMap((location) =>
    breachesOf(shop, location).flatMap((breach) => {
      const found = confirmed(shop, schema, { location, breach });
      const key = JSON.stringify(found?.broken.value);
      if (found === null || seen.has(key)) return [];
      seen.add(key);
      return [found.broken];
    }),
  );
}

/** What can be broken at one location. */
export function breachesOf(shop: Workshop, location: Location): Breach[] {
  return location.conjunction.flatMap((rule) => WAYS.flatMap((way) => way(location, rule, shop)));
}

/** A broken value, and everything that the checker says of it. */
export interface Confirmed {
  readonly broken: Broken;
  readonly faults: readonly SchemaFault[];
}

/** The option that breaks the rule with the fewest other faults; null where none breaks anything. */
export function confirmed(
  shop: Workshop,
  schema: SchemaName,
  { location, breach }: { location: Pick<Location, "base" | "at">; breach: Breach },
): Confirmed | null {
  let best: { value: Json; option: Json; score: number; faults: readonly SchemaFault[] } | null = null;
  for (const option of breach.options) {
    const value = pointerSet(location.base, location.at, option);
    if (jsonEqual(value, location.base)) continue;
    const faults = shop.everyFault(schema, value);
    if (faults.length === 0) continue;
    const score = scoreOf(faults, breach);
    if (best === null || score < best.score) best = { value, option, score, faults };
    if (score === 0) break;
  }
  if (best === null) return null;
  const { label, at, place, keyword, was } = breach;
  const became = breach.became === undefined ? best.option : breach.became;
  return { broken: { label, value: best.value, at, place, keyword, was, became }, faults: best.faults };
}

/** 0: this rule alone complains; more for every other, and most where it does not complain at all. */
function scoreOf(faults: readonly SchemaFault[], { keyword, place }: Breach): number {
  const own = faults.some((fault) => fault.keyword === keyword);
  if (!own) return faults.length + 100;
  const here = faults.some((fault) => fault.place === place) ? 0 : 50;
  const leaves = faults.filter((fault) => !ENCLOSING.has(fault.keyword));
  return here + (ENCLOSING.has(keyword) ? leaves.length : leaves.length - 1);
}
