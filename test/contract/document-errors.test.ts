import { expect } from "chai";
import { chat, faultOf, type Files, read } from "./document-fixture.ts";
import { type ErrorRow, errorTests } from "./error-table.ts";

const rows: ErrorRow[] = [
  {
    name: "text that is no YAML",
    text: "asyncapi: 3.1.0\ninfo: { title: x\n",
    code: "YAML-SYNTAX",
    message: "Flow map in block collection must be sufficiently indented and end with a }",
    at: "",
    hint: "",
  },
  {
    name: "a document that is no AsyncAPI",
    text: "openapi: 3.1.0\n",
    code: "DOCUMENT-VERSION",
    message: "asyncapi.yaml is an OpenAPI document, not an AsyncAPI document",
    at: "3.1.0",
    hint: "OpenAPI describes HTTP; what WebSockets carry stands in an AsyncAPI document",
  },
  {
    name: "AsyncAPI 2",
    text: "asyncapi: 2.6.0\ninfo: {}\n",
    code: "DOCUMENT-VERSION",
    message: "AsyncAPI 2.6.0 is not read yet",
    at: "2.6.0",
    hint: "3.0 and 3.1 are; `asyncapi convert` makes one of the other",
  },
  {
    name: "a reference that leads nowhere",
    text: chat({ components: '{ messages: { ping: {}, pong: { $ref: "#/components/messages/pnig" } } }' }),
    code: "REFERENCE",
    message: "`#/components/messages/pnig` leads nowhere",
    at: "#/components/messages/pnig",
    hint: "did you mean `ping`?",
  },
  {
    name: "a reference to the net",
    text: chat({ question: '{ payload: { $ref: "https://example.com/a.json" } }' }),
    code: "REFERENCE",
    message: "`https://example.com/a.json`: https://example.com/a.json is in the net",
    at: "https://example.com/a.json",
    hint: "--allow-remote fetches it; or save a copy beside the document",
  },
  {
    name: "a reference to a file that is not there",
    text: chat({ question: '{ payload: { $ref: "./lost.yaml#/a" } }' }),
    code: "REFERENCE",
    message: "`./lost.yaml#/a`: lost.yaml is not there",
    at: "./lost.yaml#/a",
    hint: "",
  },
  {
    name: "references in a circle",
    text: chat({
      components:
        '{ messages: { a: { $ref: "#/components/messages/b" }, b: { $ref: "#/components/messages/a" } } }',
    }),
    code: "REFERENCE",
    message: "`#/components/messages/b` leads back to itself",
    at: "#/components/messages/b",
    hint: "",
  },
  {
    name: "x-contract beside a reference",
    text: chat({
      question: '{ $ref: "#/components/messages/q", x-contract: { error: true } }',
      components: "{ messages: { q: { payload: {} } } }",
    }),
    code: "X-CONTRACT-BESIDE-REF",
    message: "`x-contract` beside a `$ref` would be ignored",
    at: "x-contract: { error: true }",
    hint: "write it where the reference leads: #/components/messages/q (asyncapi.yaml:40:27)",
  },
  {
    name: "x-contract where it means nothing",
    text: chat({ components: "{ schemas: { S: { type: object, x-contract: {} } } }" }),
    code: "X-CONTRACT-PLACE",
    message: "`x-contract` means nothing here",
    at: "x-contract: {} } } }",
    hint: "it stands at the root, on channels, operations, messages, security schemes and traits",
  },
  {
    name: "a document without a WebSocket",
    text: chat()
      .replace("protocol: ws", "protocol: kafka")
      .replace(/ {4}bindings.*\n/, ""),
    code: "NO-WEBSOCKET",
    message: "no channel of asyncapi.yaml is a WebSocket",
    at: "asyncapi",
    hint: "declare a server whose `protocol` is ws or wss, or give the channel a `ws` binding",
  },
];

describe("a document's errors", () => {
  errorTests(rows);

  it("names the file that it lies in", async () => {
    const files: Files = {
      "asyncapi.yaml": chat({ question: '{ payload: { $ref: "parts/schemas.yaml#/Question" } }' }),
      "parts/schemas.yaml": 'Question:\n  properties:\n    a: { $ref: "#/Lost" }\n',
    };
    const fault = await faultOf(read(files));
    expect(fault.message).to.equal("`#/Lost` leads nowhere");
    expect(fault.where).to.deep.equal({ file: "parts/schemas.yaml", line: 3, column: 17 });
  });

  it("a document that is not there: DOCUMENT-UNREADABLE", async () => {
    const fault = await faultOf(read({ "other.yaml": "" }));
    expect(fault).to.include({ code: "DOCUMENT-UNREADABLE", where: "asyncapi.yaml" });
  });

  it("contradicting channels of one connection: CONTRADICTION", async () => {
    const text = `asyncapi: 3.1.0
info: { title: Two, version: 1.0.0 }
servers: { local: { host: "localhost:1", protocol: ws } }
channels:
  one: { address: "/{a}", x-contract: { openingWithin: 1s, limits: { messageBytes: 10 } } }
  two: { address: "/{b}", x-contract: { limits: { messageBytes: 20 } } }
`;
    const fault = await faultOf(read(text));
    expect(fault.message).to.equal("`messageBytes` is said twice for one connection, differently");
    expect(fault.where).to.deep.equal({ file: "asyncapi.yaml", line: 6, column: 51 });
    expect(fault.hint).to.equal("the other one: asyncapi.yaml:5:70");
  });
});
