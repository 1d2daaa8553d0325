import { patternOf } from "../contract/index.ts";
import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { pointerOf, pointerSet } from "../contract/json-pointer.ts";
import type { PayloadPointer, SchemaName } from "../contract/model.ts";
import { attemptAt, rootRule, type Workshop } from "./attempts.ts";
import { type Conjunction, Contradiction, flatten, type Reader } from "./conjunction.ts";
import { branchOf } from "./fits.ts";
import { spareName } from "./invented-names.ts";
import { make } from "./make.ts";
import { singular } from "./words.ts";
import { dependentRules } from "./make-object.ts";
import { matchPattern } from "./match-pattern.ts";
import { createRandom } from "./random.ts";
import {
  declaredNames,
  highest,
  itemRules,
  objectAt,
  propertyRules,
  tupleLength,
  unevaluatedItems,
  unevaluatedRules,
} from "./rules-below.ts";

/** One location of a value, and what it has to keep. */
export interface Location {
  readonly at: PayloadPointer;
  /** The property's name, that of the array for an item, "" for the whole. */
  readonly name: string;
  /** Before references and branches are followed. */
  readonly rules: Conjunction;
  /** With them; branches are those that the value fits. */
  readonly conjunction: Conjunction;
  readonly value: Json;
  /** A whole valid value in which this location is there. */
  readonly base: Json;
  /** True where the start had no such location. */
  readonly added: boolean;
  /** For an array: what an item of it looks like; else null. */
  readonly item: Json;
}

const DEEPEST = 8;
const MOST = 400;

/** Every location of a value, optional ones that it leaves out too: they are put into being, one at a time. */
export function locationsOf(shop: Workshop, schema: SchemaName, start: Json): Location[] {
  const found: Location[] = [];
  const walk = (here: Unread, depth: number): void => {
    if (depth > DEEPEST || found.length >= MOST) return;
    const location = locationAt(shop, here);
    found.push(location);
    for (const below of locationsBelow(shop, schema, location)) walk(below, depth + 1);
  };
  try {
    const rules = [rootRule(shop, schema)];
    walk({ at: "", name: "", rules, value: start, base: start, added: false }, 0);
  } catch (error) {
    if (!(error instanceof Contradiction)) throw error;
  }
  return found;
}

/** A location with its rules followed. Throws `Contradiction`. */
export function locationAt(shop: Workshop, here: Unread): Location {
  const conjunction = conjunctionOf(shop, here);
  return { ...here, conjunction, item: itemOf(shop, here, conjunction) };
}

/** With references, the branches that the value fits, and the schemas that its names ask for. */
export function conjunctionOf(
  shop: Workshop,
  { rules, value }: Pick<Unread, "rules" | "value">,
): Conjunction {
  const reader = readerFor(shop, value);
  const flat = flatten(rules, reader);
  return isObject(value)
    ? flatten([...flat, ...dependentRules(flat, new Set(Object.keys(value)))], reader)
    : flat;
}

/** A location before its rules are followed. */
export type Unread = Omit<Location, "conjunction" | "item">;

/** The first item, or one as the rules want it. */
function itemOf(shop: Workshop, { value, name }: Unread, conjunction: Conjunction): Json {
  if (!Array.isArray(value)) return null;
  if (value[0] !== undefined) return value[0];
  try {
    const spot = { name: singular(name), depth: 0, trail: [] };
    return make(itemRules(conjunction, 0), spot, attemptAt(shop, { hint: name, fill: "required" }, 0));
  } catch (error) {
    if (error instanceof Contradiction) return null;
    throw error;
  }
}

/** The properties or first item of a location's value, there or not. */
export function locationsBelow(shop: Workshop, schema: SchemaName, above: Location): Unread[] {
  const { value, conjunction } = above;
  const names = isObject(value)
    ? [
        ...new Set([
          ...Object.keys(value),
          ...declaredNames(conjunction),
          ...freeNames(shop, value, conjunction),
        ]),
      ]
    : Array.isArray(value) && highest(conjunction, "maxItems") > 0
      ? Array.from(
          {
            length: Math.min(
              Math.max(tupleLength(conjunction), 1) + (isTail(conjunction) ? 1 : 0),
              MOST_TUPLE,
            ),
          },
          (_, index) => index,
        )
      : [];
  return names.flatMap((name) => {
    try {
      const rules =
        typeof name === "number"
          ? [...itemRules(conjunction, name), ...unevaluatedItems(conjunction, name)]
          : [...propertyRules(conjunction, name), ...unevaluatedRules(conjunction, name)];
      return withBase(shop, schema, { above, name, rules });
    } catch (error) {
      if (error instanceof Contradiction) return [];
      throw error;
    }
  });
}

/** Do items that follow a tuple, or those that `contains` finds, have a schema of their own? */
function isTail(conjunction: Conjunction): boolean {
  const keywords = ["additionalItems", "items", "unevaluatedItems"];
  const isFound = conjunction.some(({ schema }) => schema["contains"] !== undefined);
  return (
    (tupleLength(conjunction) > 0 || isFound) &&
    conjunction.some(({ schema }) => keywords.some((keyword) => isObject(schema[keyword])))
  );
}

/** As many places of a tuple are looked at. */
const MOST_TUPLE = 12;

/** A name for each pattern, and one that nobody declared where such have a schema; none where one is there already. */
function freeNames(shop: Workshop, value: JsonObject, conjunction: Conjunction): string[] {
  const declared = new Set(declaredNames(conjunction));
  const attempt = attemptAt(shop, { hint: "name", fill: "required" }, 0);
  return conjunction.flatMap(({ schema }) => {
    const patterns = Object.keys(objectAt(schema, "patternProperties"));
    const named = patterns.flatMap((source) => {
      if (Object.keys(value).some((name) => patternOf(source)?.test(name) === true)) return [];
      const name = matchPattern(source, createRandom(source), 0);
      return name === null || declared.has(name) ? [] : [name];
    });
    const open = [schema["additionalProperties"], schema["unevaluatedProperties"]].some(
      (rest) => isObject(rest) && Object.keys(rest).length > 0,
    );
    const spare = Object.keys(value).every((name) => declared.has(name));
    return [...named, ...(open && spare ? [spareName(conjunction, attempt)] : [])];
  });
}

interface Below {
  readonly above: Location;
  readonly name: string | number;
  readonly rules: Conjunction;
}

/** The location as it is, or made and confirmed; none where it can't be made. */
function withBase(shop: Workshop, schema: SchemaName, below: Below): Unread[] {
  const { above, name, rules } = below;
  const here = {
    at: above.at + pointerOf(name),
    name: typeof name === "number" ? singular(above.name) : name,
    rules,
  };
  const own = ownValue(above.value, name);
  if (own !== undefined) return [{ ...here, value: own, base: above.base, added: above.added }];
  if (typeof name === "number" && rules.length === 0) return [];
  const attempt = attemptAt(shop, { hint: here.name, fill: "required" }, 0);
  const value = make(rules, { name: here.name, depth: 0, trail: [] }, attempt);
  const base = pointerSet(above.base, here.at, value);
  return shop.faults(schema, base).length === 0 ? [{ ...here, value, base, added: true }] : [];
}

function ownValue(value: Json, name: string | number): Json | undefined {
  if (Array.isArray(value)) return value[Number(name)];
  return isObject(value) && Object.hasOwn(value, name) ? value[String(name)] : undefined;
}

function readerFor(shop: Workshop, value: Json): Reader {
  return { resolve: shop.resolve, choose: (branches) => branchOf(branches, value, shop.resolve) };
}
