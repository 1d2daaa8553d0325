import { expect } from "chai";
import { expect as expectKept } from "../../harness/index.ts";
import type { Json } from "../../contract/json.ts";
import { type Bench, bench, type Ending } from "./run-scenario.ts";
import { RIGHT, talkContract, talkService } from "./talk.ts";
import type { Handlers } from "./ws-service.ts";

type Said = Parameters<typeof talkService>[0];

/** What a generated test of this kind says. */
async function acceptsAny(talk: Bench, message: string, more = {}): Promise<Ending> {
  const property = talk.scenario.property(
    { covers: ["#"] },
    talk.any.valid("talk", message),
    async ({ connect }, payload) => {
      const client = await connect("talk");
      expectKept(await client.converse(message, payload)).to.be.accepted();
    },
  );
  return talk.end(property, more);
}

async function keepsToAnyWalk(talk: Bench, more = {}): Promise<Ending> {
  const property = talk.scenario.property(
    { covers: ["#"] },
    talk.any.walk("talk"),
    async ({ connect }, walk) => {
      const client = await connect("talk");
      for (const replies of await client.walk(walk)) expectKept(replies).to.be.accepted();
    },
  );
  return talk.end(property, more);
}

async function refusesAnyBroken(talk: Bench, message: string): Promise<Ending> {
  const property = talk.scenario.property(
    { covers: ["#"] },
    talk.any.broken("talk", message),
    async ({ connect }, payload) => {
      const bad = (await connect("talk")).sendJson(payload);
      expectKept(await bad.refusal()).to.be.refused("invalid", { reply: "error" });
    },
  );
  return talk.end(property);
}

async function withTalk<T>(handlers: Handlers, run: (talk: Bench) => Promise<T>): Promise<T> {
  const talk = await bench(talkContract(), handlers, { ASYNCPROOF_RUNS: "40" });
  try {
    return await run(talk);
  } finally {
    await talk.close();
  }
}

/** Wrong from 18 characters on: no declared edge is near. */
const FORGETS_LONG_TEXTS: Said = {
  say: (peer, { text = "" }) => peer.say({ type: "stored", text: String(text).length > 17 ? 17 : text }),
};

describe("harness/property", function () {
  this.timeout(30_000);

  it("passes where a right service keeps to it", async () => {
    await withTalk(talkService(), async (talk) => {
      expect((await acceptsAny(talk, "say")).error).to.equal(null);
      expect((await keepsToAnyWalk(talk)).error).to.equal(null);
    });
  });

  it("finds what no declared edge shows, and makes it as small as it can be", async () => {
    const { error, facts } = await withTalk(talkService(FORGETS_LONG_TEXTS), (talk) =>
      acceptsAny(talk, "say"),
    );
    expect(facts.rule).to.equal("SCHEMA");
    expect(valueIn(error)).to.have.property("text").with.length(18);
    expect(error?.message).to.match(/^ {2}found {6}by value \d+ of 40, made smaller/m);
    expect(error?.message).to.match(/^ {2}replay .* --seed 1 --path \d+(:\d+)*$/m);
  });

  it("takes up the case that a failure names by seed and path", async () => {
    await withTalk(talkService(FORGETS_LONG_TEXTS), async (talk) => {
      const { error } = await acceptsAny(talk, "say");
      const [, path = ""] = /--path (\S+)$/.exec(error?.message ?? "") ?? [];
      const again = await acceptsAny(talk, "say", { ASYNCPROOF_PATH: path });
      expect(valueIn(again.error)).to.deep.equal(valueIn(error));
      expect(again.error?.message).to.contain("found      by value 1 of 40\n");
    });
  });

  it("shows the smallest walk that breaks a conversation", async () => {
    const forgetful = talkService({
      ping: (peer) => {
        const turn = (turns.get(peer) ?? 0) + 1;
        turns.set(peer, turn);
        peer.say({ type: turn < 3 ? "pong" : "nonsense" });
      },
    });
    const turns = new WeakMap<object, number>();
    const { error } = await withTalk(forgetful, keepsToAnyWalk);
    const steps = (error?.message ?? "").split("\n").filter((line) => /^.{13}\d+\. /.test(line));
    expect(steps.map((line) => line.slice(16).split(" ")[0])).to.deep.equal(["ping", "ping", "ping"]);
  });

  it("breaks where a broken message is answered like a good one", async () => {
    const { facts, error } = await withTalk(talkService(), (talk) => refusesAnyBroken(talk, "say"));
    expect(facts.rule, error?.message).to.not.equal("");
    expect(valueIn(error)).to.have.property("type", "say");
  });

  it("is no verdict where the channel has no such message", async () => {
    await withTalk(talkService(), async (talk) => {
      const end = await acceptsAny(talk, "impossible");
      expect(end.state).to.equal("failed");
      expect(end.facts.rule).to.equal("");
    });
  });

  it("says that the service was never reached, and tries no second value", async () => {
    const talk = await bench(talkContract(), talkService());
    await talk.service.close();
    const { error } = await acceptsAny(talk, "say");
    expect(error).to.have.property("code", "SERVICE-UNREACHABLE");
  });

  it("makes nothing smaller once the service has died", async () => {
    let served = 0;
    const dying = talkService({
      say: (peer, said) => {
        served += 1;
        if (served > 2) void talk.service.close();
        else RIGHT["say"]?.(peer, said);
      },
    });
    const talk = await bench(talkContract(), dying);
    const { error, facts } = await acceptsAny(talk, "say");
    await talk.close();
    expect(facts.rule).to.not.equal("");
    expect(error?.message).to.contain("found      by value 3 of 20\n");
  });
});

/** The smallest value, as the failure shows it. */
function valueIn(error: Error | null): Json {
  const [, json = "null"] = /^ {2}value {6}(.*)$/m.exec(error?.message ?? "") ?? [];
  return JSON.parse(json);
}
