import { expect } from "chai";
import { createFrameReader } from "../../contract/index.ts";
import { channelOf, HEAD, read } from "./document-fixture.ts";

describe("messages", () => {
  const error: [name: string, message: string, want: boolean][] = [
    ["a name that ends in it", "{}", true],
    ["what it says itself", "{ x-contract: { error: false } }", false],
  ];
  for (const [name, message, want] of error)
    it(`report an error by ${name}`, async () => {
      const channel = await channelOf(
        `${HEAD}channels: { c: { address: /, messages: { parseError: ${message} } } }`,
      );
      expect(channel.messages[0]?.error).to.equal(want);
    });

  it("report an error by tag and by constant", async () => {
    const channel = await channelOf(`${HEAD}channels: { c: { address: /, messages: {
      a: { tags: [{ name: Error }] },
      b: { payload: { required: [kind], properties: { kind: { const: error } } } },
      c: { payload: { required: [kind], properties: { kind: { const: fine } } } } } } }`);
    expect(channel.messages.map((one) => one.error)).to.deep.equal([true, true, false]);
  });

  it("know where their correlation id lies", async () => {
    const channel = await channelOf(`${HEAD}x-contract: { headers: "#/meta" }
channels: { c: { address: /, messages: {
      a: { correlationId: { location: "$message.payload#/id" } },
      b: { correlationId: { location: "$message.header#/id" } },
      c: { correlationId: { location: "$message.payload#/id" }, x-contract: { correlation: [/a, /b] } },
      d: {} } } }`);
    expect(channel.messages.map((one) => one.correlation)).to.deep.equal([
      ["/id"],
      ["/meta/id"],
      ["/a", "/b"],
      [],
    ]);
  });

  it("know where that is said: at the id itself, whoever refers to it", async () => {
    const channel = await channelOf(`${HEAD}
channels: { c: { address: /, messages: {
      a: { correlationId: { location: "$message.payload#/id" } },
      b: { correlationId: { $ref: "#/components/correlationIds/own" } },
      c: { x-contract: { correlation: [/a, /b] } },
      d: { traits: [{ correlationId: { location: "$message.payload#/id" } }] },
      e: { correlationId: { location: "$message.header#/id" } } } } }
components: { correlationIds: { own: { location: "$message.payload#/own" } } }`);
    const at = "#/channels/c/messages";
    expect(channel.messages.map((one) => one.correlationPlace)).to.deep.equal([
      `${at}/a/correlationId`,
      "#/components/correlationIds/own",
      `${at}/c/x-contract/correlation`,
      `${at}/d/traits/0/correlationId`,
      `${at}/e`,
    ]);
  });

  it("have their headers where the document says", async () => {
    const { contract } = await read(`${HEAD}x-contract: { headers: "#/meta" }
channels: { c: { address: /, messages: { m: {
  payload: { required: [type] },
  headers: { type: object, required: [h] },
  examples: [{ name: one, payload: { type: x }, headers: { h: 1 } }] } } } }`);
    const [message] = contract.channels[0]?.messages ?? [];
    expect(message?.examples[0]?.payload).to.deep.equal({ type: "x", meta: { h: 1 } });
    expect(contract.schemas["c.m.payload.with-headers"]?.schema).to.deep.equal({
      allOf: [
        { $ref: "schema:c.m.payload" },
        { type: "object", required: ["meta"], properties: { meta: { $ref: "schema:c.m.headers" } } },
      ],
    });
  });

  it("are judged in their headers too, at the place of the headers' rule", async () => {
    const { contract } = await read(`${HEAD}x-contract: { headers: "#/meta" }
channels: { c: { address: /, messages: { m: {
  payload: { required: [type] },
  headers: { type: object, required: [h], properties: { h: { type: integer } } } } } } }`);
    const [message] = contract.channels[0]?.messages ?? [];
    if (message === undefined) throw new Error("no message");
    const { check } = createFrameReader(contract);
    const faults = [
      { type: 1 },
      { type: 1, meta: {} },
      { type: 1, meta: { h: "x" } },
      { type: 1, meta: { h: 1 } },
    ];
    expect(
      faults.map((value) => check(message, value).map(({ at, place }) => `${at} ${place}`)),
    ).to.deep.equal([
      [" #/channels/c/messages/m/allOf/1/required"],
      ["/meta #/channels/c/messages/m/headers/required"],
      ["/meta/h #/channels/c/messages/m/headers/properties/h/type"],
      [],
    ]);
  });

  it("of bytes have examples in base64, and no others", async () => {
    const { contract, warnings } = await read(`${HEAD}channels: { c: { address: /, messages: { m: {
  contentType: audio/wav,
  examples: [{ name: good, payload: AAEC }, { name: bad, payload: "some audio" }] } } } }`);
    const [message] = contract.channels[0]?.messages ?? [];
    expect(message?.content).to.deep.equal({ kind: "binary", anyBytes: false });
    expect(message?.examples.map(({ name }) => name)).to.deep.equal(["good"]);
    expect(warnings.map(({ code }) => code)).to.include("EXAMPLE-INVALID");
  });

  const contents: [message: string, want: string][] = [
    ["{}", "json"],
    ["{ contentType: application/vnd.x+json }", "json"],
    ["{ contentType: text/plain; charset=utf-8 }", "text"],
    ["{ contentType: audio/pcm }", "binary"],
    ["{ payload: { type: string, format: binary } }", "binary"],
    ["{ contentType: application/xml }", "unchecked"],
    ["{ payload: { schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: {} } }", "unchecked"],
    ['{ payload: { schemaFormat: "application/schema+json;version=draft-07", schema: {} } }', "json"],
  ];
  for (const [message, want] of contents)
    it(`${message} is ${want}`, async () => {
      const channel = await channelOf(`${HEAD}channels: { c: { address: /, messages: { m: ${message} } } }`);
      expect(channel.messages[0]?.content.kind).to.equal(want);
    });

  const constants: [name: string, messages: string, want: string[]][] = [
    [
      "a type tells apart, a code does not",
      "{ a: { payload: { required: [t, c], properties: { t: { const: a }, c: { enum: [1, 2] } } } }, b: { payload: { required: [t], properties: { t: { const: b } } } } }",
      ['a /t ["a"]', 'b /t ["b"]'],
    ],
    [
      "a second constant where the first does not suffice",
      "{ a: { payload: { required: [t, k], properties: { t: { const: x }, k: { const: 1 } } } }, b: { payload: { required: [t, k], properties: { t: { const: x }, k: { const: 2 } } } }, c: { payload: { required: [t], properties: { t: { const: y } } } } }",
      ['a /t ["x"] /k [1]', 'b /t ["x"] /k [2]', 'c /t ["y"]'],
    ],
    [
      "nested, through references and allOf, with several values",
      '{ a: { payload: { allOf: [{ $ref: "#/components/schemas/Head" }, { properties: { h: { required: [k], properties: { k: { enum: [1, 2, 3] } } } } }] } }, b: { payload: { required: [h], properties: { h: { required: [k], properties: { k: { const: 9 } } } } } } }',
      ["a /h/k [1,2]", "b /h/k [9]"],
    ],
    [
      "every branch of oneOf",
      "{ a: { payload: { required: [t], oneOf: [{ properties: { t: { const: x } } }, { properties: { t: { const: y } } }] } }, b: { payload: { required: [t], properties: { t: { const: z } } } } }",
      ['a /t ["x","y"]', 'b /t ["z"]'],
    ],
    [
      "not what all share",
      "{ a: { payload: { required: [v], properties: { v: { const: 2 } } } }, b: { payload: { required: [v], properties: { v: { const: 2 } } } } }",
      ["a", "b"],
    ],
    [
      "not what may be missing",
      "{ a: { payload: { properties: { t: { const: a } } } }, b: { payload: { properties: { t: { const: b } } } } }",
      ["a", "b"],
    ],
    [
      "one message alone by its own",
      "{ a: { payload: { required: [t], properties: { t: { const: a } } } } }",
      ['a /t ["a"]'],
    ],
  ];
  for (const [name, messages, want] of constants)
    it(`are told apart: ${name}`, async () => {
      const channel = await channelOf(
        `${HEAD}channels: { c: { address: /, messages: ${messages} } }\ncomponents: { schemas: { Head: { required: [h], properties: { h: { properties: { k: { enum: [1, 2, 7] } } } } } } }`,
      );
      const shown = channel.messages.map((message) =>
        [
          message.name,
          ...message.constants.map((one) => `${one.pointer} ${JSON.stringify(one.values)}`),
        ].join(" "),
      );
      expect(shown).to.deep.equal(want);
    });
});
