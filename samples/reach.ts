import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { pointerOf, pointerSet } from "../contract/json-pointer.ts";
import type { Place, SchemaName } from "../contract/model.ts";
import { attemptAt, rootRule, type Workshop } from "./attempts.ts";
import { type Choose, Contradiction, flatten, knownBranchesOf, type Rule } from "./conjunction.ts";
import { branchOf } from "./fits.ts";
import { type Location, locationAt, locationsBelow, type Unread } from "./locations.ts";
import { make } from "./make.ts";
import { objectAt } from "./rules-below.ts";
import { allowedTypes, allowsType, toldTypes, type TypeName, typeOf } from "./types.ts";

/** So many locations are enough for the largest schemas that were met; what is beyond is not looked at. */
const MOST = 600;

/** A location that is still to be looked at, and the choices that its value was made with. */
interface Visit {
  readonly here: Unread;
  readonly forced: ReadonlyMap<Place, number>;
  /** True where a choice was made for it: then it is looked at whatever is known. */
  readonly chosen: boolean;
}

/**
 * Locations in which every rule of a schema holds at least once: each branch, each side of an `if` and each of several
 * types is put into being where the start has another. A location that shows nothing new is left out, and so is all
 * that is below it; so recursion ends.
 */
export function* reachedLocations(shop: Workshop, schema: SchemaName, start: Json): Generator<Location> {
  const known = new Set<Place>();
  const root = { at: "", name: "", rules: [rootRule(shop, schema)], value: start, base: start, added: false };
  const queue: Visit[] = [{ here: root, forced: new Map(), chosen: false }];
  let left = MOST;
  for (const { here, forced, chosen } of queue) {
    const location = tried(() => locationAt(shop, here));
    if (location === null) continue;
    const fresh = location.conjunction.filter(({ place }) => !known.has(place));
    for (const { place } of fresh) known.add(place);
    const ways = location.conjunction.flatMap((rule) => otherWays(rule, location, known));
    for (const [mark] of ways) known.add(mark);
    for (const way of ways) queue.push(...turned(shop, schema, { here, forced, way }));
    if (fresh.length === 0 && !chosen) continue;
    yield location;
    left -= 1;
    if (left === 0) return;
    for (const below of locationsBelow(shop, schema, location))
      queue.push({ here: below, forced: new Map(), chosen: false });
  }
}

/** What marks a way as taken, where the choice is made, and the choice; or the type that is asked for. */
type Way = readonly [mark: string, at: Place, choice: number | Rule];

/** The branches, sides and types of a rule that nobody has seen yet, and the names that bring rules with them. */
function otherWays(rule: Rule, location: Location, known: ReadonlySet<string>): Way[] {
  const branches = (["oneOf", "anyOf"] as const).flatMap((keyword) =>
    (tried(() => knownBranchesOf(rule, keyword)) ?? []).map(({ place }, index): [Place, Way] => [
      place,
      [`way to ${place}`, `${rule.place}/${keyword}`, index],
    ]),
  );
  const at = `${rule.place}/if`;
  const sides: [Place, Way][] = [at, `${rule.place}/else`].map((place, side) => [
    place,
    [`way to ${place}`, at, side],
  ]);
  const asked = [...typesAsked(rule, location), ...namesAsked(rule, location)];
  const further = asked.map(({ seen, schema }): [Place, Way] => [
    seen,
    [`way to ${seen}`, "", { schema, place: `way to ${seen}` }],
  ]);
  return [...branches, ...(rule.schema["if"] === undefined ? [] : sides), ...further]
    .filter(([place, [mark]]) => !known.has(place) && !known.has(mark))
    .map(([, way]) => way);
}

/** What a location has to keep so that another part of a rule counts; `seen` is known where it has counted. */
interface Asked {
  readonly seen: Place;
  readonly schema: JsonObject;
}

/** Each of several types; where a rule names none, those that its words speak of and the value has not. */
function typesAsked({ place, schema }: Rule, { conjunction, value }: Location): Asked[] {
  const { type } = schema;
  const allowed = allowedTypes(conjunction);
  const isAllowed = (one: TypeName): boolean =>
    allowsType(allowed, one) || (one === "number" && allowed.includes("integer"));
  const told = toldTypes(schema).filter(
    (one) => one !== typeOf(value) && one !== typeof value && isAllowed(one),
  );
  const types = Array.isArray(type) ? type : type === undefined ? told : [];
  return types.map((one) => ({ seen: `${place}/type (${String(one)})`, schema: { type: one } }));
}

/** A name that is not there and that a schema depends on. */
function namesAsked({ place, schema }: Rule, { value }: Location): Asked[] {
  if (!isObject(value)) return [];
  return ["dependentSchemas", "dependencies"].flatMap((keyword) =>
    Object.entries(objectAt(schema, keyword))
      .filter(([name, then]) => isObject(then) && !Object.hasOwn(value, name))
      .map(([name]) => ({ seen: place + pointerOf(keyword, name), schema: { required: [name] } })),
  );
}

/** Attempts at a way: with the other choices as they are, then with them left to chance. */
const TRIES = [
  { number: 0, kept: true },
  { number: 8, kept: true },
  { number: 0, kept: false },
  { number: 1, kept: false },
  { number: 4, kept: false },
  { number: 8, kept: false },
];

/**
 * The location made anew with another choice, by a value that takes it; else by any that was made for it; none where no
 * whole valid value has it so.
 */
function turned(
  shop: Workshop,
  schema: SchemaName,
  { here, forced, way: [, at, choice] }: Omit<Visit, "chosen"> & { way: Way },
): Visit[] {
  const choices = typeof choice === "number" ? new Map([...forced, [at, choice]]) : forced;
  const rules = typeof choice === "number" ? here.rules : [...here.rules, choice];
  const taken = choicesAt(shop, here);
  const found: Visit[] = [];
  for (const { number, kept } of TRIES) {
    const all = kept ? new Map([...taken, ...choices]) : choices;
    const value = madeBy(shop, { name: here.name, rules }, { number, choices: all });
    if (value === undefined) continue;
    const base = pointerSet(here.base, here.at, value);
    if (shop.faults(schema, base).length > 0) continue;
    const visit = { here: { ...here, value, base, added: true }, forced: choices, chosen: true };
    if (typeof choice !== "number" || choicesAt(shop, visit.here).get(at) === choice) return [visit];
    found.push(visit);
  }
  return found.slice(0, 1);
}

function madeBy(
  shop: Workshop,
  { name, rules }: Pick<Unread, "name" | "rules">,
  { number, choices }: { number: number; choices: ReadonlyMap<Place, number> },
): Json | undefined {
  const attempt = {
    ...attemptAt(shop, { hint: name, fill: "required" }, number),
    forced: (place: Place) => choices.get(place) ?? null,
  };
  return tried((): [Json] => [make(rules, { name, depth: 0, trail: [] }, attempt)])?.[0];
}

/** The branches and sides that a location's value takes. */
function choicesAt(shop: Workshop, { rules, value }: Unread): Map<Place, number> {
  const found = new Map<Place, number>();
  const choose: Choose = (branches, _keyword, at) => {
    const index = branchOf(branches, value, shop.resolve);
    found.set(at, index);
    return index;
  };
  tried(() => flatten(rules, { resolve: shop.resolve, choose }));
  return found;
}

/** Null where the rules contradict each other. */
function tried<T>(find: () => T): T | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof Contradiction) return null;
    throw error;
  }
}
