import { expect } from "chai";
import { clientMessages, clientOperationOf, serverMessages } from "../../contract/index.ts";
import {
  channelOf,
  chat,
  clientOperation,
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
});
