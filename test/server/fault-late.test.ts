import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { type TestClient, typeOf } from "./client.ts";
import { shows } from "./with-fault.ts";
import type { Ground } from "./with-stub.ts";
import { WORKSHOP } from "./workshop.ts";

const SAY = { type: "say", id: "s-1", words: "good day" };
const WITHIN_MS = 100;

/** The workshop, with a deadline for everything. */
const HURRIED: Contract = {
  ...WORKSHOP,
  channels: WORKSHOP.channels.map((channel) => ({
    ...channel,
    operations: channel.operations.map((operation) => ({
      ...operation,
      within: { kind: "declared", ms: WITHIN_MS, place: "#" } as const,
    })),
  })),
};

async function two({ connect }: Ground): Promise<[TestClient, TestClient]> {
  const clients: [TestClient, TestClient] = [await connect("/room"), await connect("/room")];
  for (const client of clients) await client.until("hello");
  return clients;
}

async function since<T>(started: number, promise: Promise<T>): Promise<[T, number]> {
  return [await promise, performance.now() - started];
}

describe("a fault in time", () => {
  shows(
    "late-reply@say",
    "the answer comes after its deadline",
    async (ground) => {
      const [client] = await two(ground);
      const started = performance.now();
      client.send(SAY);
      const [reply, ms] = await since(started, client.next());
      expect(typeOf(reply)).to.equal("said");
      expect(ms).to.be.above(WITHIN_MS);
    },
    HURRIED,
  );

  shows(
    "late-push@hear",
    "the answer comes in time, what the others hear does not",
    async (ground) => {
      const [speaker, other] = await two(ground);
      speaker.send(SAY);
      expect(typeOf(await speaker.next())).to.equal("said");
      const [heard, ms] = await since(performance.now(), other.next());
      expect(typeOf(heard)).to.equal("heard");
      expect(ms).to.be.above(WITHIN_MS);
    },
    HURRIED,
  );

  shows("wrong-type-in-greeting", "the greeting is not what it says", async ({ connect }) => {
    const client = await connect("/room");
    expect(await client.next()).to.deep.equal({ type: "hello", user: 12345 });
  });
});
