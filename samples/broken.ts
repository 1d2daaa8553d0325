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
      const broken = confirmed(shop, schema, { location, breach });
      const key = JSON.stringify(broken?.value);
      if (broken === null || seen.has(key)) return [];
      seen.add(key);
      return [broken];
    }),
  );
}

function breachesOf(shop: Workshop, location: Location): Breach[] {
  return location.conjunction.flatMap((rule) => WAYS.flatMap((way) => way(location, rule, shop)));
}

/** The option that breaks the rule with the fewest other faults; null where none breaks anything. */
function confirmed(
  shop: Workshop,
  schema: SchemaName,
  { location, breach }: { location: Location; breach: Breach },
): Broken | null {
  let best: { value: Json; option: Json; score: number } | null = null;
  for (const option of breach.options) {
    const value = pointerSet(location.base, location.at, option);
    if (jsonEqual(value, location.base)) continue;
    const faults = shop.everyFault(schema, value);
    if (faults.length === 0) continue;
    const score = scoreOf(faults, breach.keyword);
    if (best === null || score < best.score) best = { value, option, score };
  }
  if (best === null) return null;
  const { label, at, place, keyword, was } = breach;
  const became = breach.became === undefined ? best.option : breach.became;
  return { label, value: best.value, at, place, keyword, was, became };
}

/** 0: this keyword alone complains; more for every other, and most where it does not complain at all. */
function scoreOf(faults: readonly SchemaFault[], keyword: string): number {
  const own = faults.some((fault) => fault.keyword === keyword);
  if (!own) return faults.length + 100;
  const leaves = faults.filter((fault) => !ENCLOSING.has(fault.keyword));
  return ENCLOSING.has(keyword) ? leaves.length : leaves.length - 1;
}
