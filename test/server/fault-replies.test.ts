import { expect } from "chai";
import type { Json, JsonObject } from "../../contract/json.ts";
import { type TestClient, typeOf } from "./client.ts";
import { shows } from "./with-fault.ts";
import type { Ground } from "./with-stub.ts";

async function inRoom({ connect }: Ground): Promise<TestClient> {
  const client = await connect("/room");
  await client.until("hello");
  return client;
}

async function answerTo(ground: Ground, request: Json): Promise<JsonObject> {
  const client = await inRoom(ground);
  client.send(request);
  return (await client.next()) as JsonObject;
}

const SAY = { type: "say", id: "s-1", words: "good day" };
const ASK = { type: "ask", id: "a-1", topic: "weather" };

describe("a fault in a reply", () => {
  shows("wrong-type-in-field", "a text becomes a number", async (ground) => {
    expect(await answerTo(ground, SAY)).to.deep.equal({ type: "said", id: "s-1", words: 12345 });
  });

  shows("missing-required-field@say", "a field is not there", async (ground) => {
    expect(await answerTo(ground, SAY)).to.deep.equal({ type: "said", id: "s-1" });
  });

  shows("undeclared-field@say", "there is one field more", async (ground) => {
    const reply = { type: "said", id: "s-1", words: "good day", undeclared_field: true };
    expect(await answerTo(ground, SAY)).to.deep.equal(reply);
  });

  shows("not-json", "the reply is cut off", async (ground) => {
    expect(await answerTo(ground, SAY)).to.equal('{"type":"said","id":"s-1","words":"good day"');
  });

  shows("undeclared-message@say", "something unknown comes first, then the reply", async (ground) => {
    const client = await inRoom(ground);
    client.send(SAY);
    expect((await client.take(2)).map(typeOf)).to.deep.equal(["undeclared", "said"]);
  });

  shows("no-reply@say", "nothing comes, and other operations answer", async (ground) => {
    const client = await inRoom(ground);
    client.send(SAY);
    expect(await client.settled()).to.deep.equal([]);
    client.send({ type: "stop", id: "never" });
    expect(typeOf(await client.next())).to.equal("error");
  });

  shows("foreign-correlation@say", "the id is another, and the rest is right", async (ground) => {
    const { id, ...rest } = await answerTo(ground, SAY);
    expect(id).to.be.a("string").and.not.to.equal("s-1");
    expect(rest).to.deep.equal({ type: "said", words: "good day" });
  });

  shows("wrong-echo@say", "the reply repeats something else", async (ground) => {
    const reply = await answerTo(ground, SAY);
    expect(reply).to.include({ type: "said", id: "s-1" });
    expect(reply["words"]).to.be.a("string").and.not.to.equal("good day");
  });

  shows("wrong-echo@hear", "what is delivered is not what was sent", async (ground) => {
    const client = await inRoom(ground);
    const other = await inRoom(ground);
    client.send(SAY);
    expect(await client.next()).to.include({ words: "good day" });
    expect(await other.next())
      .to.have.property("words")
      .that.is.a("string")
      .and.is.not.equal("good day");
  });

  shows("case-ignored", "what should fail goes well", async (ground) => {
    const client = await inRoom(ground);
    client.send({ ...ASK, topic: "none" });
    expect((await client.until("done")).map(typeOf))
      .to.include("token")
      .and.not.to.include("error");
  });

  shows("valid-refused@say", "a good message gets the error for a bad one", async (ground) => {
    expect(await answerTo(ground, SAY)).to.include({ type: "error", code: "BAD", id: "s-1" });
  });

  shows("unexpected-close@say", "the connection ends after the reply", async (ground) => {
    const client = await inRoom(ground);
    client.send(SAY);
    expect(typeOf(await client.next())).to.equal("said");
    expect(await client.closed()).to.equal(1011);
  });

  shows("broken-frame@say", "the client's library gives up on the bytes", async (ground) => {
    const client = await inRoom(ground);
    const error = new Promise<Error>((resolve) => client.socket.once("error", resolve));
    client.send(SAY);
    expect((await error).message).to.match(/RSV/);
  });

  shows("swapped-correlation", "an item of one stream carries the other's id", async (ground) => {
    const client = await inRoom(ground);
    client.send(ASK);
    client.send({ ...ASK, id: "a-2" });
    const [first, second] = (await client.take(2)) as JsonObject[];
    expect(first).to.include({ id: "a-1", index: 0 });
    expect(second).to.include({ id: "a-1", index: 0 });
  });

  shows("reply-to-neighbour@say", "another connection gets the answer", async (ground) => {
    const client = await inRoom(ground);
    const other = await inRoom(ground);
    client.send(SAY);
    expect(await other.next()).to.deep.include({ type: "said", id: "s-1" });
    expect(await client.settled()).to.deep.equal([]);
  });
});
