import { expect } from "chai";
import type { JsonObject } from "../../contract/json.ts";
import { type TestClient, typeOf } from "./client.ts";
import { shows } from "./with-fault.ts";
import type { Ground } from "./with-stub.ts";

const ASK = { type: "ask", id: "a-1", topic: "weather" };
const WORK = { type: "work", id: "w-1" };

async function asking({ connect }: Ground, request: JsonObject = ASK): Promise<TestClient> {
  const client = await connect("/room");
  await client.until("hello");
  client.send(request);
  return client;
}

/** Everything up to the end of the stream, and what came with it. */
async function whole(client: TestClient, last: string): Promise<JsonObject[]> {
  const messages = await client.until(last);
  return [...messages, ...(await client.settled())] as JsonObject[];
}

/** The types of what comes of a stream, when an unhurried exchange of another kind has been answered meanwhile. */
async function meanwhile(client: TestClient): Promise<unknown[]> {
  client.send(WORK);
  const messages = await client.until("worked");
  return messages.map(typeOf).filter((type) => type !== "percent" && type !== "worked");
}

describe("a fault in a stream", () => {
  shows("skipped-index", "numbers go 0, 2, 3", async (ground) => {
    const messages = await whole(await asking(ground), "done");
    const numbers = messages.slice(0, -1).map(({ index }) => index);
    expect(numbers.slice(0, 3)).to.deep.equal([0, 2, 3]);
  });

  shows("repeated-item", "numbers go 0, 0, 1, 1", async (ground) => {
    const messages = await whole(await asking(ground), "done");
    const numbers = messages.slice(0, -1).map(({ index }) => index);
    expect(numbers.slice(0, 4)).to.deep.equal([0, 0, 1, 1]);
  });

  shows("progress-goes-back", "values fall", async (ground) => {
    const messages = await whole(await asking(ground, WORK), "worked");
    const values = messages.slice(0, -1).map(({ value }) => Number(value));
    expect(values.length).to.be.at.least(3);
    expect(values).to.deep.equal(values.toSorted((a, b) => b - a));
  });

  shows("wrong-join", "the whole is not the items joined", async (ground) => {
    const messages = await whole(await asking(ground), "done");
    const joined = messages
      .slice(0, -1)
      .map(({ text }) => text)
      .join("");
    expect(messages.at(-1)?.["text"]).to.be.a("string").and.not.to.equal(joined);
    expect(messages.at(-1)?.["count"]).to.equal(messages.length - 1);
  });

  shows("wrong-count", "the count is not how many came", async (ground) => {
    const messages = await whole(await asking(ground), "done");
    expect(messages.at(-1)?.["count"]).to.equal(messages.length);
  });

  shows("stalled-stream@ask", "nothing comes after the first item", async (ground) => {
    expect(await meanwhile(await asking(ground))).to.deep.equal(["token"]);
  });

  shows("no-terminal@ask", "items come, and no end", async (ground) => {
    const client = await asking(ground, { ...ASK, topic: "greeting" });
    expect(await meanwhile(client)).to.deep.equal(["token", "token", "token"]);
  });

  shows("cut-short@ask", "the connection ends after the first item", async (ground) => {
    const client = await asking(ground);
    expect(await client.closed()).to.equal(1011);
    expect(client.received.map(typeOf)).to.deep.equal(["hello", "token"]);
  });

  shows("dies-on-leave@ask", "a client leaves midway, and everybody is cut", async (ground) => {
    const neighbour = await asking(ground);
    const client = await asking(ground);
    await client.until("token");
    await client.close();
    expect(await neighbour.closed()).to.equal(1006);
  });

  shows("out-of-sequence@ask", "the end comes first", async (ground) => {
    const client = await asking(ground);
    expect(typeOf(await client.next())).to.equal("done");
    expect(typeOf(await client.next())).to.equal("token");
  });

  shows("message-after-end@ask", "an item comes after the end", async (ground) => {
    const messages = await whole(await asking(ground), "done");
    expect(messages.slice(-2).map(typeOf)).to.deep.equal(["done", "token"]);
  });

  shows("cancel-ignored", "items come after the cancel is confirmed", async (ground) => {
    const client = await asking(ground);
    await client.until("token");
    client.send({ type: "stop", id: "a-1" });
    await client.until("stopped");
    expect((await client.until("done")).map(typeOf)).to.include("token");
  });

  shows("updates-after-unsubscribe", "one more item comes after the end", async ({ connect }) => {
    const client = await connect("/topics");
    client.send({ type: "subscribe", topic: "t" });
    await client.until("subscribed");
    client.send({ type: "unsubscribe", topic: "t" });
    await client.until("unsubscribed");
    expect(await client.next()).to.include({ type: "news", topic: "t" });
  });
});
