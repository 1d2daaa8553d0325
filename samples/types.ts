import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import type { Conjunction } from "./conjunction.ts";
import { namesAt } from "./rules-below.ts";

export const TYPES = ["object", "array", "string", "number", "integer", "boolean", "null"] as const;
/** A type of JSON Schema. */
export type TypeName = (typeof TYPES)[number];

/** Words that tell the type where `type` is missing, most telling first. */
const TELLING: readonly (readonly [type: TypeName, keywords: readonly string[]])[] = [
  [
    "object",
    (
      "properties required additionalProperties patternProperties minProperties propertyNames maxProperties " +
      "dependentRequired dependentSchemas dependencies unevaluatedProperties"
    ).split(" "),
  ],
  [
    "array",
    "items prefixItems minItems uniqueItems contains maxItems unevaluatedItems additionalItems".split(" "),
  ],
  ["string", ["minLength", "maxLength", "pattern", "format", "contentEncoding"]],
  ["number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]],
];

/** Types that all rules allow, in the order in which the first one names them; all types where none names any. */
export function allowedTypes(conjunction: Conjunction): TypeName[] {
  let allowed: TypeName[] | null = null;
  for (const { schema } of conjunction) {
    const own = typeof schema["type"] === "string" ? [schema["type"]] : namesAt(schema, "type");
    if (own.length === 0) continue;
    const named = own.filter((name): name is TypeName => (TYPES as readonly string[]).includes(name));
    allowed = allowed === null ? named : both(allowed, named);
  }
  return allowed ?? [...TYPES];
}

/** `integer` is what `integer` and `number` have in common. */
function both(left: readonly TypeName[], right: readonly TypeName[]): TypeName[] {
  const has = (list: readonly TypeName[], type: TypeName): boolean =>
    list.includes(type) || (type === "integer" && list.includes("number"));
  return TYPES.filter((type) => has(left, type) && has(right, type));
}

/** The type that a value should be made of: by `type`, else by the keywords that are there, else a string. */
export function likelyType(conjunction: Conjunction): TypeName | null {
  const allowed = allowedTypes(conjunction);
  if (allowed.length < TYPES.length) return allowed.find((type) => type !== "null") ?? allowed[0] ?? null;
  const told = TELLING.find(([, keywords]) =>
    conjunction.some(({ schema }) => keywords.some((keyword) => schema[keyword] !== undefined)),
  );
  return told?.[0] ?? "string";
}

/** The types that the words of a schema speak of. */
export function toldTypes(schema: JsonObject): TypeName[] {
  return TELLING.filter(([, keywords]) => keywords.some((keyword) => schema[keyword] !== undefined)).map(
    ([type]) => type,
  );
}

/** The type of a value; whole numbers are `integer`. */
export function typeOf(value: Json): TypeName {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (isObject(value)) return "object";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "string" ? "string" : "boolean";
}

/** Is a value of `type` allowed where `allowed` are? */
export function allowsType(allowed: readonly TypeName[], type: TypeName): boolean {
  return allowed.includes(type) || (type === "integer" && allowed.includes("number"));
}
