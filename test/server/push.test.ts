import { expect } from "chai";
import { compileSequence, type Json, pointerGet } from "../../contract/index.ts";
import type { Contract, Operation } from "../../contract/model.ts";
import { typeOf } from "./client.ts";
import { type Ground, withStub } from "./with-stub.ts";
import { WORKSHOP } from "./workshop.ts";

async function inRoom({ connect }: Ground, count: number) {
  const clients = [];
  for (let index = 0; index < count; index += 1) {
    const client = await connect("/room");
    const hello = await client.next();
    clients.push({
      ...client,
      user: typeof hello === "object" && hello !== null && "user" in hello ? hello["user"] : "",
    });
  }
  return clients;
}

describe("a push of the stub", () => {
  it(
    "gives each connection an identity of its own where nobody is authenticated",
    withStub({ contract: WORKSHOP }, async (ground) => {
      const clients = await inRoom(ground, 3);
      expect(new Set(clients.map(({ user }) => user)).size).to.equal(3);
    }),
  );

  it(
    "reaches the others, once each, with what was sent",
    withStub({ contract: WORKSHOP }, async (ground) => {
      const [speaker, ...others] = await inRoom(ground, 3);
      speaker?.send({ type: "say", id: "s-1", words: "good day" });
      for (const other of others) {
        expect(await other.next()).to.deep.equal({ type: "heard", words: "good day" });
        expect(await other.settled()).to.deep.equal([]);
      }
      expect((await speaker?.settled())?.map(typeOf)).to.deep.equal(["said"]);
    }),
  );

  it(
    "reaches only the one who is meant, and fails for nobody",
    withStub({ contract: WORKSHOP }, async (ground) => {
      const [sender, recipient, bystander] = await inRoom(ground, 3);
      sender?.send({ type: "whisper", id: "w-1", to: recipient?.user ?? "", words: "psst" });
      expect(await recipient?.next()).to.deep.equal({ type: "overheard", words: "psst" });
      expect(await sender?.next()).to.include({ type: "whispered", id: "w-1", to: recipient?.user });
      expect(await bystander?.settled()).to.deep.equal([]);
      sender?.send({ type: "whisper", id: "w-2", to: "somebody else", words: "psst" });
      expect(await sender?.next()).to.include({ type: "error", code: "NOBODY", id: "w-2" });
    }),
  );

  it(
    "reaches those who watch its topic, numbered within each subscription, and nobody after that",
    withStub({ contract: WORKSHOP }, async ({ connect }) => {
      const watcher = await connect("/topics");
      const other = await connect("/topics");
      const writer = await connect("/topics");
      watcher.send({ type: "subscribe", topic: "t" });
      other.send({ type: "subscribe", topic: "u" });
      await watcher.until("subscribed");
      await other.until("subscribed");
      writer.send({ type: "enter", id: "e-1" });
      await writer.until("entered");
      for (const line of ["one", "two"]) writer.send({ type: "publish", id: line, topic: "t", line });
      expect(await watcher.take(2)).to.deep.equal([
        { type: "news", topic: "t", line: "one", number: 1 },
        { type: "news", topic: "t", line: "two", number: 2 },
      ]);
      watcher.send({ type: "unsubscribe", topic: "t" });
      await watcher.until("unsubscribed");
      writer.send({ type: "publish", id: "three", topic: "t", line: "three" });
      await writer.until("published");
      expect(await watcher.settled()).to.deep.equal([]);
      expect(await other.settled()).to.deep.equal([]);
    }),
  );

  it(
    "takes the answer that a client owes, and refuses one that nobody asked for",
    withStub({ contract: WORKSHOP }, async ({ connect }) => {
      const client = await connect("/topics");
      client.send({ type: "enter", id: "e-1" });
      const query = (await client.until("which")).map(queryOf).at(-1) ?? "";
      client.send({ type: "these", query });
      expect(await client.settled()).to.deep.equal([]);
      client.send({ type: "these", query });
      expect(await client.next()).to.deep.equal({ type: "refused", why: "not asked" });
    }),
  );

  it(
    "takes an answer of several messages to its end, and nothing behind it",
    withStub({ contract: answeredBy("these{2}") }, async ({ connect }) => {
      const client = await connect("/topics");
      client.send({ type: "enter", id: "e-1" });
      const query = (await client.until("which")).map(queryOf).at(-1) ?? "";
      for (let count = 0; count < 2; count += 1) client.send({ type: "these", query });
      expect(await client.settled()).to.deep.equal([]);
      client.send({ type: "these", query });
      expect(await client.next()).to.deep.equal({ type: "refused", why: "not asked" });
    }),
  );
});

function queryOf(message: Json): Json {
  return pointerGet(message, "/query") ?? "";
}

/** The workshop, whose question is answered in this order. */
function answeredBy(text: string): Contract {
  const order = compileSequence(text, "#/sequence", ["these"]);
  const inOrder = (one: Operation): Operation =>
    one.kind === "server" && one.answer.kind === "owed" ? { ...one, answer: { ...one.answer, order } } : one;
  const channels = WORKSHOP.channels.map((one) => ({ ...one, operations: one.operations.map(inOrder) }));
  return { ...WORKSHOP, channels };
}
