import { expect } from "chai";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { FairClock, fairNow } from "../../harness/fair-clock.ts";
import { clientOperation } from "./contract-builder.ts";
import { talkContract } from "./talk.ts";
import { bench } from "./run-scenario.ts";

describe("harness/fair-clock", () => {
  it("goes with the wall's clock while it is looked at", () => {
    let wall = 1000;
    const clock = new FairClock(() => wall);
    for (let beat = 0; beat < 10; beat += 1) {
      wall += 255;
      expect(clock.now()).to.equal(wall);
      clock.beat();
    }
  });

  it("counts a stall as little more than the time between two looks, and never goes back", () => {
    let wall = 1000;
    const clock = new FairClock(() => wall);
    wall += 5000;
    const inside = clock.now();
    clock.beat();
    wall += 10;
    expect(inside).to.equal(1300);
    expect(clock.now()).to.equal(1310);
  });

  it("is looked at as long as this process lives", async () => {
    const before = fairNow();
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve, 300));
    expect(fairNow() - before).to.be.above(600);
  });
});

/** A service of its own thread: it goes on while this one stands still. */
const SERVICE = `
  const { WebSocketServer } = require("ws");
  const { parentPort, workerData } = require("node:worker_threads");
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("listening", () => parentPort.postMessage(server.address().port));
  server.on("connection", (socket) => {
    socket.send(JSON.stringify({ type: "connected", user: "ada" }));
    socket.on("message", (data) => {
      if (JSON.parse(data).type !== "ping") return;
      socket.send(JSON.stringify({ type: "pong" }));
      Atomics.store(workerData, 0, 1);
      Atomics.notify(workerData, 0);
    });
  });
`;

/** Over before the sockets are looked at again. */
const SOON = { kind: "declared", ms: 1, place: "#" } as const;

describe("a deadline", () => {
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const pinging = talkContract({
    operations: [
      clientOperation("ping", "pong", { within: SOON }),
      clientOperation("say", "stored", { within: SOON }),
    ],
  });
  let worker: Worker;
  let url = "";
  before(async () => {
    worker = new Worker(SERVICE, { eval: true, workerData: answered });
    const [port] = await once(worker, "message");
    url = `ws://127.0.0.1:${port}`;
  });
  after(() => worker.terminate());

  /** A phase of the event loop: sockets are read behind timers, timers are called behind what is immediate. */
  const phases = {
    "before the deadline's timer": () => new Promise<void>((resolve) => setTimeout(resolve, 1)),
    "after the deadline's timer": () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
  for (const [order, turn] of Object.entries(phases))
    it(`is not missed by an answer that lies unread while this process stands still, and is read ${order}`, async () => {
      const own = await bench(pinging, {}, { ASYNCPROOF_URL: url, ASYNCPROOF_PATIENCE: "10s" });
      Atomics.store(answered, 0, 0);
      const end = await own.run(async ({ connect }) => {
        const client = await connect("talk");
        // A clock that has just stood still for long does not move: it has to be looked at first.
        await new Promise((resolve) => setTimeout(resolve, 300));
        await turn();
        const ping = client.send("ping", { type: "ping" });
        // The frame goes out with this turn; the answer comes while this thread is busy with other things.
        await new Promise((resolve) => process.nextTick(resolve));
        Atomics.wait(answered, 0, 0, 20_000);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
        await ping.ended();
      });
      await own.close();
      expect(end.error).to.equal(null);
    });

  it("is missed by an answer that does not come", async () => {
    const own = await bench(pinging, {}, { ASYNCPROOF_URL: url, ASYNCPROOF_PATIENCE: "10s" });
    const end = await own.run(async ({ connect }) => {
      const client = await connect("talk");
      await client.send("say", { type: "say", text: "hi" }).ended();
    });
    await own.close();
    expect(end.facts.rule).to.equal("NO-REPLY");
  });
});
