import { expect } from "chai";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { SourceFiles } from "../../contract/document/source-files.ts";
import { SourceReader } from "../../contract/document/source-reader.ts";
import { SourceTree } from "../../contract/document/source-tree.ts";
import { isSurelyValid } from "../../contract/document/structure.ts";
import { isPlainlyValid } from "../../contract/schemas/plainly-valid.ts";
import type { Json } from "../../contract/json.ts";
import { chat, type Files, inFolder } from "./document-fixture.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

async function isSure(cwd: string, file: string): Promise<boolean> {
  const reader = new SourceReader(file, { cwd, root: null, allowRemote: false });
  return isSurelyValid(new SourceTree(await SourceFiles.read(reader)));
}

const good = chat();
const ADDRESS = "address: /chat";

describe("a document that need not be shown to the official parser", function () {
  this.timeout(10_000);

  for (const file of [
    "asyncapi.yaml",
    "examples/fastify-rooms/asyncapi.yaml",
    "examples/python-agent/asyncapi.yaml",
    "examples/trading-desk/asyncapi.yaml",
  ])
    it(`is ${file}`, async () => expect(await isSure(root, file)).to.equal(true));

  it("may have parts in other files", () =>
    inFolder(
      {
        "asyncapi.yaml": chat({ question: '{ $ref: "m.yaml#/q" }' }),
        "m.yaml": "q: { payload: { $ref: '#/S' } }\nS: { type: object }\n",
      },
      async (cwd) => expect(await isSure(cwd, "asyncapi.yaml")).to.equal(true),
    ));

  // Each of these is refused by the official parser (or unknown to us), and so has to come before it.
  const wrong: [name: string, text: string | Files][] = [
    ["an unknown key", good.replace(ADDRESS, `${ADDRESS}\n    adress: /x`)],
    ["a wrong value", good.replace("action: send", "action: sned")],
    ["a schema that is none", chat({ question: "{ payload: { type: 5 } }" })],
    [
      "a reference to another kind",
      chat({ question: '{ $ref: "#/components/schemas/S" }', components: "{ schemas: { S: {} } }" }),
    ],
    [
      "a schema where a message should be",
      good.replace(
        "payload: { type: object, required: [type], properties: { type: { const: news }",
        "payload: { $ref: '#/channels/chat/messages/token', properties: { type: { const: news }",
      ),
    ],
    [
      "a message of another channel",
      good
        .replace('[{ $ref: "#/channels/chat/messages/news" }]', '[{ $ref: "#/components/messages/m" }]')
        .replace("components: {}", "components: { messages: { m: {} } }"),
    ],
    [
      "an operation on a component",
      good
        .replace('channel: { $ref: "#/channels/chat" }', 'channel: { $ref: "#/components/channels/c" }')
        .replace("components: {}", "components: { channels: { c: {} } }"),
    ],
    [
      "a server of the components",
      good
        .replace(ADDRESS, `${ADDRESS}\n    servers: [{ $ref: "#/components/servers/s" }]`)
        .replace("components: {}", "components: { servers: { s: { host: h, protocol: ws } } }"),
    ],
    [
      "a channel with a query in its name",
      good.replaceAll("channels/chat", "channels/chat?").replace("  chat:\n", '  "chat?":\n'),
    ],
    ["a parameter that the address lacks", good.replace(ADDRESS, `${ADDRESS}\n    parameters: { room: {} }`)],
    [
      "a parameter that is not declared",
      good.replace(ADDRESS, "address: /{a}/{b}\n    parameters: { a: {} }"),
    ],
    [
      "a fault in another file",
      { "asyncapi.yaml": chat({ question: '{ $ref: "m.yaml#/q" }' }), "m.yaml": "q: { payloda: {} }\n" },
    ],
    [
      "a fault in another file, behind two references",
      {
        "asyncapi.yaml": chat({ question: '{ $ref: "m.yaml#/q" }' }),
        "m.yaml": "q: { $ref: 'n.yaml#/q' }\n",
        "n.yaml": "q: { payload: { type: 5 } }\n",
      },
    ],
    ["a version without a compiled schema", good.replace("asyncapi: 3.1.0", "asyncapi: 3.7.0")],
  ];
  for (const [name, files] of wrong)
    it(`has not ${name}`, () =>
      inFolder(typeof files === "string" ? { "asyncapi.yaml": files } : files, async (cwd) => {
        expect(files).to.not.equal(good);
        expect(await isSure(cwd, "asyncapi.yaml")).to.equal(false);
      }));
});

describe("a document of AsyncAPI 2 that need not be shown to the official parser", function () {
  this.timeout(10_000);
  const right = `asyncapi: 2.6.0
info: { title: Chat, version: 1.0.0 }
tags: [{ name: a }, { name: b }]
servers:
  local: { url: "ws://localhost/{stage}", protocol: ws, variables: { stage: { default: x } }, security: [{ key: [] }] }
channels:
  /rooms/{room}:
    servers: [local]
    parameters: { room: { schema: { type: integer, default: 1 } } }
    publish:
      operationId: say
      message: { oneOf: [{ $ref: "#/components/messages/say" }, { $ref: "#/components/messages/leave" }] }
    subscribe: { operationId: hear, message: { $ref: "#/components/messages/heard" } }
components:
  securitySchemes: { key: { type: httpApiKey, in: query, name: key } }
  schemas:
    Text: { type: string, minLength: 1, examples: [1 is no text but let pass, hello] }
    Count: { type: integer, examples: [3] }
    Head: { type: object, properties: { trace: { $ref: "#/components/schemas/Text" } } }
  messages:
    say: { messageId: say, payload: { type: object, properties: { text: { $ref: "#/components/schemas/Text" } } } }
    leave: { messageId: leave, payload: { type: object } }
    heard:
      headers: { $ref: "#/components/schemas/Head" }
      payload: { type: object, properties: { count: { $ref: "#/components/schemas/Count" } } }
      examples: [{ payload: { count: 2 }, headers: { trace: t } }]
`;
  const isSureOf = async (text: string): Promise<boolean> => {
    let sure = false;
    await inFolder({ "asyncapi.yaml": text }, async (cwd) => {
      sure = await isSure(cwd, "asyncapi.yaml");
    });
    return sure;
  };

  it("keeps the schema of its version, and every rule of the parser", async () => {
    expect(await isSureOf(right)).to.equal(true);
    for (const version of ["2.4.0", "2.5.0"])
      expect(await isSureOf(right.replace("2.6.0", version)), version).to.equal(true);
  });

  it("may use one message in two places: it is no second one of its id", async () =>
    expect(await isSureOf(right.replace('messages/heard" }', 'messages/say" }'))).to.equal(true));

  // What one of them has the official parser calls an error (or nobody here knows that it does not).
  const faults: [name: string, was: string, is: string][] = [
    ["an unknown key", "info: { title", "info: { titel: x, title"],
    ["what its version does not know", "asyncapi: 2.6.0", "asyncapi: 2.0.0"],
    ["a payload that is no schema", "leave, payload: { type: object }", "leave, payload: { type: 5 }"],
    ["a server that is not declared", "servers: [local]", "servers: [remote]"],
    ["a parameter that is not declared", "/rooms/{room}:", "/rooms/{room}/{seat}:"],
    ["a parameter that the address lacks", "parameters: { room", "parameters: { seat: {}, room"],
    ["a variable that is not declared", "localhost/{stage}", "localhost/{stage}/{port}"],
    ["a query in a channel's name", "/rooms/{room}:", "/rooms/{room}?x:"],
    ["a scheme that is not declared", "security: [{ key: [] }]", "security: [{ token: [] }]"],
    ["an operationId twice", "operationId: hear", "operationId: say"],
    ["a messageId twice", "messageId: leave", "messageId: say"],
    ["a tag twice", "{ name: b }", "{ name: a }"],
    ["an example that breaks its payload", "payload: { count: 2 }", "payload: { count: two }"],
    ["an example that breaks its headers", "headers: { trace: t }", "headers: { trace: 5 }"],
    ["headers that are no object", "Head: { type: object", "Head: { type: [object]"],
    ["a schema with a broken example", "examples: [3]", "examples: [3.5]"],
    ["a parameter with a broken default", "default: 1 ", "default: 1.5 "],
    [
      "a payload in another format",
      "say: { messageId",
      "say: { schemaFormat: application/vnd.apache.avro, messageId",
    ],
    [
      "a reference to another kind",
      "payload: { type: object, properties: { count",
      'payload: { $ref: "#/components/messages/say", properties: { count',
    ],
    ["a scope", "key: []", "key: [admin]"],
  ];
  for (const [name, was, is] of faults)
    it(`has not ${name}`, async () => {
      const wrong = right.replace(was, is);
      expect(wrong).to.not.equal(right);
      expect(await isSureOf(wrong)).to.equal(false);
    });
});

describe("a value that keeps to a schema for certain", () => {
  const rows: [schema: Json, good: Json, bad: Json][] = [
    [{ type: "integer", minimum: 1, exclusiveMaximum: 3 }, 2, 3],
    [{ type: ["string", "null"], minLength: 2, maxLength: 2 }, "ü€", "a"],
    [{ const: { a: 1, b: 2 } }, { b: 2, a: 1 }, { a: 1 }],
    [{ enum: ["a", 1] }, 1, "1"],
    [
      { required: ["a"], properties: { a: { type: "boolean" } }, additionalProperties: false },
      { a: true },
      { a: true, b: 1 },
    ],
    [{ items: { type: "number" }, minItems: 1, maxItems: 2 }, [1, 2], [1, 2, 3]],
    [{ allOf: [{ maximum: 3 }, { anyOf: [{ const: 1 }, { const: 2 }] }] }, 2, 3],
    [{ pattern: "^a+$" }, "aa", "b"],
    [{ format: "date-time" }, "2024-01-01T00:00:00.5Z", "2024-13-01T00:00:00Z"],
    [{ minProperties: 1, maxProperties: 1 }, { a: 1 }, {}],
    [{ $ref: "schema:S" }, "x", 1],
  ];
  const own = (ref: string): Json | undefined => (ref === "schema:S" ? { type: "string" } : undefined);
  for (const [schema, yes, no] of rows)
    it(JSON.stringify(schema), () => {
      expect(isPlainlyValid(own, schema, yes)).to.equal(true);
      expect(isPlainlyValid(own, schema, no)).to.equal(false);
    });

  for (const schema of [
    { uniqueItems: true },
    { not: {} },
    { oneOf: [true] },
    { format: "uri" },
    { $ref: "schema:S", type: "string" },
    { unheard: 1 },
  ])
    it(`is never seen with ${JSON.stringify(schema)}: a validator has to judge`, () =>
      expect(isPlainlyValid(own, schema, "x")).to.equal(false));
});
