import { expect } from "chai";
import { chat, faultOf, read } from "./document-fixture.ts";
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
    name: "AsyncAPI of a version that nobody has seen",
    text: "asyncapi: 4.0.0\ninfo: {}\n",
    code: "DOCUMENT-VERSION",
    message: "AsyncAPI 4.0.0 is not read",
    at: "4.0.0",
    hint: "2.0 to 2.6, 3.0 and 3.1 are",
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
    message: "no channel of asyncapi.yaml is a WebSocket: it speaks kafka",
    at: "asyncapi",
    hint: "declare a server whose `protocol` is ws or wss, or give the channel a `ws` binding; --server NAME takes a server for one, --url ws://... tells where one is",
  },
];

describe("a document's errors", () => {
  errorTests(rows);

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
