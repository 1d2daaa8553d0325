import { isObject, type Json } from "./json.ts";
import { pointerOf } from "./json-pointer.ts";

/** Keywords whose value is one schema. */
const ONE: ReadonlySet<string> = new Set([
  "additionalItems",
  "additionalProperties",
  "contains",
  "contentSchema",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
]);
/** Keywords whose value is a list of schemas. */
const LIST: ReadonlySet<string> = new Set(["allOf", "anyOf", "items", "oneOf", "prefixItems"]);
/** Keywords whose value is an object of schemas. */
const MAP: ReadonlySet<string> = new Set([
  "$defs",
  "definitions",
  "dependencies",
  "dependentSchemas",
  "patternProperties",
  "properties",
]);

/** The schemas that stand directly inside a schema, with their pointers from it. */
export function* subschemas(schema: Json): Generator<{ pointer: string; schema: Json }> {
  if (!isObject(schema)) return;
  for (const [keyword, value] of Object.entries(schema)) {
    if (LIST.has(keyword) && Array.isArray(value))
      for (const [index, item] of value.entries()) yield { pointer: pointerOf(keyword, index), schema: item };
    else if (MAP.has(keyword) && isObject(value)) {
      for (const [key, item] of Object.entries(value))
        if (!Array.isArray(item)) yield { pointer: pointerOf(keyword, key), schema: item };
    } else if (ONE.has(keyword)) yield { pointer: pointerOf(keyword), schema: value };
  }
}

/** A schema and all inside it; `$ref`s are not followed. */
export function* walkSchema(schema: Json, pointer = ""): Generator<{ pointer: string; schema: Json }> {
  yield { pointer, schema };
  for (const inner of subschemas(schema)) yield* walkSchema(inner.schema, `${pointer}${inner.pointer}`);
}

/** The same schema with `change` applied to each schema inside it, innermost last. */
export function mapSubschemas(schema: Json, change: (inner: Json, pointer: string) => Json): Json {
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, mapKeyword(keyword, value, change)]),
  );
}

function mapKeyword(keyword: string, value: Json, change: (inner: Json, pointer: string) => Json): Json {
  if (LIST.has(keyword) && Array.isArray(value))
    return value.map((item, index) => change(item, pointerOf(keyword, index)));
  if (MAP.has(keyword) && isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        Array.isArray(item) ? item : change(item, pointerOf(keyword, key)),
      ]),
    );
  return ONE.has(keyword) ? change(value, pointerOf(keyword)) : value;
}
