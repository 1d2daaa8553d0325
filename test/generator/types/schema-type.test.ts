import { expect } from "chai";
import type { Json } from "../../../contract/json.ts";
import { schemaType } from "../../../generator/types/schema-type.ts";

const SCOPE = { refType: (ref: string): string => `Schemas["${ref.replace("schema:", "")}"]` };

/** Given a schema, wanted its type. */
const TABLE: readonly (readonly [string, Json, string])[] = [
  ["true", true, "unknown"],
  ["false", false, "never"],
  ["a string", { type: "string", minLength: 3 }, "string"],
  ["an integer", { type: "integer" }, "number"],
  ["several types", { type: ["string", "null"] }, "string | null"],
  ["a constant", { type: "string", const: "a" }, '"a"'],
  ["values", { enum: ["a", 1, null] }, '"a" | 1 | null'],
  ["a list", { type: "array", items: { type: ["string", "null"] } }, "readonly (string | null)[]"],
  ["a list of anything", { type: "array" }, "readonly unknown[]"],
  [
    "a tuple",
    { type: "array", prefixItems: [{ type: "string" }, { type: "number" }], items: false, minItems: 1 },
    "readonly [string, number?]",
  ],
  [
    "an older tuple",
    { type: "array", items: [{ type: "string" }], additionalItems: { type: "number" }, minItems: 1 },
    "readonly [string, ...number[]]",
  ],
  ["a reference", { $ref: "schema:Time" }, 'Schemas["Time"]'],
  ["either", { oneOf: [{ type: "string" }, { type: "number" }] }, "string | number"],
  [
    "all of",
    { allOf: [{ $ref: "schema:A" }, { anyOf: [{ $ref: "schema:B" }, { type: "null" }] }] },
    'Schemas["A"] & (Schemas["B"] | null)',
  ],
  [
    "an object",
    {
      type: "object",
      required: ["a", "x-y"],
      additionalProperties: false,
      properties: { a: { type: "string", description: "It */ ends.\nNot." }, b: { type: "boolean" } },
    },
    '{\n  /** It * / ends. Not. */\n  readonly a: string;\n  readonly b?: boolean;\n  readonly "x-y": unknown;\n}',
  ],
  ["an object without its type", { properties: { a: {} } }, "{\n  readonly a?: unknown;\n}"],
  [
    "a map",
    { type: "object", additionalProperties: { type: "number" } },
    "{ readonly [key: string]: number }",
  ],
  [
    "an open object",
    { type: "object", properties: { a: { type: "string" } }, additionalProperties: true },
    "{\n  readonly a?: string;\n  readonly [key: string]: unknown;\n}",
  ],
  ["an empty object", { type: "object", additionalProperties: false }, "{}"],
];

describe("the type of a schema", () => {
  for (const [what, given, want] of TABLE)
    it(`is right for ${what}`, () => {
      expect(schemaType(given, SCOPE)).to.equal(want);
    });
});
