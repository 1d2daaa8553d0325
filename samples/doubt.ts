import { CHECKED_FORMATS, isUnknown } from "../contract/unchecked-words.ts";
import { isObject, type Json, jsonEqual } from "../contract/json.ts";
import { pointerGet, pointerOf } from "../contract/json-pointer.ts";
import type { PayloadPointer, Place, SchemaName } from "../contract/model.ts";
import { rootRule, type Workshop } from "./attempts.ts";
import { type Conjunction, Contradiction, type Rule } from "./conjunction.ts";
import { READABLE_FORMATS } from "./formats.ts";
import { conjunctionOf } from "./locations.ts";
import { itemRules, propertyRules } from "./rules-below.ts";

/** Why nobody can say whether a made-up value is valid: something in it has a schema that is lost or unchecked. */
export interface Doubt {
  readonly why: "schema lost" | "format unchecked";
  readonly at: PayloadPointer;
  readonly place: Place;
}

/** What is trusted: declared examples, and pointers at which the user has set the value. */
export interface Trusted {
  readonly examples: readonly Json[];
  readonly fixed: readonly PayloadPointer[];
}

const DEEPEST = 16;

/** The first doubt about a value that the checker takes; null where all of it is known to be valid. */
export function doubtOf(shop: Workshop, schema: SchemaName, value: Json, trusted: Trusted): Doubt | null {
  const search = (at: PayloadPointer, rules: Conjunction, here: Json, depth: number): Doubt | null => {
    const given =
      trusted.fixed.includes(at) || trusted.examples.some((one) => same(pointerGet(one, at), here));
    if (given || depth > DEEPEST) return null;
    const conjunction = conjunctionOf(shop, { rules, value: here });
    const own = conjunction.find((rule) => isDoubtful(rule, here));
    if (own !== undefined && !isSuggested(conjunction, here))
      return { why: isUnknown(own.schema) ? "schema lost" : "format unchecked", at, place: own.place };
    for (const [name, inner] of below(here)) {
      const inside =
        typeof name === "number" ? itemRules(conjunction, name) : propertyRules(conjunction, name);
      const doubt = search(at + pointerOf(name), inside, inner, depth + 1);
      if (doubt !== null) return doubt;
    }
    return null;
  };
  try {
    return search("", [rootRule(shop, schema)], value, 0);
  } catch (error) {
    if (error instanceof Contradiction) return null;
    throw error;
  }
}

function below(value: Json): [name: string | number, value: Json][] {
  if (Array.isArray(value)) return [...value.entries()];
  return isObject(value) ? Object.entries(value) : [];
}

/** A format of which good values are known is in no doubt: such values are what is made. */
function isDoubtful({ schema }: Rule, value: Json): boolean {
  if (isUnknown(schema)) return true;
  const { format } = schema;
  if (typeof format !== "string" || typeof value !== "string" || CHECKED_FORMATS.has(format)) return false;
  return READABLE_FORMATS[format]?.includes(value) !== true;
}

/** Does the schema itself show the value? */
function isSuggested(conjunction: Conjunction, value: Json): boolean {
  return conjunction.some(({ schema }) => {
    const { const: constant, default: fallback, example, examples, enum: values } = schema;
    const lists = [examples, values].flatMap((list) => (Array.isArray(list) ? list : []));
    return [constant, fallback, example, ...lists].some((one) => same(one, value));
  });
}

function same(left: Json | undefined, right: Json): boolean {
  return left !== undefined && jsonEqual(left, right);
}
