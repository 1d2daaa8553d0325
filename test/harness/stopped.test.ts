import { expect } from "chai";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Contract } from "../../contract/model.ts";
import { expect as expectKept } from "../../harness/index.ts";
import { clientOperation, contractOf, message } from "./contract-builder.ts";
import { type Bench, bench, type Ending } from "./run-scenario.ts";
import { talkChannel, talkService } from "./talk.ts";
import type { Handlers, Peer } from "./ws-service.ts";

type Body = Parameters<Bench["run"]>[0];

const PING = { type: "ping" };
const RESTART = 1012;

/** The talk, with a note that nobody answers; stopped services close with 1012, if anything is said about it. */
function contract(isDeclared: boolean): Contract {
  const talk = talkChannel();
  const channel = {
    ...talk,
    messages: [...talk.messages, message("note", {})],
    operations: [...talk.operations, clientOperation("note", "")],
  };
  const codes = { kind: "codes", codes: [RESTART] } as const;
  return contractOf([channel], isDeclared ? { shutdown: { kind: "close", codes, place: "#/shutdown" } } : {});
}

/** A service that is stopped by somebody else when it hears these. */
const STOPPED: Handlers = talkService(
  {
    ping: (peer) => {
      peer.say({ type: "pong" });
      peer.socket.close(RESTART);
    },
    prompt: (peer, { id = "", prompt }) => {
      if (prompt !== "cross") peer.say({ type: "token", id, index: 0 });
      peer.socket.close(RESTART);
    },
    note: (peer) => peer.socket.close(RESTART),
    say: (peer, { text = "" }) => {
      for (const other of others(peer)) other.socket.close(RESTART);
      peer.say({ type: "stored", text });
    },
  },
  { text: (peer) => peer.socket.close(RESTART) },
);

const others = (peer: Peer): readonly Peer[] => peer.all.filter((one) => one !== peer);

async function against(body: Body, isDeclared = true): Promise<Ending> {
  const own = await bench(contract(isDeclared), STOPPED, { ASYNCPROOF_PATIENCE: "20s" });
  try {
    return await own.run(body);
  } finally {
    await own.close();
  }
}

/** Does it until it can't be done any more: nobody knows when a close arrives. */
async function untilItFails(act: () => unknown): Promise<never> {
  for (;;) {
    await act();
    await nextTurn();
  }
}

describe("a close that the document allows while a test goes on", () => {
  it("leaves what is sent then not reached", async () => {
    const end = await against(async ({ connect }) => {
      const client = await connect("talk");
      expectKept(await client.send("ping", PING).ended()).to.succeed();
      await untilItFails(() => client.send("ping", PING));
    });
    expect(end.facts.pendingReason).to.equal(
      "ended before: the service closed talk-1 with 1012, which breaks no promise, before ping was sent",
    );
    expect(end.state).to.equal("pending");
  });

  it("leaves a push not reached that would have come there", async () => {
    const end = await against(async ({ connect }) => {
      const [listener, sender] = [await connect("talk"), await connect("talk")];
      expectKept(await sender.send("say", { type: "say", text: "hi" }).ended()).to.succeed();
      await listener.pushed("said");
    });
    expect(end.facts.pendingReason).to.match(/^ended before: .* talk-1 with 1012, .* before `said` came$/);
  });

  it("shows of nobody that nothing comes", async () => {
    const end = await against(async ({ connect }) => {
      const [listener, sender] = [await connect("talk"), await connect("talk")];
      expectKept(await sender.send("say", { type: "say", text: "hi" }).ended()).to.succeed();
      await untilItFails(() => listener.quiet());
    });
    expect(end.facts.pendingReason).to.match(/^ended before: .* before it was shown that nothing comes$/);
  });

  it("does not show that a message was taken which nobody answers", async () => {
    const end = await against(async ({ connect }) => {
      const client = await connect("talk");
      expectKept(await client.send("note", { type: "note" }).ended()).to.be.accepted();
    });
    expect(end.facts.pendingReason).to.match(/^ended before: .* before it was shown that `note` is taken$/);
  });

  const asks = (prompt: string): Body => {
    return async ({ connect }) => {
      const client = await connect("talk");
      const exchange = client.send("prompt", { type: "prompt", id: "r-1", prompt });
      expectKept(await exchange.ended()).to.be.accepted();
    };
  };

  it("leaves a request not reached that it crosses", async () => {
    const end = await against(asks("cross"));
    expect(end.facts.pendingReason).to.match(/^ended before: .* 1012, .* before `prompt` was answered$/);
    const reading = await against(async ({ connect }) => {
      const client = await connect("talk");
      await client.send("prompt", { type: "prompt", id: "r-1", prompt: "cross" }).next("token");
    });
    expect(reading.facts.pendingReason).to.match(/^ended before: .* before `prompt` was answered$/);
    expect((await against(asks("cross"), false)).facts.rule, "undeclared").to.equal("CUT-SHORT");
  });

  it("still cuts a running exchange short that the service has begun to answer", async () => {
    expect((await against(asks("begin"))).facts.rule).to.equal("CUT-SHORT");
  });

  it("still is no refusal of bad input", async () => {
    const end = await against(async ({ connect }) => {
      const bad = (await connect("talk")).sendText("{");
      expectKept(await bad.refusal()).to.be.refused("malformed", { reply: "error" });
    });
    expect(end.facts.rule).to.equal("WRONG-REFUSAL");
  });

  it("is a violation where the document does not allow it", async () => {
    const end = await against(async ({ connect }) => {
      const client = await connect("talk");
      expectKept(await client.send("ping", PING).ended()).to.succeed();
      await client.closedByServer();
    }, false);
    expect(end.facts.rule).to.equal("UNEXPECTED-CLOSE");
  });

  it("is the test's own fault where it has waited for the close and sends all the same", async () => {
    const end = await against(async ({ connect }) => {
      const client = await connect("talk");
      client.send("ping", PING);
      await client.closedByServer();
      client.send("ping", PING);
    });
    expect(end.state).to.equal("failed");
    expect(end.error?.message).to.equal("can't send ping: the connection was closed by the server (1012)");
  });
});
