import { expect } from "chai";
import { typeOf } from "./client.ts";
import { withStub } from "./with-stub.ts";
import { WORKSHOP } from "./workshop.ts";

describe("a refusal of the stub", () => {
  const bad: [string, string][] = [
    ["malformed text", "{"],
    ["an empty frame", ""],
    ["an unknown message", '{"type":"nothing"}'],
    ["an invalid message", '{"type":"say","words":5}'],
  ];
  for (const [what, text] of bad)
    it(
      `answers ${what} as declared, without an id, and stays open`,
      withStub({ contract: WORKSHOP }, async ({ connect }) => {
        const client = await connect("/room");
        await client.until("hello");
        client.sendText(text);
        expect(await client.next()).to.deep.equal({ type: "error", code: "BAD", note: "the frame is bad" });
        client.send({ type: "say", id: "s-1", words: "still here" });
        expect(typeOf(await client.next())).to.equal("said");
      }),
    );

  it(
    "carries the id of the refused frame where it can be read",
    withStub({ contract: WORKSHOP }, async ({ connect }) => {
      const client = await connect("/room");
      await client.until("hello");
      client.send({ type: "say", id: "s-9", words: 5 });
      expect(await client.next()).to.include({ type: "error", code: "BAD", id: "s-9" });
      client.send({ type: "nothing", id: "s-10" });
      expect(await client.next()).to.include({ type: "error", code: "BAD", id: "s-10" });
    }),
  );

  it(
    "closes with the declared code for binary frames",
    withStub({ contract: WORKSHOP }, async ({ connect }) => {
      const client = await connect("/room");
      client.sendBytes(new Uint8Array([1, 2, 3]));
      expect(await client.closed()).to.equal(1003);
    }),
  );

  it(
    "takes a frame of just the limit and closes for one byte more",
    withStub({ contract: WORKSHOP }, async ({ connect }) => {
      const client = await connect("/room");
      await client.until("hello");
      const frame = '{"type":"say","id":"s-1","words":"x"}';
      client.sendText(frame.padEnd(2000));
      expect(typeOf(await client.next())).to.equal("said");
      client.sendText(frame.padEnd(2001));
      expect(await client.closed()).to.equal(1009);
    }),
  );

  it(
    "refuses a flood, first with a message without an id, then with a close",
    withStub({ contract: WORKSHOP }, async ({ connect }) => {
      const client = await connect("/room");
      await client.until("hello");
      for (let index = 0; index < 60; index += 1) client.send({ type: "say", id: `s-${index}`, words: "x" });
      const messages = await client.until("error");
      expect(messages).to.have.lengthOf(41);
      expect(messages.at(-1)).to.deep.equal({ type: "error", code: "BAD", note: "the frame is bad" });
      expect(await client.closed()).to.equal(1008);
    }),
  );

  it(
    "refuses the id of an exchange that still runs",
    withStub({ contract: WORKSHOP, paceMs: 20 }, async ({ connect }) => {
      const client = await connect("/room");
      await client.until("hello");
      client.send({ type: "ask", id: "a-1", topic: "x" });
      client.send({ type: "ask", id: "a-1", topic: "x" });
      const refusal = (await client.until("error")).at(-1);
      expect(refusal).to.include({ code: "BROKE" }).and.not.to.have.property("id");
      await client.until("done");
    }),
  );

  it(
    "refuses more running exchanges than allowed, as too fast",
    withStub({ contract: WORKSHOP, paceMs: 50 }, async ({ connect }) => {
      const client = await connect("/room");
      await client.until("hello");
      for (const id of ["1", "2", "3", "4"]) client.send({ type: "ask", id, topic: "x" });
      expect((await client.until("error")).at(-1)).to.include({ code: "BAD" });
      expect(await client.closed()).to.equal(1008);
    }),
  );

  it(
    "keeps a client to the order of its conversation",
    withStub({ contract: WORKSHOP }, async ({ connect }) => {
      const client = await connect("/topics");
      client.send({ type: "publish", id: "p-1", topic: "t", line: "l" });
      expect(await client.next()).to.deep.equal({ type: "refused", why: "not now" });
      client.send({ type: "unsubscribe", topic: "t" });
      expect(await client.next()).to.deep.equal({ type: "refused", why: "not now" });
      client.send({ type: "subscribe", topic: "t" });
      expect(typeOf(await client.next())).to.equal("subscribed");
      client.send({ type: "unsubscribe", topic: "t" });
      expect(typeOf(await client.next())).to.equal("unsubscribed");
    }),
  );

  it(
    "closes for a message that only the service may send",
    withStub({ contract: WORKSHOP }, async ({ connect }) => {
      const client = await connect("/topics");
      client.send({ type: "entered", id: "e-1" });
      expect(await client.closed()).to.equal(4400);
    }),
  );

  it(
    "ignores bad input that the document says nothing about",
    withStub({ contract: WORKSHOP }, async ({ connect }) => {
      const client = await connect("/topics");
      client.sendText("{");
      expect(await client.settled()).to.deep.equal([]);
      client.send({ type: "subscribe", topic: "t" });
      expect(typeOf(await client.next())).to.equal("subscribed");
    }),
  );
});
