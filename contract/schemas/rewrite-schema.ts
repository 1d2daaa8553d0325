import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Place } from "../model.ts";
import { mapSubschemas } from "../schema-walk.ts";

export interface SchemaVisitor {
  /** What to write for the `$ref` of the schema at a place. */
  reference(place: Place): string;
  /** Called for every schema as it stands in the document. */
  visit(schema: JsonObject, place: Place): void;
}

/**
 * A schema as the table holds it: references rewritten; `$id` and `$schema` left out, because every reference
 * is absolute and the table says the dialect; `nullable` and boolean bounds (OpenAPI 3.0, draft 4) in the words
 * of JSON Schema.
 */
export function rewriteSchema(schema: Json, place: Place, visitor: SchemaVisitor): Json {
  if (!isObject(schema)) return schema;
  visitor.visit(schema, place);
  const inner = mapSubschemas(schema, (child, pointer) =>
    rewriteSchema(child, `${place}${pointer}`, visitor),
  );
  if (!isObject(inner)) return inner;
  const { $id: _id, $schema: _dialect, ...rest } = inner;
  const ref = typeof rest["$ref"] === "string" ? { ...rest, $ref: visitor.reference(place) } : rest;
  return withOpenApiWords(ref);
}

/** `nullable` and boolean bounds in the words of JSON Schema; only the schema's own, not those inside it. */
export function withOpenApiWords({ nullable, ...schema }: JsonObject): JsonObject {
  return withNull(withNumericBounds(schema), nullable === true);
}

function withNull(schema: JsonObject, nullable: boolean): JsonObject {
  if (!nullable) return schema;
  const { type } = schema;
  if (typeof type === "string") return { ...schema, type: [type, "null"] };
  if (Array.isArray(type)) return type.includes("null") ? schema : { ...schema, type: [...type, "null"] };
  return { anyOf: [schema, { type: "null" }] };
}

function withNumericBounds(schema: JsonObject): JsonObject {
  return bounded(bounded(schema, "exclusiveMinimum", "minimum"), "exclusiveMaximum", "maximum");
}

function bounded(schema: JsonObject, exclusive: string, inclusive: string): JsonObject {
  if (typeof schema[exclusive] !== "boolean") return schema;
  const { [exclusive]: strict, [inclusive]: bound, ...rest } = schema;
  if (bound === undefined) return rest;
  return { ...rest, [strict === true ? exclusive : inclusive]: bound };
}
