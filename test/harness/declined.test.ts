import { expect } from "chai";
import { expect as expectKept } from "../../harness/index.ts";
import type { Contract, Outcome, Refusal } from "../../contract/model.ts";
import {
  channel,
  clientOperation,
  closing,
  contractOf,
  message,
  replying,
  serverOperation,
} from "./contract-builder.ts";
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

/** Whoever says "no" is refused, as a case says; a sample may happen to say it. */
const CASED = channel("room", {
  messages: [message("join", { name: { type: "string" } }), message("joined", {}), message("error", {})],
  operations: [
    clientOperation("join", "joined", {
      cases: [
        {
          name: "no",
          place: "#/cases/0",
          send: { kind: "merge", patch: { name: "no" } },
          expect: { kind: "outcome", outcomes: [replying("error")] },
          where: [],
        },
      ],
    }),
  ],
});

describe("a made-up request that is one of the document's own cases", () => {
  const saying = async (name: string): Promise<Ending> => {
    const own = await bench(contractOf([CASED]), { said: refuses }, { ASYNCPROOF_QUIET: LONG });
    const end = await own.run(async ({ connect }) => {
      const client = await connect("room");
      expectKept(await client.send("join", { type: "join", name }).ended()).to.be.accepted();
    });
    await own.close();
    return end;
  };

  it("is not reached where the service refuses it as the case says", async () => {
    const { state, facts } = await saying("no");
    expect([state, facts.rule]).to.deep.equal(["pending", ""]);
    expect(facts.pendingReason).to.match(/^needs example: a case of the document says .* `join` is refused$/);
  });

  it("is nothing else's excuse", async () => {
    expect((await saying("yes")).state).to.equal("failed");
  });
});

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

describe("a request that its sequence lets the service answer by a close", () => {
  const login = clientOperation("login", "welcome | close(4401)");
  const bye = clientOperation("bye", "close(1000)");
  const room = channel("room", {
    messages: [message("login", {}), message("welcome", {}), message("bye", {})],
    operations: [login, bye],
  });

  async function closedWith(
    code: number,
    name: string,
    assertion: "succeed" | "succeedIfTaken",
  ): Promise<Ending> {
    const own = await bench(contractOf([room]), { said: (peer) => peer.socket.close(code) });
    try {
      return await own.run(async ({ connect }) => {
        const replies = await (await connect("room")).send(name, { type: name }).ended();
        expectKept(replies).to[assertion]();
      });
    } finally {
      await own.close();
    }
  }

  it("is not reached where it was made up, and the close refuses it", async () => {
    const end = await closedWith(4401, "login", "succeedIfTaken");
    expect(end.facts.pendingReason).to.match(/^needs example: .*`login` with close 4401; show one/);
  });

  it("is NOT-ACCEPTED where the document or the config shows that it succeeds", async () => {
    expect((await closedWith(4401, "login", "succeed")).facts.rule).to.equal("NOT-ACCEPTED");
  });

  it("has succeeded where there is no other answer", async () => {
    expect((await closedWith(1000, "bye", "succeed")).state).to.equal("passed");
  });
});

describe("bad input that draws an error and then a close", () => {
  const unknown = (refusal: Refusal): Contract => {
    const room = channel("room", {
      messages: [message("say", {}), message("error", {})],
      operations: [clientOperation("say", ""), serverOperation("error")],
    });
    return contractOf([{ ...room, rejects: { ...room.rejects, unknown: refusal } }]);
  };
  const ERROR_OR_CLOSE: readonly Outcome[] = [
    replying("error"),
    { kind: "close", codes: { kind: "refusing" } },
  ];

  /** What becomes of it once the close has surely come. */
  async function told(refusal: Refusal, close: number | "any"): Promise<Ending> {
    const said = (peer: Peer): void => {
      peer.say({ type: "error" });
      peer.socket.close(1008);
    };
    const own = await bench(unknown(refusal), { said });
    try {
      return await own.run(async ({ connect }) => {
        const client = await connect("room");
        const bad = client.sendJson({ type: "shout" });
        await client.closedByServer();
        expectKept(await bad.refusal()).to.be.refused("unknown", { reply: "error" }, { close });
      });
    } finally {
      await own.close();
    }
  }

  it("was refused where the document leaves it open", async () => {
    expect((await told({ kind: "inferred", outcomes: ERROR_OR_CLOSE }, "any")).state).to.equal("passed");
  });

  it("was refused in another way where it declares the one or the other", async () => {
    const outcomes = [replying("error"), closing(1008)];
    const end = await told({ kind: "declared", place: "#/rejects/unknown", outcomes }, 1008);
    expect(end.facts.rule).to.equal("WRONG-REFUSAL");
  });
});
