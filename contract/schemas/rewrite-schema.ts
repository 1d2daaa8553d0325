import { below } from "../document/place.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Place } from "../model.ts";
import { mapSubschemas } from "../schema-walk.ts";
import { UNREADABLE } from "../unchecked-words.ts";
import { type Dialect, ignoresSiblings, isLater } from "./dialect.ts";
import { isWellFormed } from "./word-forms.ts";

export interface SchemaVisitor {
  readonly dialect: Dialect;
  /** What to write for the `$ref` of the schema at a place. */
  reference(place: Place): string;
  /** Called for every schema as it stands in the document. */
  visit(schema: JsonObject, place: Place): void;
  /** What a discriminator says of each branch of the schema at a place; null: nothing. */
  branches(place: Place, word: "oneOf" | "anyOf"): readonly (Json | null)[];
  /** Called for what is left out. */
  leftOut(what: LeftOut, place: Place): void;
}

/** Word "": the whole schema. `unreadable`: its value has a wrong form; `beside-ref`, `later`: it means nothing in this dialect. */
export interface LeftOut {
  readonly word: string;
  readonly why: "unreadable" | "beside-ref" | "later";
}

/** Words beside a `$ref` that say nothing about what is valid, and `nullable`, which documents mean. */
const HARMLESS =
  /^(?:\$comment|\$defs|\$ref|definitions|default|deprecated|description|examples?|externalDocs|nullable|readOnly|title|writeOnly|x-.*)$/;

/**
 * A schema as the table holds it: references rewritten; `$id`, `$anchor` and `$schema` left out, because every
 * reference is absolute and the table says the dialect; `nullable` and boolean bounds (OpenAPI 3.0, draft-04) in
 * the words of JSON Schema; what its dialect does not have left out, and what can't be read set aside.
 */
export function rewriteSchema(schema: Json, place: Place, visitor: SchemaVisitor): Json {
  if (typeof schema === "boolean") return schema;
  if (!isObject(schema)) {
    visitor.leftOut({ word: "", why: "unreadable" }, place);
    return { [UNREADABLE]: { "": schema } };
  }
  visitor.visit(schema, place);
  const own = withoutNames(meaningful(schema, place, visitor));
  const inner = mapSubschemas(own, (child, pointer) => rewriteSchema(child, `${place}${pointer}`, visitor));
  if (!isObject(inner)) return inner;
  const ref = typeof inner["$ref"] === "string" ? { ...inner, $ref: visitor.reference(place) } : inner;
  return withOpenApiWords(withBranchRules(ref, place, visitor));
}

/** `nullable` and boolean bounds in the words of JSON Schema; only the schema's own, not those inside it. */
export function withOpenApiWords({ nullable, ...schema }: JsonObject): JsonObject {
  return withNull(withNumericBounds(schema), nullable === true);
}

/** `id` is draft-04's name for `$id`; a property of a message it is never here. */
function withoutNames({
  $id: _id,
  $anchor: _anchor,
  $schema: _dialect,
  id,
  ...rest
}: JsonObject): JsonObject {
  return id === undefined || typeof id === "string" ? rest : { ...rest, id };
}

function meaningful(schema: JsonObject, place: Place, { dialect, leftOut }: SchemaVisitor): JsonObject {
  const kept: [string, Json][] = [];
  const unreadable: [string, Json][] = [];
  for (const [word, value] of Object.entries(schema)) {
    const why = whyNot(word, value, { schema, dialect });
    if (why !== null) leftOut({ word, why }, below(place, word));
    if (why === null) kept.push([word, value]);
    else if (why === "unreadable") unreadable.push([word, value]);
  }
  if (unreadable.length > 0) kept.push([UNREADABLE, Object.fromEntries(unreadable)]);
  return Object.fromEntries(kept);
}

function whyNot(
  word: string,
  value: Json,
  { schema, dialect }: { readonly schema: JsonObject; readonly dialect: Dialect },
): LeftOut["why"] | null {
  if (!isWellFormed(word, value)) return "unreadable";
  if (!ignoresSiblings(dialect)) return null;
  if (typeof schema["$ref"] === "string" && !HARMLESS.test(word)) return "beside-ref";
  return isLater(word) ? "later" : null;
}

/** A discriminator chooses the branch: each gets the values that choose it, whoever reads the schema. */
function withBranchRules(schema: JsonObject, place: Place, visitor: SchemaVisitor): JsonObject {
  if (!Object.hasOwn(schema, "discriminator")) return schema;
  const changed: { [word: string]: Json } = {};
  for (const word of ["oneOf", "anyOf"] as const) {
    const branches = schema[word];
    if (!Array.isArray(branches)) continue;
    const rules = visitor.branches(place, word);
    changed[word] = branches.map((branch, index) => {
      const rule = rules[index] ?? null;
      return rule === null ? branch : { allOf: [branch, rule] };
    });
  }
  return { ...schema, ...changed };
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
