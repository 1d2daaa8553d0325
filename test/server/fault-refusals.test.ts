import { expect } from "chai";
import { handshakeStatus, type TestClient, typeOf } from "./client.ts";
import { shows } from "./with-fault.ts";
import type { Ground } from "./with-stub.ts";

const SAY = { type: "say", id: "s-1", words: "good day" };
const ASK = { type: "ask", id: "a-1", topic: "weather" };

async function inRoom({ connect }: Ground): Promise<TestClient> {
  const client = await connect("/room");
  await client.until("hello");
  return client;
}

/** Sends bad input and shows that nothing comes of it, and that the connection works on. */
async function ignores(ground: Ground, bad: (client: TestClient) => void): Promise<void> {
  const client = await inRoom(ground);
  bad(client);
  expect(await client.settled()).to.deep.equal([]);
  client.send(SAY);
  expect(typeOf(await client.next())).to.equal("said");
}

describe("a fault in a refusal", () => {
  shows("malformed-kills-connection", "the connection ends with 1011", async (ground) => {
    const client = await inRoom(ground);
    client.sendText("{");
    expect(await client.closed()).to.equal(1011);
  });

  shows("malformed-ignored", "nothing comes", (ground) => ignores(ground, (client) => client.sendText("{")));
  shows("unknown-ignored", "nothing comes", (ground) =>
    ignores(ground, (client) => client.send({ type: "x" })),
  );
  shows("invalid-ignored", "nothing comes", (ground) =>
    ignores(ground, (client) => client.send({ type: "say", id: "s-1" })),
  );
  shows("binary-accepted", "nothing comes", (ground) =>
    ignores(ground, (client) => client.sendBytes(new Uint8Array([1]))),
  );

  shows("invalid-accepted@say", "a message without its field is answered", async (ground) => {
    const client = await inRoom(ground);
    client.send({ type: "say", id: "s-1" });
    expect(await client.next()).to.include({ type: "said", id: "s-1" });
  });

  shows("out-of-order-accepted@publish", "who has not entered is answered", async ({ connect }) => {
    const client = await connect("/topics");
    client.send({ type: "publish", id: "p-1", topic: "t", line: "l" });
    expect(typeOf(await client.next())).to.equal("published");
  });

  shows("duplicate-accepted@ask", "two streams run under one id", async (ground) => {
    const client = await inRoom(ground);
    client.send(ASK);
    client.send(ASK);
    const types = [...(await client.until("done")), ...(await client.until("done"))].map(typeOf);
    expect(types).not.to.include("error");
  });

  shows("wrong-refusal-code@room", "the error has another code", async (ground) => {
    const client = await inRoom(ground);
    client.sendText("{");
    const refusal = await client.next();
    expect(refusal).to.include({ type: "error" }).and.have.property("code").that.is.not.equal("BAD");
  });

  shows("wrong-close-code@room", "the connection ends with 4999", async (ground) => {
    const client = await inRoom(ground);
    client.sendBytes(new Uint8Array([1]));
    expect(await client.closed()).to.equal(4999);
  });

  shows("no-close-after-refusal", "a flood gets its error, and goes on", async (ground) => {
    const client = await inRoom(ground);
    for (let index = 0; index < 60; index += 1) client.send({ ...SAY, id: `s-${index}` });
    expect((await client.settled()).filter((one) => typeOf(one) === "error")).to.have.lengthOf(20);
    expect(client.socket.readyState).to.equal(client.socket.OPEN);
  });

  shows("oversize-accepted", "a frame beyond the limit is answered", async (ground) => {
    const client = await inRoom(ground);
    client.sendText(JSON.stringify(SAY).padEnd(3000));
    expect(typeOf(await client.next())).to.equal("said");
  });

  shows("flood-accepted", "as many frames as one likes are answered", async (ground) => {
    const client = await inRoom(ground);
    for (let index = 0; index < 120; index += 1) client.send({ ...SAY, id: `s-${index}` });
    expect((await client.take(120)).every((one) => typeOf(one) === "said")).to.equal(true);
  });

  shows("neighbour-killed", "another connection is cut", async (ground) => {
    const neighbour = await inRoom(ground);
    const client = await inRoom(ground);
    client.sendText("{");
    expect(await neighbour.closed()).to.equal(1006);
    expect(typeOf(await client.next())).to.equal("error");
  });

  shows("dies-on-malformed", "everybody is cut, and nobody is let in any more", async (ground) => {
    const neighbour = await inRoom(ground);
    const client = await inRoom(ground);
    client.sendText("{");
    expect(await Promise.all([neighbour.closed(), client.closed()])).to.deep.equal([1006, 1006]);
    const again = await handshakeStatus(`${ground.stub.url}/room`).catch((error: Error) => error.message);
    expect(again).to.equal(0);
  });
});
