import { expect } from "chai";
import { compileSequence } from "../../contract/index.ts";
import { expect as expectKept } from "../../harness/index.ts";
import { serverOperation } from "./contract-builder.ts";
import { type Bench, bench, ending } from "./run-scenario.ts";
import { talkContract, talkService } from "./talk.ts";
import type { Peer } from "./ws-service.ts";

describe("harness/scenario", () => {
  let talk: Bench;
  before(async () => {
    talk = await bench(talkContract(), talkService());
  });
  after(() => talk.close());

  it("passes where a right service is talked to", async () => {
    const end = await talk.run(async ({ connect }) => {
      const client = await connect("talk");
      expectKept(client.opening).to.follow("connected");
      expect(client.identity).to.match(/^user-/);
      expect(client.value("connected", "/user")).to.equal(client.identity);
      const replies = await client.send("prompt", { type: "prompt", id: "r-1", prompt: "hello" }).ended();
      expectKept(replies).to.follow("token+ (done | error)");
      expectKept(replies).to.succeed();
      expectKept(replies).to.carry({ "token[2]#/index": 2, "done#/id": "r-1" });
      expectKept(await client.quiet()).to.have.none("token");
      expectKept(await client.close()).to.be.closedWith(1000);
    });
    expect(end.error).to.equal(null);
    expect(end.state).to.equal("passed");
    expect(end.facts).to.deep.equal({ covers: ["#"], rule: "", pendingReason: "" });
  });

  it("gives replies one by one", async () => {
    const end = await talk.run(async ({ connect }) => {
      const prompt = (await connect("talk")).send("prompt", { type: "prompt", id: "r-1", prompt: "hello" });
      expectKept(await prompt.next("token")).to.carry({ "/index": 0 });
      expectKept(await prompt.next()).to.carry({ "/index": 1 });
      expectKept(await prompt.next("done")).to.carry({ "/id": "r-1" });
    });
    expect(end.error).to.equal(null);
  });

  it("fails where the awaited reply can't come any more, and says what came instead", async () => {
    const end = await talk.run(async ({ connect }) => {
      const prompt = (await connect("talk")).send("prompt", { type: "prompt", id: "r-1", prompt: "hello" });
      await prompt.next("done");
      await prompt.next("token");
    });
    expect(end.facts.rule).to.equal("OUT-OF-SEQUENCE");
    expect(end.error?.message).to.contain("`prompt` was over").and.to.contain("token (3 times), done");
  });

  it("reaches others with a push, and nobody who must not have it", async () => {
    const end = await talk.run(async ({ connect }) => {
      const sender = await connect("talk");
      const other = await connect("talk", { as: "second" });
      expectKept(await sender.send("say", { type: "say", text: "hi" }).ended()).to.succeed();
      expectKept(await other.pushed("said")).to.carry({ "/text": "hi" });
      expectKept(await sender.quiet()).to.have.none("said");
    });
    expect(end.error).to.equal(null);
  });

  it("knows the declared refusals of bad frames, as message and as close", async () => {
    const end = await talk.run(async ({ connect }) => {
      const client = await connect("talk");
      const refusal = await client.sendText("{").refusal();
      expectKept(refusal).to.be.refused("malformed", { reply: "error", where: { "/code": "MALFORMED" } });
      expectKept(await client.sendJson({ type: "nonsense" }).refusal()).to.be.refused("unknown", {
        close: 4400,
      });
    });
    expect(end.error).to.equal(null);
  });

  it("answers a call of the server by itself, with the call's correlation", async () => {
    const answers: unknown[] = [];
    const own = await bench(
      talkContract(),
      talkService(
        { alive: (_, message) => answers.push(message["id"]) },
        {
          open: (peer) => {
            peer.say({ type: "connected", user: "u" });
            peer.say({ type: "beat", id: "r-77" });
          },
        },
      ),
    );
    const end = await own.run(async ({ connect }) => {
      const client = await connect("talk");
      await client.pushed("beat");
      await client.quiet();
    });
    await own.close();
    expect(end.error).to.equal(null);
    expect(answers).to.deep.equal(["r-77"]);
  });

  it("answers a call with the shortest answer in its order that has the declared payload in it", async () => {
    const answers: unknown[] = [];
    const note = (_: Peer, message: { readonly [key: string]: unknown }): void =>
      void answers.push(`${String(message["type"])} ${String(message["id"])}`);
    const open = (peer: Peer): void => {
      peer.say({ type: "connected", user: "u" });
      peer.say({ type: "beat", id: "r-77" });
    };
    const order = compileSequence("ping (alive | cancel)", "#/sequence", ["ping", "alive", "cancel"]);
    const answer = {
      kind: "owed",
      messages: ["ping", "alive", "cancel"],
      order,
      payload: { type: "cancel", id: "r-1" },
    } as const;
    const contract = talkContract({ operations: [serverOperation("beat", { answer })] });
    const own = await bench(contract, talkService({ ping: note, alive: note, cancel: note }, { open }));
    const end = await own.run(async ({ connect }) => {
      const client = await connect("talk");
      await client.pushed("beat");
      await client.quiet();
    });
    await own.close();
    expect(end.error).to.equal(null);
    expect(answers).to.deep.equal(["ping undefined", "cancel r-77"]);
  });

  it("leaves a call unanswered where a test asks for that, and says nothing of a service that goes on waiting", async () => {
    const answers: unknown[] = [];
    const open = (peer: Peer): void => {
      peer.say({ type: "connected", user: "u" });
      peer.say({ type: "beat", id: "r-77" });
    };
    const service = talkService({ alive: (_, message) => answers.push(message["id"]) }, { open });
    const own = await bench(talkContract(), service, { ASYNCPROOF_MAX_WAIT: "100ms" });
    const end = await own.run(async ({ connect }) => {
      const client = await connect("talk", { answers: false });
      await client.pushed("beat");
      await client.closedByServer();
    });
    await own.close();
    expect(end.facts.pendingReason).to.contain("longer than max-wait");
    expect(answers).to.deep.equal([]);
  });

  it("is pending with its reason where the document promises nothing", async () => {
    const callback = talk.scenario(
      { covers: [], unspecified: "no `rejects` for it" },
      async ({ connect }) => {
        await connect("talk");
      },
    );
    const end = await ending(callback);
    expect(end.state).to.equal("pending");
    expect(end.facts.pendingReason).to.equal("unspecified: no `rejects` for it");
  });

  it("is pending where no attempt gets there, and passes when one does", async () => {
    const never = await talk.run(async ({ connect, attempts }) => {
      await connect("talk");
      await attempts(3, async () => false);
    });
    expect(never.facts.pendingReason).to.match(/^not steerable: 3 attempts/);
    let count = 0;
    const third = await talk.run(async ({ connect, attempts }) => {
      await connect("talk");
      await attempts(5, async () => {
        count += 1;
        return count === 3;
      });
    });
    expect(third.state).to.equal("passed");
  });

  it("says why a planned test can't be run", async () => {
    const end = await ending(
      talk.notReached({ covers: ["#/a"], reason: "needs trigger", because: "nothing makes it come" }),
    );
    expect(end.state).to.equal("pending");
    expect(end.facts).to.deep.equal({
      covers: ["#/a"],
      rule: "",
      pendingReason: "needs trigger: nothing makes it come",
    });
  });

  it("fails where a body connects to nothing: it has shown nothing", async () => {
    const end = await talk.run(async () => {});
    expect(end.error).to.have.property("code", "NOTHING-TESTED");
  });

  it("throws a TypeError for a message that the channel lacks, with the nearest one", async () => {
    const end = await talk.run(async ({ connect }) => {
      (await connect("talk")).send("promt", {});
    });
    expect(end.error).to.be.instanceOf(TypeError);
    expect(end.error?.message).to.contain("prompt");
  });
});
