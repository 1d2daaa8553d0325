import { expect } from "chai";
import { createSchemaChecker } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import { chat, read } from "./document-fixture.ts";

/** What becomes of a payload written in a format: dialect, schema, findings; and the faults of values. */
async function payload(format: string, schema: string, components = "{}") {
  const question = `{ payload: { schemaFormat: "${format}", schema: ${schema} } }`;
  const { contract, warnings } = await read(chat({ question, components }));
  const content = contract.channels[0]?.messages[0]?.content;
  if (content?.kind !== "json") return { content, warnings };
  const entry = contract.schemas[content.schema];
  const check = createSchemaChecker(contract);
  const faults = (value: Json): string[] => check(content.schema, value).map(({ message }) => message);
  return { content, entry, warnings, faults };
}

const asyncapi = "application/vnd.aai.asyncapi;version=3.0.0";
const draft = (name: string): string => `application/schema+json;version=${name}`;
const openapi = (version: string): string => `application/vnd.oai.openapi+json;version=${version}`;

describe("dialect", () => {
  const chosen: [format: string, schema: string, judge: string, codes: string[]][] = [
    [draft("draft-04"), "{ id: 'http://x/', minimum: 1, exclusiveMinimum: true }", "draft-07", []],
    [draft("draft-06"), "{ const: 1 }", "draft-07", []],
    [draft("2019-09"), "{ minContains: 1 }", "2019-09", []],
    [draft("2020-12"), "{ prefixItems: [true] }", "2020-12", []],
    [draft("2020-12"), "{ items: [{ type: string }] }", "2019-09", []],
    [openapi("3.0.3"), "{ type: string, nullable: true, example: a, xml: {} }", "draft-07", []],
    [openapi("3.1.0"), "{ type: [string, 'null'] }", "2020-12", []],
    [asyncapi, "{ type: string }", "draft-07", []],
    [asyncapi, "{ prefixItems: [true] }", "2020-12", ["SCHEMA-DIALECT"]],
    [asyncapi, '{ $schema: "https://json-schema.org/draft/2019-09/schema" }', "2019-09", []],
    [draft("draft-07"), "{ minContains: 1 }", "draft-07", ["SCHEMA-DIALECT"]],
    [
      draft("draft-07"),
      '{ $schema: "https://json-schema.org/draft/2020-12/schema" }',
      "draft-07",
      ["SCHEMA-DIALECT"],
    ],
    [asyncapi, '{ $schema: "https://example.com/own" }', "draft-07", ["SCHEMA-UNSURE"]],
  ];
  for (const [format, schema, judge, codes] of chosen)
    it(`of ${schema} as ${format} is judged by ${judge}`, async () => {
      const { entry, warnings } = await payload(format, schema);
      expect(entry?.dialect).to.equal(judge);
      expect(warnings.map(({ code }) => code)).to.deep.equal(codes);
    });

  const others: [format: string, why: string][] = [
    ["application/vnd.apache.avro;version=1.9.0", "schema format Avro"],
    ["application/vnd.google.protobuf;version=3", "schema format Protobuf"],
    ["application/raml+yaml;version=1.0", "schema format RAML"],
    ["application/xml+xsd", "schema format XML Schema"],
    [draft("draft-03"), "schema format JSON Schema draft-03"],
    [openapi("2.0"), "schema format OpenAPI 2.0"],
    ["application/x-own", "schema format `application/x-own`"],
  ];
  for (const [format, why] of others)
    it(`${format} is recognised, and not checked`, async () => {
      const { content, warnings } = await payload(format, "{ type: record, name: r, fields: [] }");
      expect(content).to.deep.equal({ kind: "unchecked", why });
      expect(warnings.map(({ code }) => code)).to.deep.equal(["CONTENT-UNCHECKED"]);
    });

  it("of one schema does not wake sleeping words of another", async () => {
    const old =
      '{ $schema: "http://json-schema.org/draft-07/schema#", type: array, contains: true, minContains: 2 }';
    const { entry, faults } = await payload(
      draft("2020-12"),
      '{ properties: { a: { $ref: "#/components/schemas/Old" } } }',
      `{ schemas: { Old: ${old} } }`,
    );
    expect([entry?.dialect, faults?.({ a: [1] })]).to.deep.equal(["2020-12", []]);
  });

  it("up to draft-07 reads nothing beside a reference, later ones do", async () => {
    const components = "{ schemas: { S: { type: string } } }";
    const schema = '{ $ref: "#/components/schemas/S", description: d, minLength: 2 }';
    const old = await payload(asyncapi, schema, components);
    expect([old.faults?.("a"), old.warnings.map(({ code }) => code)]).to.deep.equal([
      [],
      ["SCHEMA-BESIDE-REF"],
    ]);
    const late = await payload(draft("2020-12"), schema, components);
    expect(late.faults?.("a")).to.have.length(1);
  });

  it("takes a schema that is a reference into its own definitions", async () => {
    const schema =
      '{ $ref: "#/channels/chat/messages/question/payload/schema/definitions/A", definitions: { A: { type: string } } }';
    expect((await payload(draft("draft-07"), schema)).faults?.(1)).to.deep.equal(["must be string"]);
  });
});

describe("schema that no validator would compile", () => {
  const rows: [schema: string, good: Json, bad: Json][] = [
    ["{ type: float, minimum: 1 }", 1.5, 0],
    ["{ type: object, required: true, properties: { a: { type: string, required: true } } }", {}, { a: 1 }],
    ["{ type: object, properties: { a: null, b: { type: string } } }", { a: 1 }, { b: 1 }],
    ["{ enum: [], type: string }", "a", 1],
    ["{ type: string, minLength: '2', maxLength: 3 }", "a", "aaaa"],
    ["{ items: null, type: array }", [1], {}],
    ["{ allOf: [null, { type: string }] }", "a", 1],
  ];
  for (const [schema, good, bad] of rows)
    it(`is checked but for what can't be read: ${schema}`, async () => {
      const { faults, warnings } = await payload(asyncapi, schema);
      expect(new Set(warnings.map(({ code }) => code))).to.deep.equal(new Set(["SCHEMA-WORD-INVALID"]));
      expect([faults?.(good).length, faults?.(bad).length]).to.deep.equal([0, 1]);
    });
});
