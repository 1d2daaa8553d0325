import { expect } from "chai";
import { startStub } from "../../server/index.ts";
import { at, buildContract, type ChannelParts } from "./build-contract.ts";
import { connect } from "./client.ts";
import { CONFIG } from "./config.ts";
import { withStub } from "./with-stub.ts";
import { WORKSHOP } from "./workshop.ts";

const messages = { ping: {}, pong: {}, bye: {}, login: {}, welcome: {} };
const client = {
  ping: { requests: ["ping"], sequence: "pong" },
  login: { requests: ["login"], sequence: "welcome" },
};
const codes = { kind: "codes", codes: [4408] } as const;
const idle = { kind: "close", place: "#", codes, until: "", resets: "client", reply: "" } as const;
const quiet = (name: string, more: Partial<ChannelParts>): ChannelParts => ({
  name,
  messages,
  client,
  ...more,
});

const SILENCE = buildContract(
  [
    quiet("fixed", { idle: { ...idle, after: { kind: "fixed", ms: 300 } } }),
    quiet("said", { idle: { ...idle, after: { kind: "fixed", ms: 60 }, reply: "bye" } }),
    quiet("deadline", { idle: { ...idle, after: { kind: "fixed", ms: 300 }, until: "login" } }),
    quiet("asked", {
      idle: {
        ...idle,
        after: { kind: "handshake", pointer: at("handshake#/query/wait"), unitMs: 1000, defaultMs: null },
      },
    }),
  ],
  { shutdown: { kind: "close", codes: { kind: "codes", codes: [4000] }, place: "#" } },
);

describe("silence on the stub", () => {
  it(
    "is closed with the declared code, and not before its time",
    withStub({ contract: SILENCE }, async (ground) => {
      const from = performance.now();
      const one = await ground.connect("/fixed");
      expect(await one.closed()).to.equal(4408);
      expect(performance.now() - from).to.be.at.least(295);
    }),
  );

  it(
    "is broken by any message of the client",
    withStub({ contract: SILENCE }, async (ground) => {
      const one = await ground.connect("/fixed");
      const from = performance.now();
      let last = from;
      while (last - from < 400) {
        last = performance.now();
        one.send({ type: "ping" });
        await one.until("pong");
      }
      expect(await one.closed()).to.equal(4408);
      expect(performance.now() - last).to.be.at.least(295);
    }),
  );

  it(
    "is announced where that is declared",
    withStub({ contract: SILENCE }, async (ground) => {
      const one = await ground.connect("/said");
      expect(await one.closed()).to.equal(4408);
      expect(one.received).to.deep.equal([{ type: "bye" }]);
    }),
  );

  it(
    "does not count after the operation that it waits for, and other messages do not move it",
    withStub({ contract: SILENCE }, async (ground) => {
      const known = await ground.connect("/deadline");
      known.send({ type: "login" });
      await known.until("welcome");
      const unknown = await ground.connect("/deadline");
      unknown.send({ type: "ping" });
      expect(await unknown.closed()).to.equal(4408);
      known.send({ type: "ping" });
      expect(await known.next()).to.deep.equal({ type: "pong" });
    }),
  );

  it(
    "is as long as the handshake says",
    withStub({ contract: SILENCE }, async (ground) => {
      const patient = await ground.connect("/asked");
      const hasty = await ground.connect("/asked?wait=0.05");
      expect(await hasty.closed()).to.equal(4408);
      patient.send({ type: "ping" });
      expect(await patient.next()).to.deep.equal({ type: "pong" });
    }),
  );
});

describe("the end of a stub", () => {
  it("closes every connection with the declared code, and may come twice", async () => {
    const stub = await startStub({ contract: SILENCE, config: CONFIG });
    const clients = [await connect(`${stub.url}/asked`), await connect(`${stub.url}/asked`)];
    const first = stub.close();
    await Promise.all([first, stub.close()]);
    expect(await Promise.all(clients.map((one) => one.closed()))).to.deep.equal([4000, 4000]);
  });

  it("closes with 1001 where nothing is declared, in the middle of streams too", async () => {
    const stub = await startStub({ contract: WORKSHOP, config: CONFIG, paceMs: 50 });
    const one = await connect(`${stub.url}/room`);
    one.send({ type: "ask", id: "a-1", topic: "x" });
    await one.until("token");
    await stub.close();
    expect(await one.closed()).to.equal(1001);
  });

  it("cuts a client that does not answer the close", async () => {
    const stub = await startStub({ contract: SILENCE, config: CONFIG });
    const one = await connect(`${stub.url}/asked`);
    one.socket.pause();
    const from = performance.now();
    await stub.close();
    expect(performance.now() - from).to.be.below(1900);
    one.socket.terminate();
  });

  it("says so when its port is taken", async () => {
    const stub = await startStub({ contract: SILENCE, config: CONFIG });
    try {
      await startStub({ contract: SILENCE, config: CONFIG, port: stub.port });
      expect.fail("it listens");
    } catch (error) {
      expect(error).to.have.property("code", "LISTEN");
    } finally {
      await stub.close();
    }
  });
});
