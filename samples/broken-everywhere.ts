import type { Json } from "../contract/json.ts";
import { pointerSet } from "../contract/json-pointer.ts";
import type { SchemaName } from "../contract/model.ts";
import { attemptAt, firstValid, type Workshop } from "./attempts.ts";
import { boundariesOf } from "./boundaries.ts";
import { brokenOf } from "./broken.ts";
import { Contradiction } from "./conjunction.ts";
import { locationsOf } from "./locations.ts";
import { make } from "./make.ts";
import type { Broken } from "./model.ts";

/** So many starts are enough: every branch of an everyday schema. */
const MOST_STARTS = 40;

/**
 * Every rule of a schema that can be broken, broken once: from the smallest value, from everything at once, and from
 * those that each branch, each side of an `if` and each type needs. Throws `Unsatisfiable`.
 */
export function brokenEverywhere(shop: Workshop, schema: SchemaName): Broken[] {
  const smallest = firstValid(shop, schema, { hint: schema, fill: "required" });
  const everything = firstValid(shop, schema, { hint: schema, fill: "everything" });
  const starts = distinct([
    smallest,
    everything,
    ...branchStarts(shop, schema),
    ...sideStarts(shop, schema, smallest),
  ]);
  const seen = new Set<string>();
  return starts.slice(0, MOST_STARTS).flatMap((start) =>
    brokenOf(shop, schema, start).filter(({ label, at, place }) => {
      const key = `${at} ${place} ${label}`;
      return !seen.has(key) && seen.add(key);
    }),
  );
}

function branchStarts(shop: Workshop, schema: SchemaName): Json[] {
  const taken = boundariesOf(shop, schema).filter(({ place }) => /\/(oneOf|anyOf)\/\d+$/.test(place));
  return taken.map(({ value }) => value);
}

/** Values for both sides of each `if`, and for each of several types, in all locations of a start. */
function sideStarts(shop: Workshop, schema: SchemaName, start: Json): Json[] {
  return locationsOf(shop, schema, start).flatMap((location) => {
    const { conjunction, rules, name, base, at } = location;
    const conditions = conjunction
      .filter((rule) => rule.schema["if"] !== undefined)
      .map(({ place }) => `${place}/if`);
    const forced = conditions.flatMap((place) => [0, 1].map((side) => ({ place, side })));
    const sides = forced.flatMap(({ place, side }) => {
      const attempt = {
        ...attemptAt(shop, { hint: name, fill: "required" }, 0),
        forced: (one: string) => (one === place ? side : null),
      };
      return tried(() => make(rules, { name, depth: 0, trail: [] }, attempt));
    });
    const types = conjunction.flatMap(({ schema: { type } }) => (Array.isArray(type) ? type : []));
    const typed = types.flatMap((type) =>
      tried(() =>
        make(
          [...rules, { schema: { type }, place: "" }],
          { name, depth: 0, trail: [] },
          attemptAt(shop, { hint: name, fill: "required" }, 0),
        ),
      ),
    );
    return [...sides, ...typed]
      .map((value) => pointerSet(base, at, value))
      .filter((value) => shop.faults(schema, value).length === 0);
  });
}

function tried(makeOne: () => Json): Json[] {
  try {
    return [makeOne()];
  } catch (error) {
    if (error instanceof Contradiction) return [];
    throw error;
  }
}

function distinct(values: readonly Json[]): Json[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
