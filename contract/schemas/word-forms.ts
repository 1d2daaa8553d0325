import { isObject, type Json } from "../json.ts";

type Form = (value: Json) => boolean;

const TYPES: ReadonlySet<string> = new Set([
  "array",
  "boolean",
  "integer",
  "null",
  "number",
  "object",
  "string",
]);

const isSchema: Form = (value) => typeof value === "boolean" || isObject(value);
const isType: Form = (value) => typeof value === "string" && TYPES.has(value);
const isText: Form = (value) => typeof value === "string";
const isNumber: Form = (value) => typeof value === "number" && Number.isFinite(value);
const isCount: Form = (value) => typeof value === "number" && Number.isInteger(value) && value >= 0;
const isFlag: Form = (value) => typeof value === "boolean";
const isBound: Form = (value) => isFlag(value) || isNumber(value);
const someOf =
  (form: Form): Form =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every(form);
const listOf =
  (form: Form): Form =>
  (value) =>
    Array.isArray(value) && value.every(form);
const mapOf =
  (form: Form): Form =>
  (value) =>
    isObject(value) && Object.values(value).every(form);
/** What stands for a schema inside a list or map is looked at by itself. */
const isAny: Form = () => true;
const isMap = mapOf(isAny);

/** What the value of each word of JSON Schema that changes what is valid has to look like. */
const FORMS: readonly (readonly [form: Form, words: string])[] = [
  [
    isSchema,
    "additionalItems additionalProperties contains else if not propertyNames then unevaluatedItems unevaluatedProperties",
  ],
  [isMap, "$defs definitions dependentSchemas patternProperties properties"],
  [someOf(isAny), "allOf anyOf enum oneOf prefixItems"],
  [(value) => isSchema(value) || Array.isArray(value), "items"],
  [mapOf((value) => !Array.isArray(value) || listOf(isText)(value)), "dependencies"],
  [mapOf(listOf(isText)), "dependentRequired"],
  [listOf(isText), "required"],
  [isText, "$ref format pattern"],
  [isFlag, "nullable uniqueItems"],
  [isBound, "exclusiveMaximum exclusiveMinimum"],
  [isNumber, "maximum minimum"],
  [(value) => typeof value === "number" && value > 0, "multipleOf"],
  [isCount, "maxContains maxItems maxLength maxProperties minContains minItems minLength minProperties"],
  [(value) => isType(value) || someOf(isType)(value), "type"],
];
const FORM_OF: ReadonlyMap<string, Form> = new Map(
  FORMS.flatMap(([form, words]) => words.split(" ").map((word) => [word, form] as const)),
);

/** True where a word's value is of the form that JSON Schema gives it; unknown words may have any. */
export function isWellFormed(word: string, value: Json): boolean {
  return FORM_OF.get(word)?.(value) ?? true;
}
