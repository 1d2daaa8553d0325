import type { Json } from "../contract/json.ts";
import { pointerOf, pointerSet, pointerTokens } from "../contract/json-pointer.ts";
import type { SchemaName } from "../contract/model.ts";
import { attemptAt, firstValid, leastValid, type Workshop } from "./attempts.ts";
import { knownBranchesOf, Contradiction } from "./conjunction.ts";
import { type Edge, edgesOf } from "./edges.ts";
import { type Location, locationsOf } from "./locations.ts";
import { make } from "./make.ts";
import type { Boundary } from "./model.ts";
import { reachedLocations } from "./reach.ts";
import { spokenAt } from "./spoken.ts";
import { Unsatisfiable } from "./unsatisfiable.ts";

/**
 * Every boundary of a schema, confirmed, each label once. A value that stands on the edges of several locations comes
 * once for each: who grafts that edge into another value must find the one that the smallest value begins with too.
 */
export function boundariesOf(shop: Workshop, schema: SchemaName): Boundary[] {
  const seen = new Set<string>();
  const all = candidatesOf(shop, schema);
  // What stands on an edge first: it keeps its label where a value beside another edge is the same.
  return [...all.filter(({ beside }) => !beside), ...all.filter(({ beside }) => beside)].filter(
    ({ label, at, value }) => {
      const keys = [`${at} ${JSON.stringify(value)}`, `${at} ${label}`];
      if (keys.some((key) => seen.has(key)) || shop.faults(schema, value).length > 0) return false;
      for (const key of keys) seen.add(key);
      return true;
    },
  );
}

function candidatesOf(shop: Workshop, schema: SchemaName): Boundary[] {
  try {
    const smallest = leastValid(shop, schema, { hint: schema, fill: "required" });
    const everything = firstValid(shop, schema, { hint: schema, fill: "everything" });
    const place = shop.resolve(`schema:${schema}`).place;
    const locations = locationsOf(shop, schema, smallest);
    return [
      { label: "only what is required", value: smallest, at: "", place, beside: false },
      { label: "everything at once", value: everything, at: "", place, beside: false },
      ...locations.flatMap((location) => [
        ...optionalOf(location),
        ...edgesOf(location).map((edge) => ({
          label: edge.label,
          value: pointerSet(location.base, location.at, edge.to),
          at: location.at,
          place: edge.place,
          beside: edge.beside ?? false,
        })),
        ...variantsOf(shop, location),
      ]),
      ...elsewhereOf(shop, schema, { smallest, locations }),
    ];
  } catch (error) {
    if (error instanceof Unsatisfiable) return [];
    throw error;
  }
}

/** The edges of what the smallest value has not: other branches, and what they hold. */
function elsewhereOf(
  shop: Workshop,
  schema: SchemaName,
  { smallest, locations }: { readonly smallest: Json; readonly locations: readonly Location[] },
): Boundary[] {
  const known = new Set(locations.flatMap(({ conjunction }) => conjunction.map(({ place }) => place)));
  return [...reachedLocations(shop, schema, smallest)].flatMap((location) => {
    const fresh = location.conjunction.filter(({ place }) => !known.has(place));
    const isFresh = (edge: Edge): boolean => fresh.some(({ place }) => edge.place.startsWith(`${place}/`));
    // All of the branch goes into another value, or nothing of it.
    const at = pointerOf(...pointerTokens(location.at).slice(0, 1));
    return edgesOf(location)
      .filter(isFresh)
      .map(({ label, to, place, beside = false }) => ({
        label,
        value: pointerSet(location.base, location.at, to),
        at,
        place,
        beside,
      }));
  });
}

/** A property that may be left out, there. */
function optionalOf(location: Location): Boundary[] {
  const place = location.rules[0]?.place;
  if (!location.added || place === undefined) return [];
  return [
    { label: `with ${spokenAt(location.at)}`, value: location.base, at: location.at, place, beside: false },
  ];
}

/** One value for every branch of `oneOf` and `anyOf` at a location. */
function variantsOf(shop: Workshop, location: Location): Boundary[] {
  return location.conjunction.flatMap((rule) =>
    (["oneOf", "anyOf"] as const).flatMap((keyword) =>
      knownBranchesOf(rule, keyword).flatMap((branch, index) => {
        const to = variant(shop, location, { at: `${rule.place}/${keyword}`, index });
        if (to === undefined) return [];
        const title = branch.schema["title"];
        const name =
          typeof title === "string" ? title : (branchName(branch.schema["$ref"]) ?? `variant ${index + 1}`);
        const label = `${spokenAt(location.at)} as ${name}`;
        return [
          {
            label,
            value: pointerSet(location.base, location.at, to),
            at: location.at,
            place: branch.place,
            beside: false,
          },
        ];
      }),
    ),
  );
}

function variant(
  shop: Workshop,
  location: Location,
  wanted: { at: string; index: number },
): Json | undefined {
  const attempt = attemptAt(shop, { hint: location.name, fill: "required" }, 0);
  const forced: typeof attempt.forced = (at) => (at === wanted.at ? wanted.index : null);
  try {
    const spot = { name: location.name, depth: 0, trail: [] };
    return make(location.rules, spot, { ...attempt, forced });
  } catch (error) {
    if (error instanceof Contradiction) return undefined;
    throw error;
  }
}

/** `schema:Text` and `schema:Text#/x/y` name a branch by their last word. */
function branchName(ref: Json | undefined): string | null {
  return typeof ref === "string" ? (/([^/:#]+)$/.exec(ref)?.[1] ?? null) : null;
}
