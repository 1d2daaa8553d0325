import { pointerSet } from "../contract/json-pointer.ts";
import type { Json } from "../contract/json.ts";
import type { Place, SchemaName } from "../contract/model.ts";
import { attemptAt, rootRule, type Workshop } from "./attempts.ts";
import { Contradiction, knownBranchesOf, type Rule } from "./conjunction.ts";
import { type Location, locationAt, locationsBelow, type Unread } from "./locations.ts";
import { make } from "./make.ts";

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
    const ways = location.conjunction.flatMap((rule) => otherWays(rule, known));
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

/** The branches, sides and types of a rule that nobody has seen yet. */
function otherWays(rule: Rule, known: ReadonlySet<string>): Way[] {
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
  const { type } = rule.schema;
  const types = (Array.isArray(type) ? type : []).map((one): [Place, Way] => {
    const place = `${rule.place}/type (${String(one)})`;
    return [place, [`way to ${place}`, "", { schema: { type: one }, place }]];
  });
  return [...branches, ...(rule.schema["if"] === undefined ? [] : sides), ...types]
    .filter(([place, [mark]]) => !known.has(place) && !known.has(mark))
    .map(([, way]) => way);
}

/** Later attempts leave the other choices to chance. */
const TRIES = [0, 1, 4, 8];

/** The location made anew with another choice; none where no whole valid value has it so. */
function turned(
  shop: Workshop,
  schema: SchemaName,
  { here, forced, way: [, at, choice] }: Omit<Visit, "chosen"> & { way: Way },
): Visit[] {
  const choices = typeof choice === "number" ? new Map([...forced, [at, choice]]) : forced;
  const rules = typeof choice === "number" ? here.rules : [...here.rules, choice];
  for (const number of TRIES) {
    const made = tried((): [Json] => [
      make(
        rules,
        { name: here.name, depth: 0, trail: [] },
        {
          ...attemptAt(shop, { hint: here.name, fill: "required" }, number),
          forced: (place: Place) => choices.get(place) ?? null,
        },
      ),
    ]);
    if (made === null) continue;
    const [value] = made;
    const base = pointerSet(here.base, here.at, value);
    if (shop.faults(schema, base).length === 0)
      return [{ here: { ...here, value, base, added: true }, forced: choices, chosen: true }];
  }
  return [];
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
