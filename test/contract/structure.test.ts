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
  const contract = {
    schemas: { S: { place: "#", dialect: "draft-07", schema: { type: "string" } } },
  } as const;
  for (const [schema, yes, no] of rows)
    it(JSON.stringify(schema), () => {
      expect(isPlainlyValid(contract, schema, yes)).to.equal(true);
      expect(isPlainlyValid(contract, schema, no)).to.equal(false);
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
      expect(isPlainlyValid(contract, schema, "x")).to.equal(false));
});
