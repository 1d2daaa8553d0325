import { expect } from "chai";
import { type MochaRun, runMocha } from "./run-mocha.ts";
import { talkContract, talkService } from "./talk.ts";
import { type Peer, type RunningService, startService } from "./ws-service.ts";

describe("generated tests under plain Mocha", () => {
  let service: RunningService;
  let open = 0;
  let most = 0;

  const greet = (peer: Peer): void => {
    open += 1;
    most = Math.max(most, open);
    peer.socket.on("close", () => {
      open -= 1;
    });
    peer.say({ type: "connected", user: "u" });
  };
  const answerSlowly = (peer: Peer, id: string): void => {
    peer.say({ type: "token", id, index: 0 });
    peer.say({ type: "done", id });
  };

  before(async () => {
    const slow = { prompt: (peer: Peer) => void setTimeout(() => answerSlowly(peer, "r-1"), 100) };
    service = await startService(talkService(slow, { open: greet }));
  });
  after(() => service.close());

  function run(tests: string, env: { readonly [name: string]: string } = {}): Promise<MochaRun> {
    return runMocha(talkContract(), tests, { ASYNCPROOF_URL: service.url, ...env });
  }

  const TALK = `async ({ connect }) => {
    const client = await connect("talk");
    const replies = await client.send("prompt", { type: "prompt", id: "r-1", prompt: "hi" }).ended();
    expect(replies).to.follow("token+ (done | error)");
  }`;

  it("need a URL and nothing else", async () => {
    const { code, passes, pending, stderr } = await run(
      `describe("talk", () => {
         it("talks", scenario({ covers: ["#"] }, ${TALK}));
         it("can't", notReached({ covers: [], reason: "needs trigger", because: "x" }));
         it("is not said", scenario({ covers: [], unspecified: "y" }, ${TALK}));
       });`,
    );
    expect(code, stderr).to.equal(0);
    expect(passes).to.deep.equal(["talks"]);
    expect(pending).to.deep.equal(["can't", "is not said"]);
  });

  it("fail with the whole story", async () => {
    const { code, failures } = await run(
      `it("talks", scenario({ covers: ["#"] }, async ({ connect }) => {
         const client = await connect("talk");
         expect(client.opening).to.follow("ping");
       }));`,
    );
    expect(code).to.equal(1);
    expect(failures[0]?.message).to.contain("OUT-OF-SEQUENCE").and.to.contain("connected");
  });

  it("run shared scenarios side by side and exclusive ones alone, where jobs are given", async () => {
    const shared = [1, 2, 3, 4, 5, 6].map((n) => `it("talks ${n}", scenario({ covers: [] }, ${TALK}));`);
    most = 0;
    const { code, passes } = await run(
      `${shared.join("\n")} it("alone", scenario({ covers: [], exclusive: true }, ${TALK}));`,
      { ASYNCPROOF_JOBS: "3" },
    );
    expect(code).to.equal(0);
    expect(passes).to.deep.equal([1, 2, 3, 4, 5, 6].map((n) => `talks ${n}`).concat("alone"));
    expect(most).to.equal(3);
  });

  it("start nothing ahead that is not selected", async () => {
    const { passes, events } = await run(
      `it.only("talks", scenario({ covers: [] }, ${TALK}));
       it("never", scenario({ covers: [] }, async ({ connect }) => { await connect("talk"); }));`,
      { ASYNCPROOF_JOBS: "3" },
    );
    expect(passes).to.deep.equal(["talks"]);
    expect(events.filter(({ test }) => test === "some.test.ts::never")).to.deep.equal([]);
  });

  it("tell frames and verdicts as events", async () => {
    const { events } = await run(`it("talks", scenario({ covers: ["#"] }, ${TALK}));`);
    const frames = events.filter(({ kind }) => kind === "frame");
    expect(frames.slice(0, 5).map(({ label }) => label)).to.deep.equal([
      "open",
      "connected",
      "prompt",
      "token",
      "done",
    ]);
    expect(frames[0]).to.include({ test: "some.test.ts::talks", connection: "talk-1", from: "server" });
    expect(events.some(({ verdict }) => JSON.stringify(verdict)?.includes('"kept"'))).to.equal(true);
  });
});
