import { expect } from "chai";
import { expect as expectKept } from "../../harness/index.ts";
import { channel, clientOperation, contractOf, message, serverOperation } from "./contract-builder.ts";
import { bench, type Ending } from "./run-scenario.ts";
import type { Peer } from "./ws-service.ts";

/** Errors are an operation of their own, and nothing says what they answer. */
const ROOM = channel("room", {
  messages: [message("join", {}), message("joined", {}), message("say", {}), message("error", {})],
  operations: [clientOperation("join", "joined"), clientOperation("say", ""), serverOperation("error")],
});

/** What is under way comes within this, however busy the machine is. */
const LONG = "3s";

type Body = Parameters<Awaited<ReturnType<typeof bench>>["run"]>[0];

async function against(said: (peer: Peer) => void, body: Body, quiet: string = "30ms"): Promise<Ending> {
  const own = await bench(contractOf([ROOM]), { said }, { ASYNCPROOF_QUIET: quiet });
  try {
    return await own.run(body);
  } finally {
    await own.close();
  }
}

const refuses = (peer: Peer): void => peer.say({ type: "error" });

const joins: Body = async ({ connect }) => {
  const client = await connect("room");
  expectKept(await client.send("join", { type: "join" }).ended()).to.be.accepted();
};

describe("a good request that draws an error which may come at any time", () => {
  it("is not reached where it was made up, and the reason says what came and what to do", async () => {
    const end = await against(refuses, joins);
    expect(end.state).to.equal("pending");
    expect(end.facts.pendingReason).to.match(
      /^needs example: .*`join` with error\{"type":"error"\}.*`payloads`/,
    );
  });

  it("names the message that was sent, where its operation has several", async () => {
    const asks = clientOperation("ask", "", { requests: ["join", "say"] });
    const room = channel("room", {
      messages: [message("join", {}), message("say", {}), message("error", {})],
      operations: [asks, serverOperation("error")],
    });
    const own = await bench(contractOf([room]), { said: refuses }, { ASYNCPROOF_QUIET: LONG });
    const end = await own.run(async ({ connect }) => {
      expectKept(await (await connect("room")).send("say", { type: "say" }).ended()).to.be.accepted();
    });
    await own.close();
    expect(end.facts.pendingReason).to.include("the service refused a `say` with error");
  });

  it("is NOT-ACCEPTED where the document or the config shows that it succeeds", async () => {
    for (const assertion of ["follow", "succeed"] as const) {
      const end = await against(refuses, async ({ connect }) => {
        const replies = await (await connect("room")).send("join", { type: "join" }).ended();
        if (assertion === "follow") expectKept(replies).to.follow("joined");
        else expectKept(replies).to.succeed();
      });
      expect(end.facts.rule).to.equal("NOT-ACCEPTED");
    }
  });

  it("is not reached where a test waits for one of its replies", async () => {
    const end = await against(refuses, async ({ connect }) => {
      await (await connect("room")).send("join", { type: "join" }).next("joined");
    });
    expect(end.facts.pendingReason).to.match(/^needs example: /);
  });

  it("is NO-REPLY where nothing comes, and kept where the reply does", async () => {
    expect((await against(() => undefined, joins)).facts.rule).to.equal("NO-REPLY");
    const both = (peer: Peer): void => {
      refuses(peer);
      peer.say({ type: "joined" });
    };
    expect((await against(both, joins, LONG)).state).to.equal("passed");
  });
});

describe("a request without a reply", () => {
  const says: Body = async ({ connect }) => {
    const client = await connect("room");
    expectKept(await client.send("say", { type: "say" }).ended()).to.be.accepted();
  };

  it("is accepted only when the service has got past it", async () => {
    expect((await against(() => undefined, says)).state).to.equal("passed");
    const closing = await against((peer) => peer.socket.close(1011), says, LONG);
    expect(closing.facts.rule).to.equal("UNEXPECTED-CLOSE");
  });

  it("is not reached where a close comes that refuses, if it was made up; else it is NOT-ACCEPTED", async () => {
    const closes = (peer: Peer): void => peer.socket.close(4003);
    for (const body of [says, joins]) {
      const end = await against(closes, body, LONG);
      expect(end.facts.pendingReason, JSON.stringify(end)).to.match(
        /^needs example: .* with close 4003; show one/,
      );
    }
    for (const message of ["say", "join"]) {
      const end = await against(
        closes,
        async ({ connect }) => {
          expectKept(await (await connect("room")).send(message, { type: message }).ended()).to.succeed();
        },
        LONG,
      );
      expect(end.facts.rule).to.equal("NOT-ACCEPTED");
    }
  });

  it("is not reached where an error comes", async () => {
    expect((await against(refuses, says, LONG)).facts.pendingReason).to.match(/^needs example: .*`say`/);
  });
});
