import { expect } from "chai";
import { type TestClient, typeOf } from "./client.ts";
import { shows } from "./with-fault.ts";
import type { Ground } from "./with-stub.ts";

const SAY = { type: "say", id: "s-1", words: "good day" };

async function inRoom({ connect }: Ground): Promise<TestClient> {
  const client = await connect("/room");
  await client.until("hello");
  return client;
}

/** Sends bad input, and waits for its refusal. */
async function refused(ground: Ground): Promise<TestClient> {
  const client = await inRoom(ground);
  client.sendText("{");
  expect(typeOf(await client.next())).to.equal("error");
  return client;
}

describe("a fault after an error", () => {
  shows("deaf-after-refusal", "a good message gets nothing any more", async (ground) => {
    const client = await refused(ground);
    client.send(SAY);
    expect(await client.settled()).to.deep.equal([]);
    const other = await inRoom(ground);
    other.send(SAY);
    expect(typeOf(await other.next())).to.equal("said");
  });

  shows("good-refused-after-bad", "a good message is refused, once", async (ground) => {
    const client = await refused(ground);
    client.send(SAY);
    expect(await client.next()).to.include({ type: "error", code: "BAD" });
    client.send(SAY);
    expect(typeOf(await client.next())).to.equal("said");
  });

  for (const [fault, bad] of [
    ["dies-on-binary", (client: TestClient) => client.sendBytes(new Uint8Array([1]))],
    ["dies-on-unknown", (client: TestClient) => client.send({ type: "x" })],
  ] as const)
    shows(fault, "everybody's connection ends", async (ground) => {
      const client = await inRoom(ground);
      const other = await inRoom(ground);
      bad(client);
      expect(await other.closed()).to.equal(1006);
    });
});
