import { expect } from "chai";
import type { ToolError } from "../../contract/index.ts";
import { planTests } from "../../generator/index.ts";
import { choose } from "../../runner/faults/choose.ts";
import { faultsExit } from "../../runner/faults/faults-exit.ts";
import { inLanes } from "../../runner/faults/lanes.ts";
import { ranked, unrelated } from "../../runner/faults/rank.ts";
import { rowOf } from "../../runner/faults/rows.ts";
import { siteOf } from "../../runner/faults/sites-of.ts";
import { cardsOf } from "../../runner/faults/test-card.ts";
import { type FaultRow, scoreOf } from "../../report/index.ts";
import { faultSites } from "../../server/faults/index.ts";
import { buildContract, closing, declared } from "../server/build-contract.ts";
import { WORKSHOP } from "../server/workshop.ts";

const SITES = faultSites(WORKSHOP);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as ToolError).code; // nothing else is thrown
  }
  return "";
}

describe("the faults of a run", () => {
  it("are all, or those that are named, at their places", () => {
    expect(choose(SITES, [])).to.equal(SITES);
    const [one] = choose(SITES, ["no-reply@say"]);
    expect(one).to.deep.include({ kind: "shows", places: [{ channel: "room", operation: "say" }] });
    expect(codeOf(() => choose(SITES, ["no-such-fault"]))).to.equal("FAULT-UNKNOWN");
    expect(codeOf(() => choose(SITES, ["no-reply@nowhere"]))).to.equal("FAULT-UNKNOWN");
  });

  it("say which keyword is missing on what, where nobody could see them", () => {
    const bare = buildContract([
      {
        name: "room",
        messages: {
          ask: { properties: { text: { type: "string" } } },
          token: { properties: { index: { type: "integer" }, text: { type: "string" } } },
          done: { properties: { text: { type: "string" } } },
        },
        client: { ask: { requests: ["ask"], sequence: "token | done" } },
      },
    ]);
    const found = faultSites(bare).find(({ fault }) => fault.name === "skipped-index");
    const row = found === undefined ? undefined : rowOf(found, []);
    expect(row).to.include({
      state: "unsaid",
      why: "no `ordered` on `token`: a skipped number can't be seen",
    });
  });

  it("are not applicable where a document gives no reason to think of them", () => {
    const found = SITES.find(({ fault }) => fault.name === "wrong-subprotocol");
    expect(found).to.deep.include({ kind: "none", why: "no channel declares a subprotocol" });
  });
});

describe("the reason of a fault that nobody noticed", () => {
  const contract = buildContract([
    {
      name: "room",
      messages: { say: {}, said: {} },
      client: { say: { requests: ["say"], sequence: "said" } },
      rejects: { tooLarge: declared(closing(1009)) },
      limits: {
        place: "#/limits",
        messageBytes: 64,
        messagesPerSecond: null,
        connections: null,
        exchanges: null,
      },
    },
  ]);
  const idle = {
    path: [],
    channel: "room",
    family: "refusal",
    connects: new Set<string>(),
    sends: new Set<string>(),
    size: 0,
  };
  const cards = [
    { ...idle, title: "an empty frame", heading: "empty", covers: ["#/rejects/empty"], idle: "of another" },
    { ...idle, title: "65 bytes", heading: "too large", covers: ["#/limits/messageBytes"], idle: "its own" },
  ];
  const excuseOf = (some: typeof cards): string => {
    const found = faultSites(contract).find(({ fault }) => fault.name === "oversize-accepted");
    if (found?.kind !== "shows") return "not here";
    return siteOf(found, { channel: "room", operation: "" }, { contract, cards: some }).excuse;
  };

  it("is that of a test about what it breaks, and of no other", () => {
    expect(excuseOf(cards)).to.equal("its own (65 bytes)");
    expect(excuseOf(cards.slice(0, 1))).to.equal("");
  });
});

describe("the order of tests against a fault", () => {
  const cards = cardsOf(planTests(WORKSHOP, { values: {}, seed: 1, maxWaitMs: 10_000 }));
  const suspect = { place: { channel: "room", operation: "say" }, family: "message", keyword: "" };

  it("starts with the family and the operation, and leaves out who never connects there", () => {
    const [first] = ranked(cards, suspect, WORKSHOP);
    expect(first).to.include({ family: "message", heading: "say" });
    const all = ranked(cards, suspect, WORKSHOP);
    expect(all.every(({ connects }) => connects.has("room"))).to.equal(true);
    expect(all.length).to.be.above(20);
  });

  it("starts with tests that cover the keyword", () => {
    const place = { channel: "room", operation: "" };
    const [first] = ranked(cards, { place, family: "refusal", keyword: "rejects.malformed" }, WORKSHOP);
    expect(first).to.include({ family: "refusal", heading: "malformed" });
  });

  it("takes for unrelated what is of another family and does not speak of the operation", () => {
    for (const card of unrelated(cards, suspect, WORKSHOP)) {
      expect(card.family).not.to.equal("message");
      expect(card.sends.has("say"), card.title).to.equal(false);
    }
  });
});

describe("lanes", () => {
  it("work on several items at a time and keep their order", async () => {
    let running = 0;
    let most = 0;
    const results = await inLanes([3, 1, 2, 1], 2, async (turns) => {
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      running -= 1;
      return turns * 10;
    });
    expect(results).to.deep.equal([30, 10, 20, 10]);
    expect(most).to.equal(2);
  });

  it("stop at the first error", async () => {
    const done: number[] = [];
    const work = inLanes([1, 2, 3, 4], 1, async (item) => {
      if (item === 2) throw new Error("two");
      done.push(item);
    });
    expect(await work.catch((error: Error) => error.message)).to.equal("two");
    expect(done).to.deep.equal([1]);
  });
});

describe("the gate", () => {
  const row = (state: FaultRow["state"]): FaultRow => ({
    name: "x",
    family: "shape",
    summary: "",
    rules: ["SCHEMA"],
    state,
    why: "",
    sites: [],
  });
  const exit = (states: readonly FaultRow["state"][], minKill: number | null): number =>
    faultsExit(
      { document: "", tests: 1, faults: [], score: scoreOf(states.map(row)), durationMs: 0, cpuMs: 0 },
      minKill,
    ).exitCode;

  it("is met by enough kills; what has no place does not count", () => {
    expect(exit(["killed", "notApplicable"], 100)).to.equal(0);
    expect(exit(["killed", "killed", "unsaid"], 66)).to.equal(0);
    expect(exit(["killed", "survived"], null)).to.equal(0);
  });

  it("is not met where a fault survives, can't be seen or changes nothing", () => {
    for (const state of ["survived", "unsaid", "equivalent"] as const)
      expect(exit(["killed", state], 51), state).to.equal(1);
  });

  it("is not met where a fault turns red what has nothing to do with it", () => {
    const site = {
      at: "no-reply@say",
      state: "killed",
      why: "",
      killedBy: [],
      alsoRed: [],
      tried: 2,
    } as const;
    const spoiler = { ...row("killed"), sites: [{ ...site, green: "", spoilt: ["push - room > hear"] }] };
    const matrix = {
      ...{ document: "", tests: 1, durationMs: 0, cpuMs: 0 },
      ...{ faults: [spoiler], score: scoreOf([spoiler]) },
    };
    expect(faultsExit(matrix, 100)).to.deep.equal({
      exitCode: 1,
      error: "no-reply@say: no test that has nothing to do with it stays green (push - room > hear)",
    });
    expect(faultsExit(matrix, null).exitCode).to.equal(0);
  });

  it("can't be told where no fault can show", () => {
    expect(exit(["notApplicable"], 0)).to.equal(2);
  });
});
