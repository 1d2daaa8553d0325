import { expect } from "chai";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { createSchemaChecker, refTo, resolveRef } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Contract } from "../../contract/model.ts";
import { CHECKED_FORMATS } from "../../contract/unchecked-words.ts";
import { chat, type Files, read } from "./document-fixture.ts";

/** The faults of values of the `ask` message, whose payload is `schema`. */
async function faults(schema: string, values: readonly Json[], components = "{}"): Promise<string[]> {
  const { contract } = await read(chat({ question: `{ payload: ${schema} }`, components }));
  const check = createSchemaChecker(contract);
  return values.map((value) =>
    check(payloadOf(contract), value)
      .map(({ at, place, message }) => `${at || "/"} ${message} (${place})`)
      .join("; "),
  );
}

function payloadOf(contract: Contract): string {
  const content = contract.channels[0]?.messages[0]?.content;
  if (content?.kind !== "json") throw new Error("the payload is not checked");
  return content.schema;
}

async function entries(schema: string, components = "{}"): Promise<Record<string, [string, Json]>> {
  const { contract } = await read(chat({ question: `{ payload: ${schema} }`, components }));
  const all = Object.entries(contract.schemas).slice(1, -5);
  return Object.fromEntries(all.map(([name, entry]) => [name, [entry.dialect, entry.schema]]));
}

async function warnings(schema: string): Promise<string[]> {
  const loaded = await read(chat({ question: `{ payload: ${schema} }` }));
  return loaded.warnings.map(
    ({ code, message, where }) => `${code} ${where.line}:${where.column} ${message}`,
  );
}

describe("schema table", () => {
  it("keeps references, each target an entry of its own", async () => {
    const components = "{ schemas: { A: { type: string }, B: { properties: { c: { type: integer } } } } }";
    const schema =
      '{ properties: { a: { $ref: "#/components/schemas/A" }, c: { $ref: "#/components/schemas/B/properties/c" } } }';
    expect(await entries(schema, components)).to.deep.equal({
      "chat.question.payload": [
        "draft-07",
        { properties: { a: { $ref: "schema:A" }, c: { $ref: "schema:B#/properties/c" } } },
      ],
      A: ["draft-07", { type: "string" }],
      B: ["draft-07", { properties: { c: { type: "integer" } } }],
    });
  });

  it("takes no number that JSON can't say for one: it would go out as null", async () => {
    const [, ...wrong] = await faults("{ properties: { a: { type: number }, b: { type: integer } } }", [
      { a: 1, b: 2 },
      { a: Number.POSITIVE_INFINITY },
      { b: Number.POSITIVE_INFINITY },
      { a: Number.NaN },
    ]);
    expect(wrong.map((fault) => fault.replace(/ \(.*/, ""))).to.deep.equal([
      "/a must be number",
      "/b must be integer",
      "/a must be number",
    ]);
  });

  for (const number of [".inf", "-.inf", ".nan", "1e999"])
    it(`says that an example breaks its schema by ${number}`, async () => {
      const schema = "{ type: object, properties: { a: { type: number } } }";
      const question = `{ payload: ${schema}, examples: [{ payload: { a: ${number} } }] }`;
      const { warnings: told } = await read(chat({ question }));
      expect(told.map(({ code, message }) => `${code} ${message}`)).to.deep.equal([
        "EXAMPLE-INVALID example 1 of question breaks its schema: /a must be number",
      ]);
    });

  it("names a payload that is only a reference by its target", async () => {
    const names = Object.keys(
      await entries('{ $ref: "#/components/schemas/A" }', "{ schemas: { A: { type: string } } }"),
    );
    expect(names).to.deep.equal(["A"]);
  });

  it("takes circular schemas as they are", async () => {
    const components =
      '{ schemas: { Tree: { type: object, properties: { kids: { type: array, items: { $ref: "#/components/schemas/Tree" } } } } } }';
    const wrong = { kids: [{ kids: [{ kids: 1 }] }] };
    expect(await faults('{ $ref: "#/components/schemas/Tree" }', [{}, wrong], components)).to.deep.equal([
      "",
      "/kids/0/kids/0/kids must be array (#/components/schemas/Tree/properties/kids/type)",
    ]);
  });

  it("reads other files, and names them in places", async () => {
    const files: Files = {
      "asyncapi.yaml": chat({ question: '{ payload: { $ref: "parts/q.yaml#/defs/Q" } }' }),
      "parts/q.yaml":
        'defs:\n  Q: { properties: { a: { $ref: "#/defs/A~1B" } } }\n  A/B: { type: integer }\n',
    };
    const { contract, lineMap } = await read(files);
    const [fault] = createSchemaChecker(contract)(payloadOf(contract), { a: "x" });
    expect(fault?.place).to.equal("parts/q.yaml#/defs/A~1B/type");
    expect(lineMap.lines["parts/q.yaml#/defs/A~1B/type"]).to.deep.equal([3, 10]);
  });

  it("resolves references with escapes in them", async () => {
    const schema =
      '{ definitions: { "a/b c%": { type: integer } }, properties: { x: { $ref: "#/components/schemas/S/definitions/a~1b%20c%25" } } }';
    const { contract } = await read(
      chat({
        question: '{ payload: { $ref: "#/components/schemas/S" } }',
        components: `{ schemas: { S: ${schema} } }`,
      }),
    );
    const ref = refTo("S", "/definitions/a~1b c%");
    expect(resolveRef(contract, ref)).to.deep.equal({
      name: "S",
      pointer: "/definitions/a~1b c%",
      schema: { type: "integer" },
      place: "#/components/schemas/S/definitions/a~1b c%",
    });
    expect(createSchemaChecker(contract)("S", { x: "y" })).to.have.length(1);
    expect(() => resolveRef(contract, "schema:Lost")).to.throw(RangeError);
  });

  it("takes boolean schemas and a payload that is not declared", async () => {
    expect(await faults("true", [1])).to.deep.equal([""]);
    const { contract } = await read(chat({ question: "{ title: anything }" }));
    expect(contract.schemas[payloadOf(contract)]?.schema).to.equal(true);
  });

  const dialects: [schema: string, dialect: string][] = [
    ["{ type: object }", "draft-07"],
    ["{ items: [{ type: string }], additionalItems: false }", "draft-07"],
    ["{ dependentRequired: { a: [b] } }", "2020-12"],
    ["{ items: [{ type: string }], unevaluatedItems: false }", "2019-09"],
    ["{ prefixItems: [{ type: string }] }", "2020-12"],
    ['{ $schema: "https://json-schema.org/draft/2019-09/schema" }', "2019-09"],
    ['{ $schema: "http://json-schema.org/draft-07/schema#", minContains: 1 }', "draft-07"],
  ];
  for (const [schema, dialect] of dialects)
    it(`reads ${schema} as ${dialect}`, async () => {
      const [entry] = Object.values(await entries(schema));
      expect(entry?.[0]).to.equal(dialect);
    });

  it("says what is not checked, with line and column", async () => {
    expect(
      await warnings(
        '{ required: [a], propertys: {}, format: idn-email, pattern: "(?i)x", patternProperties: { "[\\\\w\\\\_]": {} }, minContains: 1 }',
      ),
    ).to.deep.equal([
      "SCHEMA-DIALECT 13:19 read as a later JSON Schema than draft-07, because of `minContains`",
      "SCHEMA-WORD-UNKNOWN 13:45 `propertys` is no word of JSON Schema; did you mean `properties`?",
      "FORMAT-UNCHECKED 13:60 nobody checks the format `idn-email`",
      "PATTERN-UNCHECKED 13:79 JavaScript can't read the pattern `(?i)x`",
      "PATTERN-LOOSE 13:118 `[\\w\\_]` is read without Unicode mode",
    ]);
  });

  it("knows the formats that ajv-formats checks, and no others", () => {
    expect([...CHECKED_FORMATS].sort()).to.deep.equal(Object.keys(fullFormats).sort());
  });
});

describe("schema checker", () => {
  const rows: [name: string, schema: string, value: Json, want: string][] = [
    ["nullable with a type", "{ type: string, nullable: true }", null, ""],
    ["nullable without a type", "{ nullable: true, minLength: 1, type: [string] }", null, ""],
    ["a boolean bound", "{ exclusiveMinimum: true, minimum: 1 }", 1, "/ must be > 1"],
    ["discriminator: not judged", "{ discriminator: kind, properties: { kind: {} } }", { kind: 1 }, ""],
    ["an unknown format: not judged", "{ format: idn-email }", "nonsense", ""],
    [
      "a pattern that Unicode mode refuses",
      '{ pattern: "^[\\\\w\\\\-\\\\_]+$" }',
      "ä",
      "/ must match pattern",
    ],
    ["a pattern that nobody can read: not judged", '{ pattern: "(?i)x" }', "y", ""],
    ["decimals", "{ multipleOf: 0.1 }", 0.3, ""],
    ["decimals that are none", "{ multipleOf: 0.1 }", 0.35, "/ must be multiple of 0.1"],
    ["code points", "{ maxLength: 1 }", "👋", ""],
    ["one code point too many", "{ maxLength: 1 }", "👋a", "/ must NOT have more than 1 characters"],
    ["more code units than is allowed of characters", "{ maxLength: 3 }", "👋👋👋", ""],
    ["code points that are too few", "{ minLength: 2 }", "👋", "/ must NOT have fewer than 2 characters"],
    ["just as many code points", "{ minLength: 2 }", "👋a", ""],
    ["code units that are too few", "{ minLength: 2 }", "a", "/ must NOT have fewer than 2 characters"],
    ["a lone surrogate, which is one", "{ minLength: 2, maxLength: 2 }", "a\ud83d", ""],
    ["const, with its value", "{ const: 5 }", 6, "/ must be 5"],
    ["enum, with its values", "{ enum: [a, b] }", "c", '/ must be one of ["a","b"]'],
    [
      "what is too much, by name",
      "{ additionalProperties: false }",
      { zz: 1 },
      '/ must NOT have additional properties: "zz"',
    ],
    ["int32 range", "{ format: int32 }", 2147483648, '/ must match format "int32"'],
    ["an own $id", '{ $id: "https://example.com/q", type: string }', 1, "/ must be string"],
  ];
  for (const [name, schema, value, want] of rows)
    it(`judges ${name}`, async () => {
      const [found = ""] = await faults(schema, [value]);
      if (want === "") expect(found).to.equal("");
      else expect(found).to.include(want);
    });

  it("calls a value that is too deep to be checked faulty, and lives", async () => {
    let deep: Json = {};
    for (let count = 0; count < 50_000; count++) deep = { kids: [deep] };
    const components =
      '{ schemas: { Tree: { type: object, properties: { kids: { items: { $ref: "#/components/schemas/Tree" } } } } } }';
    const [found] = await faults('{ $ref: "#/components/schemas/Tree" }', [deep], components);
    expect(found).to.equal("/ is nested too deep to be checked (#/components/schemas/Tree)");
  });
});
