import { expect } from "chai";
import type { Channel } from "../../contract/model.ts";
import { expect as expectKept } from "../../harness/index.ts";
import { contractOf } from "./contract-builder.ts";
import { type Bench, bench, type Ending } from "./run-scenario.ts";
import { talkChannel, talkService } from "./talk.ts";

type Body = Parameters<Awaited<ReturnType<typeof bench>>["run"]>[0];

describe("harness closes", () => {
  function idle(ms: number): Channel {
    return talkChannel({
      idle: {
        kind: "close",
        place: "#/channels/talk/x-contract/idle",
        after: { kind: "fixed", ms },
        codes: { kind: "codes", codes: [4408] },
        until: "",
        resets: "client",
        reply: "",
      },
    });
  }

  /** A service that closes with 4408 after so much silence. */
  async function closingAfter(serviceMs: number, declaredMs: number, body: Body): Promise<Ending> {
    const service = talkService(
      {},
      {
        open: (peer) => {
          peer.say({ type: "connected", user: "u" });
          const timer = setTimeout(() => peer.socket.close(4408, "idle"), serviceMs);
          peer.socket.on("close", () => clearTimeout(timer));
        },
      },
    );
    const own = await bench(contractOf([idle(declaredMs)]), service, { ASYNCPROOF_MAX_WAIT: "1s" });
    try {
      return await own.run(body);
    } finally {
      await own.close();
    }
  }

  const waiting: Body = async ({ connect }) => {
    const started = performance.now();
    const client = await connect("talk");
    const close = await client.closedByServer();
    // The clock of `afterMs` stands still while this process is held up.
    expect(performance.now() - started).to.be.at.least(590);
    expectKept(close).to.be.closedWith(4408);
    expect(close.by).to.equal("server");
    expect(close.reason).to.equal("idle");
    expect(close.afterMs).to.be.within(0, 2500);
  };

  it("waits for an idle close, longer than the tool's patience", async () => {
    const end = await closingAfter(600, 600, waiting);
    expect(end.error).to.equal(null);
  });

  it("fails where the idle close comes too early", async () => {
    const end = await closingAfter(200, 600, waiting);
    expect(end.facts.rule).to.equal("IDLE-EARLY");
  });

  it("fails where the idle close comes too late", async () => {
    const end = await closingAfter(60_000, 300, waiting);
    expect(end.facts.rule).to.equal("IDLE-LATE");
  });

  it("does not wait for an idle limit longer than max-wait", async () => {
    const end = await closingAfter(60_000, 30_000, waiting);
    expect(end.facts.pendingReason).to.match(/^longer than max-wait: the idle limit is 30000 ms/);
  });

  it("is not the end of the scenario: another connection works on after an abrupt cut", async () => {
    const own = await bench(contractOf([talkChannel()]), talkService());
    const end = await own.run(async ({ connect }) => {
      const first = await connect("talk");
      first.send("prompt", { type: "prompt", id: "r-1", prompt: "x" });
      first.cut();
      first.cut();
      expectKept(await first.close()).to.be.closedWith(1006);
      const again = await connect("talk");
      expectKept(await again.send("ping", { type: "ping" }).ended()).to.succeed();
      expect(() => first.send("ping", { type: "ping" })).to.throw("can't send ping");
    });
    await own.close();
    expect(end.error).to.equal(null);
  });

  const sendsNoText: Parameters<Bench["run"]>[0] = async ({ connect }) => {
    const client = await connect("talk");
    expectKept(await client.sendUndecodable([0x22, 0xc3])).to.be.closedWith(1007);
    expect(() => client.send("ping", { type: "ping" })).to.throw("can't send ping");
  };

  it("sees a text frame that is no UTF-8 closed, whatever the document says", async () => {
    const own = await bench(contractOf([talkChannel()]), talkService());
    const end = await own.run(sendsNoText);
    await own.close();
    expect(end.error).to.equal(null);
  });

  it("fails where a text frame that is no UTF-8 is taken for text", async () => {
    const own = await bench(contractOf([talkChannel()]), talkService({}, { skipUTF8Validation: true }));
    const end = await own.run(sendsNoText);
    await own.close();
    expect(end.facts.rule).to.equal("NO-CLOSE");
  });
});
