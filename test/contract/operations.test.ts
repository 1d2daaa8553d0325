import { expect } from "chai";
import { clientMessages, clientOperationOf, serverMessages } from "../../contract/index.ts";
import {
  channelOf,
  chat,
  clientOperation,
  faultOf,
  findings,
  HEAD,
  read,
  serverOperation,
} from "./document-fixture.ts";
import { sequenceText } from "./sequence-text.ts";

describe("operations", () => {
  it("are sent by clients where the service receives, and answered by exactly one reply", async () => {
    const channel = await channelOf(chat());
    const ask = clientOperation(channel, "ask");
    expect(ask.requests).to.deep.equal(["question"]);
    expect(ask.replies).to.deep.equal(["token", "done", "error"]);
    expect(sequenceText(ask.sequence)).to.equal("token | done | error");
    expect(sequenceText(clientOperation(channel, "stop").sequence)).to.equal("none");
    expect(serverOperation(channel, "tell").messages).to.deep.equal(["news"]);
    expect(clientMessages(channel)).to.deep.equal(["question", "halt"]);
    expect(serverMessages(channel)).to.deep.equal(["token", "done", "error", "news"]);
    expect(clientOperationOf(channel, "halt")?.name).to.equal("stop");
    expect(clientOperationOf(channel, "news")).to.equal(null);
  });

  it("are the other way around in a client's document", async () => {
    const { contract } = await read(chat(), { role: "client" });
    const [channel] = contract.channels;
    expect(channel?.operations.map(({ kind, name }) => `${kind} ${name}`)).to.deep.equal([
      "server ask",
      "server stop",
      "client tell",
    ]);
    const [ask] = channel?.operations ?? [];
    expect(ask?.kind === "server" && ask.answer).to.deep.equal({
      kind: "owed",
      messages: ["token", "done", "error"],
      order: null,
      payload: null,
    });
  });

  it("take the role that the document says", async () => {
    const { contract } = await read(chat({ root: "{ role: client }" }));
    expect(contract.role).to.equal("client");
  });

  it("that name no messages have all of their channel's but the other side's", async () => {
    const text = chat().replace('    messages: [{ $ref: "#/channels/chat/messages/question" }]\n', "");
    const channel = await channelOf(text);
    expect(clientOperation(channel, "ask").requests).to.deep.equal(["question", "halt"]);
    expect((await findings(text)).slice(0, 2)).to.deep.equal([
      "MESSAGE-LEFT-OUT ask names no messages; token is the other side's",
      "MESSAGE-LEFT-OUT ask names no messages; done is the other side's",
    ]);
  });

  it("take messages of a reply channel without an address", async () => {
    const channel = await channelOf(`${HEAD}
channels:
  c: { address: /, messages: { ask: {} } }
  r: { address: null, messages: { answer: {} } }
operations:
  ask:
    action: receive
    channel: { $ref: "#/channels/c" }
    reply: { channel: { $ref: "#/channels/r" } }
`);
    expect(clientOperation(channel, "ask").replies).to.deep.equal(["answer"]);
    expect(serverMessages(channel)).to.deep.equal(["answer"]);
  });

  it("merge traits: own values win, then the later trait", async () => {
    const components = `{ operationTraits: {
      a: { title: A, x-contract: { within: 1s, gap: 1s, limits: 0 } },
      b: { title: B, description: from b, x-contract: { within: 2s, gap: 2s } } } }`.replace(
      ", limits: 0",
      "",
    );
    const text = chat({ components, ask: "{ within: 3s }" }).replace(
      "  ask:\n",
      '  ask:\n    traits: [{ $ref: "#/components/operationTraits/a" }, { $ref: "#/components/operationTraits/b" }]\n',
    );
    const ask = clientOperation(await channelOf(text), "ask");
    expect([ask.title, ask.description]).to.deep.equal(["B", "from b"]);
    expect(ask.within).to.deep.equal({
      kind: "declared",
      ms: 3000,
      place: "#/operations/ask/x-contract/within",
    });
    expect(ask.gap).to.deep.equal({
      kind: "declared",
      ms: 2000,
      place: "#/components/operationTraits/b/x-contract/gap",
    });
  });

  const APART = `${HEAD}
servers: { s: { host: h, protocol: ws } }
channels:
  c: { address: /c, messages: { ask: { correlationId: { location: $message.payload#/id } } } }
  r: { address: /r, messages: { answer: { correlationId: { location: $message.payload#/re } }, refuse: {}, hello: {} } }
operations:
  ask:
    action: receive
    channel: { $ref: "#/channels/c" }
    x-contract: { within: 2s, echoes: { "answer#/name": "request#/name" } }
    reply:
      channel: { $ref: "#/channels/r" }
      messages: [{ $ref: "#/channels/r/messages/answer" }, { $ref: "#/channels/r/messages/refuse" }]
  greet: { action: send, channel: { $ref: "#/channels/r" }, messages: [{ $ref: "#/channels/r/messages/hello" }] }
`;

  it("are answered on the connection of another reply channel, by one message with their id, to who has asked", async () => {
    const { contract, warnings } = await read(APART);
    expect(warnings).to.deep.equal([]);
    const [asking, answering] = contract.channels;
    if (asking === undefined || answering === undefined) throw new Error("two channels");
    const ask = clientOperation(asking, "ask");
    expect([ask.replies, ask.echoes, ask.within.kind]).to.deep.equal([[], [], "patience"]);
    const { place, trigger, audience, messages, within, echoes } = serverOperation(answering, "ask.reply");
    expect({ place, trigger, audience, messages }).to.deep.equal({
      place: "#/operations/ask/reply",
      trigger: { kind: "operation", channel: "c", operation: "ask", place: "#/operations/ask/reply" },
      audience: { kind: "requester", place: "#/operations/ask/reply" },
      messages: ["answer", "refuse"],
    });
    expect(within).to.deep.include({ kind: "declared", ms: 2000 });
    expect(echoes.map(({ to, from }) => `${to.of}#${to.pointer} = ${from.of}#${from.pointer}`)).to.deep.equal(
      ["answer#/name = request#/name", "answer#/re = request#/id"],
    );
    expect(serverOperation(answering, "greet").messages).to.deep.equal(["hello"]);
  });

  it("are answered where they are sent when only the request knows the address, with a word on what is not tested", async () => {
    const text = APART.replace(
      "reply:\n",
      "reply:\n      address: { location: $message.payload#/replyTo }\n",
    );
    const { contract, warnings } = await read(text);
    expect(contract.channels[0] && clientOperation(contract.channels[0], "ask").replies).to.deep.equal([
      "answer",
      "refuse",
    ]);
    expect(contract.channels[1]?.operations.map(({ name }) => name)).to.deep.equal(["greet"]);
    const [said] = warnings.filter(({ code }) => code === "REPLY-ADDRESS");
    expect(said?.message).to.match(
      /\$message\.payload#\/replyTo.*any other address is answered is not tested/,
    );
  });

  it("are not checked for a reply on a channel that no WebSocket server serves", async () => {
    const text = APART.replace("{ s: {", "{ k: { host: k, protocol: kafka }, s: {").replace(
      "r: { address: /r,",
      'r: { address: /r, servers: [{ $ref: "#/servers/k" }],',
    );
    expect(await findings(text)).to.include(
      "REPLY-ELSEWHERE the reply to ask comes on r, which no WebSocket server serves: the request is sent, and whether it is answered is not checked",
    );
  });

  it("of which a reply comes elsewhere have no sequence of such replies", async () => {
    const text = APART.replace("within: 2s", "sequence: answer refuse");
    const fault = await faultOf(read(text));
    expect([fault.code, fault.hint]).to.deep.equal([
      "SEQUENCE",
      "the reply on r is exactly one message and stands in no sequence: here stands only what comes on the request's own connection",
    ]);
  });
});
