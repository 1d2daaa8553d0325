// Schemas that are hard to make values for: [name, schema, dialect]; 2020-12 where none is said.
const s = { type: "string" };
const n = { type: "number" };
const i = { type: "integer" };
const o = (properties, more = {}) => ({ type: "object", properties, ...more });
const all = (properties, more = {}) => o(properties, { required: Object.keys(properties), ...more });
const closed = { additionalProperties: false };

const RECURSION = [
  ["a tree", all({ value: i, children: { type: "array", items: { $ref: "#" } } })],
  [
    "a binary tree",
    {
      $ref: "#/$defs/node",
      $defs: {
        node: {
          oneOf: [
            { type: "null" },
            all({ left: { $ref: "#/$defs/node" }, right: { $ref: "#/$defs/node" } }, closed),
          ],
        },
      },
    },
  ],
  [
    "a list with an end",
    {
      $ref: "#/$defs/list",
      $defs: { list: { anyOf: [all({ next: { $ref: "#/$defs/list" }, value: n }), { const: "end" }] } },
    },
  ],
  [
    "two that call each other",
    {
      $ref: "#/$defs/a",
      $defs: { a: o({ b: { $ref: "#/$defs/b" } }), b: all({ a: { $ref: "#/$defs/a" } }) },
    },
  ],
  [
    "an expression",
    {
      $ref: "#/$defs/e",
      $defs: {
        e: {
          oneOf: [
            n,
            all(
              {
                op: { enum: ["+", "-"] },
                args: { type: "array", items: { $ref: "#/$defs/e" }, minItems: 2, maxItems: 2 },
              },
              closed,
            ),
          ],
        },
      },
    },
  ],
  [
    "JSON itself",
    {
      $ref: "#/$defs/json",
      $defs: {
        json: {
          anyOf: [
            { type: ["null", "boolean", "number", "string"] },
            { type: "array", items: { $ref: "#/$defs/json" } },
            { type: "object", additionalProperties: { $ref: "#/$defs/json" } },
          ],
        },
      },
    },
  ],
  [
    "a comment with replies",
    all(
      {
        id: { type: "string", format: "uuid" },
        text: { type: "string", minLength: 1 },
        replies: { type: "array", items: { $ref: "#" }, maxItems: 3 },
      },
      closed,
    ),
  ],
  [
    "a tree that must have two levels",
    all({
      children: {
        type: "array",
        minItems: 1,
        items: all({ children: { type: "array", items: { $ref: "#" } } }),
      },
    }),
  ],
];
const TUPLES = [
  ["a pair", { type: "array", prefixItems: [s, i], items: false, minItems: 2 }],
  ["a tuple with a tail", { type: "array", prefixItems: [{ const: "row" }], items: n, minItems: 4 }],
  [
    "a draft-07 tuple",
    { type: "array", items: [s, { type: "boolean" }], additionalItems: false, minItems: 2 },
    "draft-07",
  ],
  [
    "a draft-07 tuple with a tail",
    { type: "array", items: [s], additionalItems: { type: "integer", minimum: 10 }, minItems: 3 },
    "draft-07",
  ],
  [
    "a tuple in a tuple",
    {
      type: "array",
      prefixItems: [{ type: "array", prefixItems: [n, n], minItems: 2, items: false }],
      minItems: 1,
    },
  ],
  [
    "a tuple closed by unevaluatedItems",
    {
      type: "array",
      prefixItems: [s],
      allOf: [{ prefixItems: [true, n] }],
      unevaluatedItems: false,
      minItems: 2,
    },
  ],
  [
    "an order book entry",
    {
      type: "array",
      items: {
        type: "array",
        prefixItems: [
          { type: "string", pattern: "^\\d+\\.\\d{2}$" },
          { type: "string", pattern: "^\\d+(\\.\\d+)?$" },
        ],
        minItems: 2,
        maxItems: 2,
      },
      minItems: 1,
    },
  ],
  [
    "a tuple of optional length",
    { type: "array", prefixItems: [i, s, { type: "boolean" }], minItems: 1, maxItems: 3, items: false },
  ],
];
const ONE_OF = [
  ["integer or at least two, not both", { oneOf: [{ type: "integer" }, { type: "number", minimum: 2 }] }],
  [
    "a or b, not both",
    { type: "object", oneOf: [{ required: ["a"] }, { required: ["b"] }], properties: { a: s, b: s } },
  ],
  [
    "exactly one of four",
    {
      type: "object",
      properties: { a: i, b: i, c: i, d: i },
      oneOf: ["a", "b", "c", "d"].map((name) => ({ required: [name] })),
    },
  ],
  ["a small or a large one", { type: "object", oneOf: [all({ x: i }), all({ x: i, y: i })] }],
  ["overlapping strings", { type: "string", oneOf: [{ minLength: 3 }, { maxLength: 5 }] }],
  ["overlapping multiples", { type: "integer", oneOf: [{ multipleOf: 3 }, { multipleOf: 5 }] }],
  ["overlapping enums", { oneOf: [{ enum: ["a", "b", "c"] }, { enum: ["b", "c", "d"] }] }],
  [
    "a discriminated union",
    {
      oneOf: ["circle", "square", "line"].map((kind, index) =>
        all({ kind: { const: kind }, size: { type: "number", exclusiveMinimum: index } }, closed),
      ),
    },
  ],
  [
    "unions at two levels",
    all({
      event: {
        oneOf: [
          all({ type: { const: "a" }, body: { oneOf: [s, i] } }),
          all({ type: { const: "b" }, body: { anyOf: [{ type: "null" }, s] } }),
        ],
      },
    }),
  ],
  [
    "oneOf inside allOf inside oneOf",
    {
      oneOf: [
        { allOf: [all({ a: i }), { oneOf: [all({ b: i }), all({ c: i })] }] },
        all({ z: { const: 1 } }, closed),
      ],
    },
  ],
  ["or null", { oneOf: [{ type: "null" }, { type: ["string", "null"], minLength: 1 }] }],
];
const NAMES = [
  [
    "names by pattern",
    { type: "object", propertyNames: { pattern: "^[a-z]{3}$" }, minProperties: 2, additionalProperties: i },
  ],
  ["names of an enum", { type: "object", propertyNames: { enum: ["north", "south"] }, minProperties: 1 }],
  ["names of a format", { type: "object", propertyNames: { format: "uuid" }, minProperties: 1 }],
  [
    "names with a length",
    {
      type: "object",
      propertyNames: { minLength: 10, maxLength: 12 },
      minProperties: 3,
      additionalProperties: s,
    },
  ],
  [
    "patternProperties alone",
    {
      type: "object",
      patternProperties: { "^x-[a-z]+$": s, "^n\\d+$": i },
      additionalProperties: false,
      minProperties: 3,
    },
  ],
  [
    "a name under two patterns",
    {
      type: "object",
      patternProperties: { "^a": { minimum: 5 }, b$: { maximum: 9 } },
      properties: { ab: i },
      required: ["ab"],
    },
  ],
  [
    "hostile names",
    { type: "object", required: ["__proto__", "toString", "constructor"], properties: { constructor: n } },
  ],
  [
    "between two and three properties",
    {
      type: "object",
      properties: { a: i, b: i, c: i, d: i },
      minProperties: 2,
      maxProperties: 3,
      additionalProperties: false,
    },
  ],
  [
    "a map of maps",
    {
      type: "object",
      minProperties: 1,
      additionalProperties: { type: "object", minProperties: 1, additionalProperties: n },
    },
  ],
];
const DEPENDENT = [
  [
    "dependentRequired",
    o({ card: s, billing: s }, { dependentRequired: { card: ["billing"] }, required: ["card"] }),
  ],
  [
    "a chain of dependents",
    { type: "object", required: ["a"], dependentRequired: { a: ["b"], b: ["c"], c: ["d"] } },
  ],
  [
    "dependentSchemas",
    o(
      { kind: s },
      { required: ["kind"], dependentSchemas: { kind: all({ size: { type: "integer", minimum: 5 } }) } },
    ),
  ],
  [
    "draft-07 dependencies",
    {
      type: "object",
      required: ["a"],
      dependencies: { a: ["b"], b: { required: ["c"], properties: { c: { const: 3 } } } },
    },
    "draft-07",
  ],
  ["a dependent that is forbidden", o({ a: s, b: false }, { dependentRequired: { a: ["b"] } })],
];
const UNEVALUATED = [
  [
    "unevaluatedProperties false over allOf",
    { type: "object", allOf: [all({ a: s }), all({ b: s })], unevaluatedProperties: false },
  ],
  [
    "unevaluatedProperties false over oneOf",
    { type: "object", oneOf: [all({ a: s }), all({ b: s })], unevaluatedProperties: false },
  ],
  [
    "unevaluatedProperties as schema",
    {
      type: "object",
      properties: { a: s },
      unevaluatedProperties: { type: "integer", minimum: 3 },
      minProperties: 3,
    },
  ],
  [
    "unevaluatedProperties over $ref",
    all({ a: i }, { $ref: "#/$defs/base", unevaluatedProperties: false, $defs: { base: all({ id: s }) } }),
  ],
  ["unevaluatedItems as schema", { type: "array", prefixItems: [s], unevaluatedItems: i, minItems: 3 }],
  ["unevaluatedItems and contains", { type: "array", contains: s, unevaluatedItems: n, minItems: 3 }],
  [
    "additionalProperties false inside allOf",
    {
      type: "object",
      allOf: [o({ a: s }, { ...closed }), { properties: { a: { minLength: 3 } }, required: ["a"] }],
    },
  ],
];
const THEN = "then";
const when = (condition, yes, no) => ({
  if: condition,
  [THEN]: yes,
  ...(no === undefined ? {} : { else: no }),
});
const CONDITIONS = [
  [
    "if, then, else",
    o(
      { country: { enum: ["DE", "US"] }, code: s },
      {
        required: ["country", "code"],
        ...when(
          { properties: { country: { const: "DE" } } },
          { properties: { code: { pattern: "^\\d{5}$" } } },
          { properties: { code: { pattern: "^[A-Z]{2} \\d{5}$" } } },
        ),
      },
    ),
  ],
  [
    "a chain of ifs",
    {
      type: "object",
      required: ["t"],
      properties: { t: { enum: [1, 2, 3] } },
      allOf: [1, 2, 3].map((t) =>
        when(
          { properties: { t: { const: t } } },
          { required: [`p${t}`], properties: { [`p${t}`]: { type: "integer", minimum: t * 10 } } },
        ),
      ),
    },
  ],
  ["if without then", { ...when({ type: "string" }, true, { type: "integer" }) }],
  ["then that never holds", { type: "integer", ...when({ minimum: 10 }, false) }],
  ["else that never holds", { type: "integer", ...when({ minimum: 1000 }, true, false) }],
  [
    "nested ifs",
    {
      type: "integer",
      ...when({ minimum: 10 }, when({ maximum: 20 }, { multipleOf: 4 }, { multipleOf: 7 }), {
        multipleOf: 3,
      }),
    },
  ],
];
const NOT = [
  ["not a type", { not: { type: ["object", "array", "null"] } }],
  ["not one value", { type: "integer", minimum: 1, maximum: 3, not: { enum: [1, 2] } }],
  ["not required", o({ a: s, b: s }, { not: { required: ["a"] }, minProperties: 1 })],
  ["not matching", { type: "string", pattern: "^[ab]+$", not: { pattern: "^a" }, minLength: 2 }],
  [
    "not both",
    {
      type: "object",
      required: ["a"],
      properties: { a: { type: "boolean" }, b: { type: "boolean" } },
      not: { properties: { a: { const: true } } },
    },
  ],
  ["not anyOf", { not: { anyOf: [{ type: "string" }, { type: "number" }, { type: "object" }] } }],
  ["not not", { not: { not: { type: "integer", minimum: 7 } } }],
  ["not multiple", { type: "integer", minimum: 10, maximum: 20, not: { multipleOf: 2 } }],
  ["not short", { type: "string", not: { maxLength: 9 } }],
];
const NUMBERS = [
  ["cents", { type: "number", multipleOf: 0.01, minimum: 0.05, maximum: 99.99 }],
  ["tenths", { type: "number", multipleOf: 0.1, exclusiveMinimum: 0, maximum: 1 }],
  ["a narrow gap", { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 0.001 }],
  ["two steps", { type: "integer", allOf: [{ multipleOf: 6 }, { multipleOf: 10 }], minimum: 1 }],
  ["one integer", { type: "integer", exclusiveMinimum: 4, exclusiveMaximum: 6 }],
  ["negative", { type: "number", maximum: -3.5 }],
  ["large", { type: "integer", minimum: 9007199254740000 }],
  ["int32", { type: "integer", format: "int32", minimum: 2147483640 }],
  ["a number that is whole", { allOf: [{ type: "number" }, { type: ["integer", "string"] }], minimum: 0 }],
  [
    "steps of a half between bounds",
    { type: "number", multipleOf: 0.5, exclusiveMinimum: 1, exclusiveMaximum: 2 },
  ],
];
const FORMATS =
  "date date-time time duration email hostname ipv4 ipv6 uri uri-reference uuid regex json-pointer relative-json-pointer uri-template byte"
    .split(" ")
    .map((format) => [`format ${format}`, { type: "string", format }]);
const PATTERNS = [
  ["an order number", { type: "string", pattern: "^[A-Z]{3}-\\d{4}(-[a-z]+)?$" }],
  ["a pattern and lengths", { type: "string", pattern: "^[a-z0-9-]+$", minLength: 20, maxLength: 24 }],
  [
    "two patterns",
    { type: "string", allOf: [{ pattern: "^[a-f0-9]+$" }, { pattern: "\\d{3}$" }], minLength: 6 },
  ],
  ["a semantic version", { type: "string", pattern: "^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$" }],
  ["a look-ahead", { type: "string", pattern: "^(?=.*\\d)(?=.*[a-z]).{8,12}$" }],
  ["letters of any script", { type: "string", pattern: "^\\p{Lu}\\p{Ll}+$" }],
  ["a back reference", { type: "string", pattern: "^(ab|cd)\\1$" }],
  ["base64 of a length", { type: "string", pattern: "^[A-Za-z0-9+/]{43}=$" }],
  ["a color", { type: "string", pattern: "^#(?:[0-9a-fA-F]{3}){1,2}$" }],
  ["not starting with", { type: "string", pattern: "^(?!admin)[a-z]{5}$" }],
  ["no anchor", { type: "string", pattern: "\\d{2}:\\d{2}", maxLength: 9 }],
  ["a topic filter", { type: "string", pattern: "^(?:[a-z]+/){2,4}[a-z]+$", maxLength: 30 }],
];
const ARRAYS = [
  ["a set", { type: "array", uniqueItems: true, minItems: 4, items: { enum: [1, 2, 3, 4, 5] } }],
  ["a set of booleans", { type: "array", uniqueItems: true, minItems: 2, items: { type: "boolean" } }],
  [
    "a set of objects",
    {
      type: "array",
      uniqueItems: true,
      minItems: 3,
      items: all({ id: { type: "integer", minimum: 1, maximum: 4 } }, closed),
    },
  ],
  ["contains", { type: "array", items: i, contains: { minimum: 100 }, minItems: 3 }],
  [
    "contains twice, not thrice",
    { type: "array", contains: { const: "x" }, minContains: 2, maxContains: 2, minItems: 4 },
  ],
  [
    "contains of two kinds",
    {
      type: "array",
      allOf: [{ contains: { type: "string" } }, { contains: { type: "integer" } }],
      maxItems: 3,
    },
  ],
  ["contains none", { type: "array", items: i, contains: { minimum: 10 }, minContains: 0, minItems: 2 }],
  ["between bounds", { type: "array", items: s, minItems: 3, maxItems: 5 }],
];
const MIXED = [
  [
    "any of several types",
    { type: ["string", "integer", "array", "null"], minLength: 3, minimum: 10, minItems: 1 },
  ],
  ["enum of mixed types", { enum: [1, "one", null, { n: 1 }, [1]] }],
  ["enum narrowed by type", { enum: [1, "one", null, true], type: ["string", "boolean"] }],
  ["const of an object", { const: { a: [1, { b: null }] } }],
  [
    "allOf of three",
    { allOf: [all({ a: i }), { minProperties: 3 }, { propertyNames: { maxLength: 6 } }], type: "object" },
  ],
  ["anchors", { $ref: "#thing", $defs: { thing: { $anchor: "thing", type: "integer", minimum: 4 } } }],
  [
    "an $id inside",
    {
      $id: "https://example.com/root",
      $ref: "item",
      $defs: { item: { $id: "item", type: "string", minLength: 2 } },
    },
  ],
  [
    "deep and required",
    ["a", "b", "c", "d", "e", "f", "g"].reduce((inner, name) => all({ [name]: inner }, closed), {
      type: "integer",
      minimum: 1,
    }),
  ],
  [
    "a long list of required",
    all(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`field${at}`, at % 2 ? s : i])), closed),
  ],
  ["anything", true],
  ["an empty schema", {}],
  [
    "a fixed object",
    { type: "object", properties: { v: { const: 2 } }, required: ["v"], minProperties: 1, maxProperties: 1 },
  ],
];

export const HARD = [
  RECURSION,
  TUPLES,
  ONE_OF,
  NAMES,
  DEPENDENT,
  UNEVALUATED,
  CONDITIONS,
  NOT,
  NUMBERS,
  FORMATS,
  PATTERNS,
  ARRAYS,
  MIXED,
].flat();
