import { expect } from "chai";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect as expectKept } from "../../harness/index.ts";
import { bench, type Ending } from "./run-scenario.ts";
import { RIGHT, talkContract, talkService } from "./talk.ts";
import type { Handlers } from "./ws-service.ts";

type Body = Parameters<Awaited<ReturnType<typeof bench>>["run"]>[0];

/** Runs one body against a service of its own. */
async function against(
  handlers: Handlers,
  body: Body,
  config: { readonly [name: string]: string } = {},
): Promise<Ending & { readonly ms: number }> {
  const own = await bench(talkContract(), handlers, config);
  const started = performance.now();
  try {
    const end = await own.run(body);
    return { ...end, ms: performance.now() - started };
  } finally {
    await own.close();
  }
}

const PROMPT = { type: "prompt", id: "r-1", prompt: "hello" };

describe("harness against a wrong service", () => {
  it("fails every pending wait at once with the first violation", async () => {
    const failures: unknown[] = [];
    const end = await against(
      talkService({
        ping: (peer) => peer.say({ type: "pong", extra: 1 }),
        say: (peer) => peer.say({ type: "pong" }),
      }),
      async ({ connect }) => {
        const client = await connect("talk");
        const waits = [client.pushed("said"), client.pushed("beat"), client.closedByServer()];
        client.send("say", { type: "say", text: "hi" });
        for (const result of await Promise.allSettled(waits))
          failures.push(result.status === "rejected" ? result.reason : null);
      },
    );
    expect(end.error?.name).to.equal("ContractViolation");
    expect(failures).to.deep.equal([end.error, end.error, end.error]);
  });

  it("finds a token after done although the body awaits no more, by a sentinel", async () => {
    const end = await against(
      talkService({
        prompt: (peer, message) => {
          RIGHT["prompt"]?.(peer, message);
          peer.say({ type: "token", id: "r-1", index: 3 });
        },
      }),
      async ({ connect }) => {
        const client = await connect("talk");
        const replies = await client.send("prompt", PROMPT).ended();
        expectKept(replies).to.succeed();
        expectKept(await client.quiet()).to.have.none("token");
      },
    );
    expect(end.facts.rule).to.equal("AFTER-END");
    expect(end.error?.message).to.contain("token").and.to.contain("done");
  });

  it("fails with NO-REPLY at the deadline, and says that the limit was the tool's", async () => {
    const end = await against(talkService({ ping: () => {} }), async ({ connect }) => {
      const client = await connect("talk");
      await client.send("ping", { type: "ping" }).ended();
    });
    expect(end.facts.rule).to.equal("NO-REPLY");
    expect(end.ms).to.be.at.least(350);
  });

  it("waits for what the body sent and never awaited", async () => {
    const end = await against(talkService({ ping: () => {} }), async ({ connect }) => {
      (await connect("talk")).send("ping", { type: "ping" });
    });
    expect(end.facts.rule).to.equal("NO-REPLY");
  });

  it("does not wait for what the body cut off", async () => {
    const body: Body = async ({ connect }) => {
      const client = await connect("talk");
      client.send("ping", { type: "ping" });
      client.cut();
    };
    const end = await against(talkService({ ping: () => {} }), body, { ASYNCPROOF_PATIENCE: "5s" });
    expect(end.state).to.equal("passed");
    expect(end.ms).to.be.below(4000);
  });

  it("fails with NO-OPENING where the greeting does not come", async () => {
    const end = await against(talkService({}, { open: () => {} }), async ({ connect }) => {
      await connect("talk");
    });
    expect(end.facts.rule).to.equal("NO-OPENING");
  });

  it("fails where a push does not come", async () => {
    const end = await against(
      talkService({ say: (peer) => peer.say({ type: "stored", text: "hi" }) }),
      async ({ connect }) => {
        const sender = await connect("talk");
        const other = await connect("talk");
        await sender.send("say", { type: "say", text: "hi" }).ended();
        await other.pushed("said");
      },
    );
    expect(end.facts.rule).to.equal("NOT-DELIVERED");
  });

  it("fails where a push comes back to the one who must not have it", async () => {
    const end = await against(
      talkService({
        say: (peer, message) => {
          RIGHT["say"]?.(peer, message);
          peer.say({ type: "said", text: "hi" });
        },
      }),
      async ({ connect }) => {
        const sender = await connect("talk");
        await connect("talk");
        await sender.send("say", { type: "say", text: "hi" }).ended();
        expectKept(await sender.quiet()).to.have.none("said");
      },
    );
    expect(end.facts.rule).to.equal("AUDIENCE");
  });

  it("fails with HANDSHAKE-REFUSED where a good handshake is refused", async () => {
    const end = await against(talkService({}, { refuse: () => 403 }), async ({ connect }) => {
      await connect("talk");
    });
    expect(end.facts.rule).to.equal("HANDSHAKE-REFUSED");
  });

  it("fails with WRONG-CLOSE where the close is answered with another code than expected", async () => {
    const end = await against(talkService(), async ({ connect }) => {
      const client = await connect("talk");
      expectKept(await client.close(4001)).to.be.closedWith(1000);
    });
    expect(end.facts.rule).to.equal("WRONG-CLOSE");
  });

  it("fails with NO-CLOSE where the close is not answered", async () => {
    const deaf = talkService({
      ping: (peer) => {
        peer.say({ type: "pong" });
        peer.socket.pause();
      },
    });
    const end = await against(deaf, async ({ connect }) => {
      const client = await connect("talk");
      await client.send("ping", { type: "ping" }).ended();
      await client.close();
    });
    expect(end.facts.rule).to.equal("NO-CLOSE");
  });

  it("fails with NO-HANDSHAKE where TCP is taken and nothing is said", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    // A server that listens on a port has an address of this form.
    const { port } = silent.address() as AddressInfo;
    const own = await bench(talkContract(), talkService(), { ASYNCPROOF_URL: `ws://127.0.0.1:${port}` });
    const end = await own.run(async ({ connect }) => {
      await connect("talk");
    });
    await own.close();
    silent.close();
    expect(end.facts.rule).to.equal("NO-HANDSHAKE");
  });

  it("fails with SERVICE-UNREACHABLE where nobody ever listened, and says what was tried", async () => {
    const own = await bench(talkContract(), talkService(), { ASYNCPROOF_URL: "ws://127.0.0.1:1" });
    const end = await own.run(async ({ connect }) => {
      await connect("talk");
    });
    await own.close();
    expect(end.facts.rule).to.equal("");
    expect(end.error).to.have.property("code", "SERVICE-UNREACHABLE");
    expect(end.error?.message).to.contain("ws://127.0.0.1:1/talk").and.to.contain("ECONNREFUSED");
  });

  it("fails with SERVICE-DIED where it had answered before, and names the last frame", async () => {
    const own = await bench(talkContract(), talkService());
    const alive = await own.run(async ({ connect }) => {
      await (await connect("talk")).send("ping", { type: "ping" }).ended();
    });
    await own.service.close();
    const dead = await own.run(async ({ connect }) => {
      await connect("talk");
    });
    expect(alive.state).to.equal("passed");
    expect(dead.facts.rule).to.equal("SERVICE-DIED");
    expect(dead.error?.message).to.contain('{"type":"ping"}');
  });

  it("closes every connection, also of a test that fails", async () => {
    let open = 0;
    const end = await against(
      talkService(
        {},
        {
          open: (peer) => {
            open += 1;
            peer.socket.on("close", () => {
              open -= 1;
            });
            peer.say({ type: "connected", user: "u" });
          },
        },
      ),
      async ({ connect }) => {
        await connect("talk");
        await connect("talk");
        expect(open).to.equal(2);
        throw new Error("the body's own");
      },
    );
    expect(end.error?.message).to.equal("the body's own");
    // The service's side of a close comes by itself, soon after ours.
    for (const limit = performance.now() + 5000; open > 0 && performance.now() < limit; )
      await new Promise((resolve) => setImmediate(resolve));
    expect(open).to.equal(0);
  });
});
