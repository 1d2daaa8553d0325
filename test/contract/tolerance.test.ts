import { expect } from "chai";
import { createSchemaChecker, loadContract, uncheckedPlaces } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import {
  channelOf,
  chat,
  clientOperation,
  faultOf,
  findings,
  HEAD,
  inFolder,
  positionOf,
  read,
} from "./document-fixture.ts";
import { rooms } from "./version-2-fixture.ts";

/** A finding as a person reads it: place, code and message, of those with this code. */
async function told(text: string, code: string): Promise<string[]> {
  const { warnings } = await read(text);
  return warnings
    .filter((one) => one.code === code)
    .map(({ where, message }) => `${where.line}:${where.column} ${message}`);
}

const ASK = '[{ $ref: "#/channels/chat/messages/question" }]';

describe("a document with mistakes", () => {
  it("a reference that leads nowhere costs what stands there, and no more", async () => {
    const text = chat({
      components: '{ messages: { ping: {}, pong: { $ref: "#/components/messages/pnig" } } }',
    });
    expect(await told(text, "REFERENCE-LOST")).to.deep.equal([
      `${positionOf(text, "pong")} \`#/components/messages/pnig\` leads nowhere: it is read as if it were not there (did you mean \`ping\`?)`,
    ]);
    expect((await channelOf(text)).operations.length).to.equal(3);
  });

  it("in a schema, whatever stands there is not checked", async () => {
    const question =
      '{ payload: { properties: { a: { $ref: "https://example.com/a.json" }, b: { type: string } } } }';
    const text = chat({ question });
    expect(await told(text, "REFERENCE-LOST")).to.deep.equal([
      `${positionOf(text, "a: { $ref")} \`https://example.com/a.json\` is in the net: whatever stands there is not checked (--allow-remote fetches it; or save a copy beside the document)`,
    ]);
    const { contract } = await read(text);
    const message = contract.channels[0]?.messages[0];
    if (message === undefined) throw new Error("no message");
    expect(uncheckedPlaces(contract, message)).to.deep.equal([
      "#/channels/chat/messages/question/payload/properties/a/$ref",
    ]);
  });

  it("in a schema, nothing is refused for what is lost in it", async () => {
    const lost = '{ $ref: "#/components/schemas/Lost" }';
    const wrap = '{ properties: { deep: { $ref: "#/components/schemas/Self/properties/a" } } }';
    const components = `{ schemas: { Self: { properties: { a: ${lost} } } } }`;
    const refuses = async (payload: string, value: Json): Promise<number> => {
      const { contract } = await read(chat({ question: `{ payload: ${payload} }`, components }));
      const content = contract.channels[0]?.messages[0]?.content;
      if (content?.kind !== "json") throw new Error("not checked");
      return createSchemaChecker(contract)(content.schema, value).length;
    };
    for (const [payload, value] of [
      [lost, 1],
      [wrap, { deep: 1 }],
      [`{ not: ${lost} }`, 1],
      [`{ not: ${wrap} }`, { deep: 1 }],
      [`{ if: ${wrap}, then: false }`, {}],
      [`{ oneOf: [{ type: object }, ${lost}] }`, {}],
      [`{ oneOf: [{ type: object }, ${wrap}], anyOf: [{ type: object }] }`, {}],
    ] as const)
      expect(await refuses(payload, value), payload).to.equal(0);
    expect(await refuses(`{ type: object, required: [b], properties: { a: ${lost} } }`, {})).to.equal(1);
    expect(await refuses(`{ oneOf: [{ type: object }, ${wrap}] }`, {})).to.equal(0);
    expect(await refuses(`{ oneOf: [{ type: object }, { type: [object, "null"] }] }`, {})).to.equal(1);
  });

  it("a file that is not there, and references in a circle, are lost too", async () => {
    const lost = chat({ question: '{ payload: { $ref: "./lost.yaml#/a" } }' });
    expect((await told(lost, "REFERENCE-LOST")).join()).to.include("lost.yaml is not there");
    const components =
      '{ messages: { a: { $ref: "#/components/messages/b" }, b: { $ref: "#/components/messages/a" } } }';
    expect((await told(chat({ components }), "REFERENCE-LOST")).join()).to.include("leads back to itself");
  });

  it("names the file that a lost reference lies in", async () => {
    const { warnings } = await read({
      "asyncapi.yaml": chat({ question: '{ payload: { $ref: "parts/schemas.yaml#/Question" } }' }),
      "parts/schemas.yaml": 'Question:\n  properties:\n    a: { $ref: "#/Lost" }\n',
    });
    expect(warnings.map(({ where }) => where)).to.deep.equal([
      { file: "parts/schemas.yaml", line: 3, column: 5 },
    ]);
  });

  it("an unescaped `/` in a key is read as it was meant", async () => {
    const text = chat()
      .replace("  chat:\n    address", "  rooms/chat:\n    address")
      .replaceAll("#/channels/chat", "#/channels/rooms/chat");
    const { contract, warnings } = await read(text);
    expect(contract.channels[0]?.operations.map(({ name }) => name)).to.deep.equal(["ask", "stop", "tell"]);
    expect(warnings[0]).to.include({
      code: "REFERENCE-REPAIRED",
      message: "a `/` in a key is written `~1`; read as `#/channels/rooms~1chat`: nothing is lost",
    });
  });

  it("an unescaped `/` that can be read in two ways is lost", async () => {
    const text = chat({
      components: '{ messages: { a/b: {}, /a/b: {}, c: { $ref: "#/components/messages/a/b" } } }',
    });
    expect(await told(text, "REFERENCE-REPAIRED")).to.deep.equal([]);
    expect((await told(text, "REFERENCE-LOST")).length).to.equal(1);
  });

  it("an operation that bypasses its channel is read as the channel's, or brings its message along", async () => {
    const components =
      "{ messages: { question: { payload: { const: 1 } }, other: { payload: { const: 2 } } } }";
    const question = '{ $ref: "#/components/messages/question" }';
    const refs = `[${question}, { $ref: "#/components/messages/other" }, { name: inline, payload: {} }]`;
    const text = chat({ question, components }).replace(ASK, refs);
    expect(clientOperation(await channelOf(text), "ask").requests).to.deep.equal([
      "question",
      "other",
      "inline",
    ]);
    expect(await told(text, "CHANNEL-BYPASSED")).to.deep.equal(
      [
        [
          `{ $ref: "#/components/messages/question" }, { $ref`,
          "#/components/messages/question bypasses the channel chat: read as its question",
        ],
        [
          `{ $ref: "#/components/messages/other" }`,
          "#/components/messages/other is no message of the channel chat: taken in as other",
        ],
        ["{ name: inline", "a message written here is no message of the channel chat: taken in as inline"],
      ].map(([at = "", words]) => `${positionOf(text, at)} ${words}`),
    );
  });

  it("an operation none of whose messages is there takes all of its channel's", async () => {
    const text = chat().replace(ASK, '[{ $ref: "#/channels/chat/messages/qestion" }]');
    expect(clientOperation(await channelOf(text), "ask").requests).to.deep.equal(["question"]);
    expect((await told(text, "MESSAGES-LOST")).length).to.equal(1);
  });

  const LOST = `${HEAD}
channels:
  gone: { $ref: "./commons.yml#/gone" }
  fine: { address: /fine, messages: { m: {}, l: { $ref: "./commons.yml#/l" } } }
  half: { address: /half, messages: { $ref: "./commons.yml#/messages" } }
operations:
  a: { action: receive, channel: { $ref: "#/channels/gone" } }
  b: { action: receive, channel: { $ref: "#/channels/fine" }, messages: [{ $ref: "#/channels/fine/messages/m" }] }
  c: { action: receive, channel: { $ref: "#/channels/fine" }, messages: [{ $ref: "#/channels/fine/messages/l" }] }
  d: { action: receive, channel: { $ref: "#/channels/half" } }
  e: { action: receive, channel: { $ref: "#/channels/fine" }, messages: [{ $ref: "#/channels/fine/messages/m" }], reply: { channel: { $ref: "#/channels/gone" } } }
`;

  it("what depends on a file that is not there is left out, and nothing else", async () => {
    const { contract, operations, warnings } = await read(LOST);
    expect(operations).to.deep.equal({ declared: 5, elsewhere: 0, leftOut: 3 });
    expect(
      contract.channels.map(({ name, operations: own }) => [name, own.map((one) => one.name)]),
    ).to.deep.equal([
      ["fine", ["b", "e"]],
      ["half", []],
    ]);
    expect(
      warnings.filter(({ code }) => code === "OPERATION-LEFT-OUT").map(({ message }) => message),
    ).to.deep.equal([
      "3 of 5 operations are left out; `a` because its channel is lost",
      "3 of 5 operations are left out; `c` because none of its messages is there",
      "3 of 5 operations are left out; `d` because the messages of its channel are lost",
    ]);
    const [fine] = contract.channels;
    expect(fine && clientOperation(fine, "e").replies).to.deep.equal([]);
    expect(
      warnings.filter(({ code }) => code === "REPLY-ELSEWHERE").map(({ message }) => message),
    ).to.deep.equal([
      "the reply to e comes on a channel that is not there: whether it is answered is not checked",
    ]);
  });

  it("one reference, or a map of them, in place of the list is understood", async () => {
    for (const messages of [ASK.slice(1, -1), `{ q: ${ASK.slice(1, -1)} }`])
      expect(clientOperation(await channelOf(chat().replace(ASK, messages)), "ask").requests).to.deep.equal([
        "question",
      ]);
  });

  it("says which operations are left out, how many, and why", async () => {
    const text = chat()
      .replace("action: send", "action: sned")
      .replace(/(stop:\n {4}action: receive\n {4}channel: .*chat)/, "$1s");
    expect(await told(text, "OPERATION-LEFT-OUT")).to.deep.equal([
      `${positionOf(text, "stop:")} 2 of 3 operations are left out; \`stop\` because its channel is lost`,
      `${positionOf(text, "tell:")} 2 of 3 operations are left out; \`tell\` because its \`action\` is \`sned\`, neither send nor receive`,
    ]);
    const { operations } = await read(text);
    expect(operations).to.deep.equal({ declared: 3, elsewhere: 0, leftOut: 2 });
  });

  it("is refused where no operation is left", async () => {
    const fault = await faultOf(read(chat().replaceAll(/action: \w+/g, "action: go")));
    expect(fault.code).to.equal("DOCUMENT-INVALID");
    expect(fault.message)
      .to.include("no operation of the document can be read:\n")
      .and.to.include("3 of 3 operations");
  });

  it("is refused with all its faults where it is read strictly", async () => {
    const text = chat().replace(ASK, '[{ $ref: "#/channels/chat/messages/qestion" }]');
    const fault = await faultOf(read(text, { strict: true }));
    expect(fault.code).to.equal("DOCUMENT-INVALID");
    expect(fault.message.match(/asyncapi\.yaml:\d+:\d+/g)).to.have.lengthOf(2);
    expect((await read(chat(), { strict: true })).warnings).to.deep.equal([]);
  });

  it("an example that breaks its schema is not sent, unless a case is about it", async () => {
    const question =
      "{ payload: { required: [type], properties: { type: { const: question } } }, examples: [{ name: bad, payload: { type: bad } }, { name: good, payload: { type: question } }] }";
    const examples = async (ask: string): Promise<string[] | undefined> =>
      (await channelOf(chat({ question, ask }))).messages[0]?.examples.map(({ name }) => name);
    expect(await examples("{}")).to.deep.equal(["good"]);
    expect(await examples("{ cases: [{ name: five, example: bad, expect: error }] }")).to.deep.equal([
      "bad",
      "good",
    ]);
  });

  it("a document without `info`, or with `asyncapi` as a number, is read", async () => {
    const text = chat()
      .replace(/info: .*\n/, "")
      .replace("asyncapi: 3.1.0", "asyncapi: 3.1");
    expect((await read(text)).contract).to.include({ title: "", asyncapi: "3.1" });
    const whole = await read(text.replace("asyncapi: 3.1", "asyncapi: 3.0"));
    expect(whole.contract.channels[0]?.operations.length).to.equal(3);
  });

  it("parameters as OpenAPI writes them are read from the binding", async () => {
    const query = "query: { since: { required: true, schema: { type: integer, default: 3 } } }";
    const text = rooms().replace(/query: .*\n/, `${query}\n`);
    const channel = await channelOf(text);
    expect(channel.query.map(({ name, required, example }) => [name, required, example])).to.deep.equal([
      ["since", true, "3"],
    ]);
    expect((await told(text, "BINDING-FORM")).length).to.equal(1);
  });

  it("a method that no handshake has, and headers that every handshake sets, are reported", async () => {
    const all = await findings(
      rooms().replace("method: GET", "method: POST").replace("Sec-WebSocket-Protocol: {", "Host: {"),
    );
    expect(all).to.include("HANDSHAKE-METHOD a WebSocket handshake is always a GET, never a POST");
    expect(all).to.include("HANDSHAKE-HEADER every handshake sets Host itself");
  });

  it("a header that no header can be called is left out, and reported", async () => {
    const text = rooms().replace("Sec-WebSocket-Protocol: {", '"X Größe": {');
    const said = "HANDSHAKE-HEADER no header can be called `X Größe`: it is not sent, and not checked";
    expect(await findings(text)).to.include(said);
    expect((await channelOf(text)).headers.map(({ name }) => name)).not.to.include("X Größe");
  });
});

describe("what the official parser says", function () {
  this.timeout(60_000);

  it("is a finding, once, with its own place, and the document is read as it stands", async () => {
    const text = chat({ question: "{ payload: { type: object }, examples: [{ payload: 5 }] }" })
      .replace("version: 1.0.0 }", "}")
      .replace(ASK, '[{ $ref: "#/channels/chat/messages/qestion" }]');
    const { warnings, contract } = await inFolder({ "asyncapi.yaml": text }, (cwd) =>
      loadContract("asyncapi.yaml", { cwd }),
    );
    expect(contract.channels[0]?.operations.length).to.equal(3);
    expect(warnings.map(({ code, where }) => `${code} ${where.line}`)).to.deep.equal([
      "DOCUMENT-FAULT 2",
      `EXAMPLE-INVALID ${positionOf(text, "examples:").split(":")[0]}`,
      `MESSAGES-LOST ${positionOf(text, "messages: [{ $ref").split(":")[0]}`,
      `REFERENCE-LOST ${positionOf(text, "messages: [{ $ref").split(":")[0]}`,
    ]);
    expect(warnings[0]?.message).to.equal(
      '"info" property must have required property "version" (the official parser): read as it stands',
    );
  });
});
