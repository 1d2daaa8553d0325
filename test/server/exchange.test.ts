import { expect } from "chai";
import type { JsonObject } from "../../contract/json.ts";
import type { Contract } from "../../contract/model.ts";
import { buildContract } from "./build-contract.ts";
import { typeOf } from "./client.ts";
import { withStub } from "./with-stub.ts";
import { WORKSHOP } from "./workshop.ts";

const SEALED = buildContract([
  {
    name: "sealed",
    messages: { ask: {}, sealed: {}, ping: {}, pong: {} },
    client: {
      ask: { requests: ["ask"], sequence: "sealed" },
      ping: { requests: ["ping"], sequence: "pong" },
    },
  },
]);
const UNMAKABLE: Contract = {
  ...SEALED,
  channels: SEALED.channels.map((channel) => ({
    ...channel,
    messages: channel.messages.map((message) =>
      message.name === "sealed" ? { ...message, content: { kind: "unchecked", why: "avro" } } : message,
    ),
  })),
};

const ask = (id: string, topic = "weather"): JsonObject => ({ type: "ask", id, topic });

describe("an exchange of the stub", () => {
  it(
    "answers with the request's id and echoes its values",
    withStub({ contract: WORKSHOP }, async ({ connect }) => {
      const client = await connect("/room");
      await client.until("hello");
      client.send({ type: "say", id: "s-1", words: "good day" });
      expect(await client.next()).to.deep.equal({ type: "said", id: "s-1", words: "good day" });
    }),
  );

  it(
    "streams several items, numbered, and ends with their join and count",
    withStub({ contract: WORKSHOP, paceMs: 0 }, async ({ connect }) => {
      const client = await connect("/room");
      await client.until("hello");
      client.send(ask("a-1"));
      const messages = (await client.until("done")) as JsonObject[];
      const tokens = messages.slice(0, -1);
      expect(tokens.length).to.be.within(3, 5);
      expect(tokens.map((token) => token["index"])).to.deep.equal([...tokens.keys()]);
      const whole = tokens.map((token) => token["text"]).join("");
      expect(messages.at(-1)).to.deep.equal({ type: "done", id: "a-1", text: whole, count: tokens.length });
    }),
  );

  it(
    "takes the same way for the same seed",
    withStub({ contract: WORKSHOP, seed: 7, paceMs: 0 }, async ({ connect }) => {
      const first = await connect("/room");
      const second = await connect("/room");
      for (const client of [first, second]) {
        await client.until("hello");
        client.send(ask("a-1"));
      }
      expect(await first.until("done")).to.deep.equal(await second.until("done"));
    }),
  );

  it(
    "spreads increasing values over the range, up to its end",
    withStub({ contract: WORKSHOP, paceMs: 0 }, async ({ connect }) => {
      const client = await connect("/room");
      await client.until("hello");
      client.send({ type: "work", id: "w-1" });
      const messages = (await client.until("worked")) as JsonObject[];
      const values = messages.slice(0, -1).map((message) => Number(message["value"]));
      expect(values).to.deep.equal(values.toSorted((a, b) => a - b));
      expect(new Set(values).size).to.equal(values.length);
      expect(values.at(-1)).to.equal(100);
    }),
  );

  it(
    "does what a case says, and makes the parts of a whole that the case fixes",
    withStub({ contract: WORKSHOP, paceMs: 0 }, async ({ connect }) => {
      const client = await connect("/room");
      await client.until("hello");
      client.send(ask("a-1", "greeting"));
      const messages = (await client.until("done")) as JsonObject[];
      expect(messages.map(typeOf)).to.deep.equal(["token", "token", "token", "done"]);
      expect(messages.at(-1)).to.include({ text: "Good morning", count: 3 });
      expect(messages.map((one) => (typeOf(one) === "token" ? one["text"] : "")).join("")).to.equal(
        "Good morning",
      );
      client.send(ask("a-2", "none"));
      expect(await client.next()).to.include({ type: "error", code: "NO_TOPIC", id: "a-2" });
      client.send(ask("a-3", "breaks"));
      expect((await client.until("error")).map(typeOf)).to.deep.equal(["token", "token", "error"]);
    }),
  );

  it(
    "keeps two streams on one connection apart",
    withStub({ contract: WORKSHOP }, async ({ connect }) => {
      const client = await connect("/room");
      await client.until("hello");
      client.send(ask("a-1"));
      client.send(ask("a-2"));
      const messages = [...(await client.until("done")), ...(await client.until("done"))] as JsonObject[];
      for (const id of ["a-1", "a-2"]) {
        const own = messages.filter((message) => message["id"] === id);
        expect(own.slice(0, -1).map((token) => token["index"])).to.deep.equal([...own.keys()].slice(0, -1));
        expect(typeOf(own.at(-1) ?? null)).to.equal("done");
      }
    }),
  );

  it(
    "stops a stream when it is told to, and says nothing more of it",
    withStub({ contract: WORKSHOP, paceMs: 20 }, async ({ connect }) => {
      const client = await connect("/room");
      await client.until("hello");
      client.send(ask("a-1"));
      await client.until("token");
      client.send({ type: "stop", id: "a-1" });
      expect((await client.until("stopped")).at(-1)).to.deep.equal({ type: "stopped", id: "a-1" });
      client.send({ type: "work", id: "w-1" });
      expect((await client.until("worked")).map(typeOf)).not.to.include("token");
    }),
  );

  it(
    "fails to stop what does not run",
    withStub({ contract: WORKSHOP }, async ({ connect }) => {
      const client = await connect("/room");
      await client.until("hello");
      for (const id of ["never", "other"]) {
        client.send({ type: "stop", id });
        expect(await client.next()).to.include({ type: "error", code: "NOT_RUNNING", id });
      }
    }),
  );

  it(
    "survives a client that leaves mid-stream",
    withStub({ contract: WORKSHOP }, async ({ connect, log }) => {
      const leaving = await connect("/room");
      await leaving.until("hello");
      leaving.send(ask("a-1"));
      await leaving.until("token");
      leaving.socket.terminate();
      const staying = await connect("/room");
      await staying.until("hello");
      staying.send(ask("a-1"));
      expect(typeOf((await staying.until("done")).at(-1) ?? null)).to.equal("done");
      expect(log).to.deep.equal([]);
    }),
  );

  it(
    "ends the connection with 1011 where a message can't be made, and serves the others",
    withStub({ contract: UNMAKABLE }, async ({ connect, log }) => {
      const client = await connect("/sealed");
      const other = await connect("/sealed");
      client.send({ type: "ask" });
      expect(await client.closed()).to.equal(1011);
      expect(log.join()).to.match(/can't make the message sealed: avro/);
      other.send({ type: "ping" });
      expect(await other.next()).to.deep.equal({ type: "pong" });
    }),
  );
});
