import { isObject, type Json, type JsonObject, jsonEqual } from "../json.ts";
import { patternOf } from "../pattern.ts";

/** The schema that a `$ref` leads to; undefined where nobody knows. */
type Resolve = (ref: string) => Json | undefined;
type Rule = (limit: Json, value: Json, visit: (schema: Json | undefined, value: Json) => boolean) => boolean;

const DEEPEST = 100;

/** Words that promise nothing about a value. */
const SILENT: ReadonlySet<string> = new Set([
  "$comment",
  "default",
  "deprecated",
  "description",
  "example",
  "examples",
  "readOnly",
  "title",
  "writeOnly",
]);

/** Only what nobody doubts: a validator may take more. */
const FORMATS: { readonly [format: string]: RegExp } = {
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/,
  "date-time": /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?Z$/,
};

const RULES: { readonly [keyword: string]: Rule } = {
  type: (limit, value) => (Array.isArray(limit) ? limit : [limit]).some((one: Json) => isOfType(one, value)),
  const: (limit, value) => jsonEqual(limit, value),
  enum: (limit, value) => Array.isArray(limit) && limit.some((one: Json) => jsonEqual(one, value)),
  required: (limit, value) =>
    !isObject(value) ||
    (Array.isArray(limit) && limit.every((key) => typeof key === "string" && Object.hasOwn(value, key))),
  properties: (limit, value, visit) =>
    !isObject(value) ||
    (isObject(limit) &&
      Object.entries(value).every(([key, child]) => !Object.hasOwn(limit, key) || visit(limit[key], child))),
  items: (limit, value, visit) =>
    !Array.isArray(value) || (!Array.isArray(limit) && value.every((item: Json) => visit(limit, item))),
  allOf: (limit, value, visit) => Array.isArray(limit) && limit.every((one: Json) => visit(one, value)),
  anyOf: (limit, value, visit) => Array.isArray(limit) && limit.some((one: Json) => visit(one, value)),
  pattern: (limit, value) =>
    typeof value !== "string" || (typeof limit === "string" && patternOf(limit)?.test(value) === true),
  format: (limit, value) =>
    typeof value !== "string" || (typeof limit === "string" && (FORMATS[limit]?.test(value) ?? false)),
  minimum: bounds(numberIn, (value, limit) => value >= limit),
  maximum: bounds(numberIn, (value, limit) => value <= limit),
  exclusiveMinimum: bounds(numberIn, (value, limit) => value > limit),
  exclusiveMaximum: bounds(numberIn, (value, limit) => value < limit),
  minLength: bounds(lengthOf, (value, limit) => value >= limit),
  maxLength: bounds(lengthOf, (value, limit) => value <= limit),
  minItems: bounds(itemsIn, (value, limit) => value >= limit),
  maxItems: bounds(itemsIn, (value, limit) => value <= limit),
  minProperties: bounds(keysIn, (value, limit) => value >= limit),
  maxProperties: bounds(keysIn, (value, limit) => value <= limit),
};

/**
 * True where a value keeps to a schema that has only the simplest words: no validator has to be compiled to see that.
 * False says nothing: a validator has to judge.
 */
export function isPlainlyValid(
  resolve: Resolve,
  schema: Json | undefined,
  value: Json,
  depth: number = 0,
): boolean {
  if (typeof schema === "boolean") return schema;
  if (!isObject(schema) || depth > DEEPEST) return false;
  const visit = (inner: Json | undefined, part: Json): boolean =>
    isPlainlyValid(resolve, inner, part, depth + 1);
  if (typeof schema["$ref"] === "string")
    return Object.keys(schema).length === 1 && visit(resolve(schema["$ref"]), value);
  return Object.entries(schema).every(([word, limit]) => {
    if (SILENT.has(word) || word.startsWith("x-")) return true;
    if (word === "additionalProperties") return keepsClosed(schema, limit, value);
    const rule = Object.hasOwn(RULES, word) ? RULES[word] : undefined;
    return rule?.(limit, value, visit) ?? false;
  });
}

function keepsClosed(schema: JsonObject, limit: Json, value: Json): boolean {
  if (limit === true || !isObject(value)) return typeof limit === "boolean";
  const { properties = {} } = schema;
  return (
    limit === false &&
    schema["patternProperties"] === undefined &&
    isObject(properties) &&
    Object.keys(value).every((key) => Object.hasOwn(properties, key))
  );
}

function isOfType(type: Json, value: Json): boolean {
  if (type === "integer") return typeof value === "number" && Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "null") return value === null;
  if (type === "object") return isObject(value);
  if (type === "number") return typeof value === "number" && Number.isFinite(value);
  return (type === "string" || type === "boolean") && typeof value === type;
}

/** A rule about a number that a value has; a value without it keeps every bound. */
function bounds(
  measure: (value: Json) => number | null,
  keeps: (value: number, limit: number) => boolean,
): Rule {
  return (limit, value) => {
    const size = measure(value);
    return typeof limit === "number" && (size === null || keeps(size, limit));
  };
}

function numberIn(value: Json): number | null {
  return typeof value === "number" ? value : null;
}

function lengthOf(value: Json): number | null {
  return typeof value === "string" ? [...value].length : null;
}

function itemsIn(value: Json): number | null {
  return Array.isArray(value) ? value.length : null;
}

function keysIn(value: Json): number | null {
  return isObject(value) ? Object.keys(value).length : null;
}
