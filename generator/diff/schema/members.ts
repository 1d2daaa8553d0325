import { patternOf } from "../../../contract/index.ts";
import { isObject, type Json } from "../../../contract/json.ts";
import type { Bench, Part } from "./bench.ts";
import type { Flat, Term } from "./term.ts";

/** Names of the properties that a term declares. */
export function namesOf({ flats }: Term): string[] {
  return [...new Set(flats.flatMap(({ schema }) => keysOf(schema["properties"])))];
}

/** Patterns of property names that a term declares. */
export function patternsOf({ flats }: Term): string[] {
  return [...new Set(flats.flatMap(({ schema }) => keysOf(schema["patternProperties"])))];
}

export function requiredOf({ flats }: Term): string[] {
  return [
    ...new Set(
      flats.flatMap(({ schema }) =>
        Array.isArray(schema["required"]) ? schema["required"].map(String) : [],
      ),
    ),
  ];
}

/** Nothing is said about properties that are not declared. */
export function isSilent({ flats }: Term): boolean {
  return flats.every(
    ({ schema }) =>
      !Object.hasOwn(schema, "additionalProperties") && !Object.hasOwn(schema, "unevaluatedProperties"),
  );
}

/** Is a property declared, by its name or by a pattern? */
export function declares({ flats }: Term, name: string): boolean {
  return flats.some(
    ({ schema }) =>
      keysOf(schema["properties"]).includes(name) ||
      keysOf(schema["patternProperties"]).some((pattern) => matches(pattern, name)),
  );
}

/** All that is said about a property; empty: nothing. */
export function propertyParts(bench: Bench, { flats }: Term, name: string): Part[] {
  return flats.flatMap((flat) => {
    const { schema } = flat;
    const own = keysOf(schema["properties"]).includes(name) ? [bench.child(flat, "properties", name)] : [];
    const byPattern = keysOf(schema["patternProperties"])
      .filter((pattern) => matches(pattern, name))
      .map((pattern) => bench.child(flat, "patternProperties", pattern));
    const found = [...own, ...byPattern];
    if (found.length > 0 || !Object.hasOwn(schema, "additionalProperties")) return found;
    return [bench.child(flat, "additionalProperties")];
  });
}

/** All that is said about the item at an index. */
export function itemParts(bench: Bench, { flats }: Term, index: number): Part[] {
  return flats.flatMap((flat) => {
    const { schema } = flat;
    const list = tupleWord(flat);
    if (list !== null && index < lengthOf(schema[list])) return [bench.child(flat, list, index)];
    const rest = list === "items" ? "additionalItems" : "items";
    return Object.hasOwn(schema, rest) && !Array.isArray(schema[rest]) ? [bench.child(flat, rest)] : [];
  });
}

/** How many first items have schemas of their own. */
export function tupleLength({ flats }: Term): number {
  return Math.max(0, ...flats.map((flat) => lengthOf(flat.schema[tupleWord(flat) ?? ""])));
}

function tupleWord({ schema }: Flat): "prefixItems" | "items" | null {
  if (Array.isArray(schema["prefixItems"])) return "prefixItems";
  return Array.isArray(schema["items"]) ? "items" : null;
}

function lengthOf(value: Json | undefined): number {
  return Array.isArray(value) ? value.length : 0;
}

function keysOf(value: Json | undefined): string[] {
  return isObject(value) ? Object.keys(value) : [];
}

export function matches(pattern: string, name: string): boolean {
  return patternOf(pattern)?.test(name) === true;
}
