import { expect } from "chai";
import type { JsonObject } from "../../contract/json.ts";
import { type TestClient, typeOf } from "./client.ts";
import { shows } from "./with-fault.ts";
import type { Ground } from "./with-stub.ts";

const ASK = { type: "ask", id: "a-1", topic: "weather" };

async function opened({ connect }: Ground): Promise<TestClient> {
  const client = await connect("/room");
  await client.until("hello");
  return client;
}

/** A client that has stopped reading, and has asked. */
async function slowReader(ground: Ground): Promise<TestClient> {
  const client = await opened(ground);
  client.socket.pause();
  client.send(ASK as JsonObject);
  return client;
}

/** What comes up to the end of it. */
async function work(client: TestClient): Promise<unknown[]> {
  client.send({ type: "work", id: "w-1" });
  return (await client.until("worked")).map(typeOf);
}

describe("a fault around clients that read slowly, leave, or stay long", () => {
  shows("slow-reader-cut@ask", "a client that does not read is cut off", async (ground) => {
    const other = await opened(ground);
    const slow = await slowReader(ground);
    other.send(ASK);
    await other.until("done");
    slow.socket.resume();
    expect(await slow.closed()).to.equal(1013);
  });

  shows("slow-reader-holds-up@ask", "nobody else gets the rest while one does not read", async (ground) => {
    const other = await opened(ground);
    await slowReader(ground);
    // An unhurried exchange of another kind, which the fault leaves alone, gives the slow one time to fall behind.
    await work(other);
    other.send(ASK);
    await other.until("token");
    expect(await work(other)).to.not.include("done");
  });

  shows("leaver-cuts-others@ask", "the streams of others end with that of one who leaves", async (ground) => {
    const other = await opened(ground);
    const leaver = await opened(ground);
    other.send(ASK);
    leaver.send(ASK);
    leaver.socket.close();
    expect(await other.closed()).to.equal(1011);
  });

  shows("worn-out@room", "the sixth request of a connection cuts it", async (ground) => {
    const client = await opened(ground);
    for (let turn = 1; turn <= 5; turn += 1) {
      client.send({ ...ASK, id: `a-${turn}` });
      await client.until("done");
    }
    client.send({ ...ASK, id: "a-6" });
    expect(await client.closed()).to.equal(1011);
  });
});
