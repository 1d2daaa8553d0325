import type { Place } from "../contract/model.ts";
import { isUnknown } from "../contract/unchecked-words.ts";
import { asRule, type Conjunction, Contradiction, knownBranchesOf, type Resolve } from "./conjunction.ts";
import { itemRules, lowest, propertyRules, requiredNames, tupleLength } from "./rules-below.ts";
import { allowedTypes, allowsType, TYPES, type TypeName } from "./types.ts";

/** Of more locations than these nothing is said. */
const MOST = 5000;

/** A location as a schema sees it: what every value has to keep there. */
interface Location {
  readonly place: Place;
  /** All of these have to be met, each by one of its ways: by all locations that it leads to. */
  readonly needs: readonly (readonly (readonly Location[])[])[];
}

/**
 * Where a schema asks for a value inside of a value, on and on, so that none ends; null where it does not, or where
 * that can't be said: only what holds of every value is looked at.
 */
export function endlessAt(root: Conjunction, resolve: Resolve): Place | null {
  const all = locationsFrom(root, resolve);
  const [first] = all;
  if (first === undefined) return null;
  const finite = new Set<Location>();
  for (let before = -1; before < finite.size; ) {
    before = finite.size;
    // Mostly what stands below ends first.
    for (const one of all.toReversed()) if (unmet(one, finite) === undefined) finite.add(one);
  }
  const path = new Set<Location>();
  let at = first;
  while (!path.has(at)) {
    path.add(at);
    const need = unmet(at, finite);
    const next = need?.[0]?.find((one) => !finite.has(one));
    if (next === undefined) return null;
    at = next;
  }
  return at.place;
}

/** The first need that nothing finite meets. */
function unmet({ needs }: Location, finite: ReadonlySet<Location>): Location["needs"][number] | undefined {
  return needs.find((ways) => !ways.some((way) => way.every((one) => finite.has(one))));
}

/** The root's location and all that it leads to; none where there are too many. */
function locationsFrom(root: Conjunction, resolve: Resolve): readonly Location[] {
  const known = new Map<string, Location>();
  const pending: (() => void)[] = [];
  const locationOf = (rules: Conjunction, types: readonly TypeName[]): Location => {
    const key = JSON.stringify([rules.map(({ place }) => place), types]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const needs: Location["needs"][number][] = [];
    const location: Location = { place: rules[0]?.place ?? "#", needs };
    known.set(key, location);
    pending.push(() => needs.push(...needsOf({ rules, types, resolve, locationOf })));
    return location;
  };
  locationOf(root, TYPES);
  for (const look of pending) {
    if (known.size > MOST) return [];
    look();
  }
  return [...known.values()];
}

interface Look {
  readonly rules: Conjunction;
  /** What is known of its type from elsewhere. */
  readonly types: readonly TypeName[];
  readonly resolve: Resolve;
  readonly locationOf: (rules: Conjunction, types: readonly TypeName[]) => Location;
}

/** None where a value may end here, or nobody knows. */
function needsOf({ rules, types, resolve, locationOf }: Look): Location["needs"] {
  try {
    const sure = surely(rules, resolve);
    if (sure.some(({ schema }) => isUnknown(schema) || "const" in schema || "enum" in schema)) return [];
    const allowed = allowedTypes(sure).filter((type) => allowsType(types, type));
    const own = allowed.map((type) => insideOf(type, sure, locationOf));
    const choices = sure.flatMap((rule) =>
      (["anyOf", "oneOf"] as const)
        .filter((keyword) => Array.isArray(rule.schema[keyword]))
        .map((keyword) => knownBranchesOf(rule, keyword).map((branch) => [locationOf([branch], allowed)])),
    );
    return [own, ...choices].filter((ways) => ways.length > 0);
  } catch (error) {
    // What stands against each other, or refers to nothing, is no recursion.
    if (error instanceof Contradiction || error instanceof RangeError) return [];
    throw error;
  }
}

/** The rules, and all that they refer to and add without a choice. */
function surely(rules: Conjunction, resolve: Resolve): Conjunction {
  const found = new Map(rules.map((rule) => [rule.place, rule]));
  // A map gives what is added while it is walked.
  for (const { schema, place } of found.values()) {
    const { $ref: ref, allOf } = schema;
    const target = typeof ref === "string" ? resolve(ref) : null;
    const others = Array.isArray(allOf)
      ? allOf.map((one, index) => asRule(one, `${place}/allOf/${index}`))
      : [];
    if (target !== null) others.push(asRule(target.schema, target.place));
    for (const other of others) if (!found.has(other.place)) found.set(other.place, other);
  }
  return [...found.values()];
}

/** What has to be inside of a value of that type. */
function insideOf(type: TypeName, sure: Conjunction, locationOf: Look["locationOf"]): Location[] {
  if (type === "object")
    return requiredNames(sure).map((name) => locationOf(propertyRules(sure, name), TYPES));
  if (type !== "array") return [];
  // Behind the tuples all items are alike.
  const different = Math.min(lowest(sure, "minItems", 0), tupleLength(sure) + 1);
  return Array.from({ length: different }, (_, index) => locationOf(itemRules(sure, index), TYPES));
}
