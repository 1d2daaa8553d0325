import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfig } from "../../config/index.ts";
import { readLock } from "../../contract/index.ts";
import { type Arena, createArena } from "../../runner/faults/arena.ts";
import { openBench } from "../../runner/faults/bench.ts";
import type { TrialResult } from "../../runner/faults/bench-model.ts";
import { inLanes } from "../../runner/faults/lanes.ts";
import { root } from "../bin/cli.ts";
import { SCENARIOS, type Scenario } from "./map.ts";
import { scenariosDocument } from "./render.ts";

/** A test of a family that has nothing to do with the fault. */
const UNRELATED = [
  "connection - agentUpdates > opening > opens, and answers",
  "reply - agentUpdates > attachRunner > is answered with attached",
];

/** Faulty stubs that are tested at a time: mostly they are waited for. */
const LANES = 8;

type Outcomes = ReadonlyMap<string, TrialResult>;

describe("the scenarios of the reference contract", () => {
  const faults = byFault();
  let outcomesOfAll: ReadonlyMap<string, Outcomes> = new Map();

  before(async function () {
    this.timeout(180_000);
    await using ground = await referenceArena();
    const rightTitles = [...new Set(SCENARIOS.map(({ test }) => test))];
    const jobs = [
      { fault: "", titles: rightTitles },
      ...[...faults].map(([fault, rows]) => ({
        fault,
        titles: [unrelatedTo(rows), ...rows.map(({ test }) => test)],
      })),
    ];
    const all = await inLanes(jobs, LANES, async ({ fault, titles }) => {
      const outcomes = await runAgainst(ground.arena, fault === "" ? [] : [fault], titles);
      return [fault, outcomes] as const;
    });
    outcomesOfAll = new Map(all);
  });

  it("are the ones in docs/scenarios.md", () => {
    const document = readFileSync(join(root, "docs/scenarios.md"), "utf8");
    expect(document).to.equal(scenariosDocument(SCENARIOS));
  });

  it("all pass against the right stub", () => {
    const outcomes = outcomesOfAll.get("") ?? new Map();
    expect([...outcomes].filter(([, { state }]) => state !== "passed")).to.deep.equal([]);
    expect(outcomes.size).to.equal(new Set(SCENARIOS.map(({ test }) => test)).size);
  });

  for (const [fault, rows] of faults) {
    it(`${fault} turns ${rows.length === 1 ? "its test" : `${rows.length} tests`} red, and an unrelated one stays green`, () => {
      const outcomes: Outcomes = outcomesOfAll.get(fault) ?? new Map();
      for (const { test, rule } of rows) {
        expect(outcomes.get(test)?.state, test).to.equal("failed");
        expect(rule.split(" or "), test).to.include(outcomes.get(test)?.rule);
      }
      const unrelated = unrelatedTo(rows);
      expect(outcomes.get(unrelated)?.state, unrelated).to.equal("passed");
    });
  }
});

function unrelatedTo([first]: readonly Scenario[]): string {
  const family = first?.test.split(" - ")[0] ?? "";
  const title = UNRELATED.find((one) => !one.startsWith(`${family} - `));
  if (title === undefined) throw new Error(`no unrelated test for ${family}`);
  return title;
}

function byFault(): ReadonlyMap<string, readonly Scenario[]> {
  const faults = new Map<string, Scenario[]>();
  for (const scenario of SCENARIOS)
    faults.set(scenario.fault, [...(faults.get(scenario.fault) ?? []), scenario]);
  return faults;
}

/** The tests as they are committed, in one process, and stubs of their lock. */
async function referenceArena(): Promise<{ readonly arena: Arena } & AsyncDisposable> {
  const contract = readLock(join(root, "generated-tests/contract.lock.json"));
  const config = await loadConfig({ cwd: root, flags: {}, env: {} });
  const folder = join(root, "generated-tests");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(folder, name));
  const bench = await openBench({
    job: { files },
    cwd: root,
    env: { ...process.env, ASYNCPROOF_URL: "ws://127.0.0.1:1" },
    limitMs: 120_000,
  });
  const arena = await createArena({ bench, patienceMs: 2000, stub: { contract, config } });
  return { arena, [Symbol.asyncDispose]: () => bench.close() };
}

/** Runs the tests with these titles, one after the other, against one stub with these faults. */
async function runAgainst(
  arena: Arena,
  faults: readonly string[],
  titles: readonly string[],
): Promise<Outcomes> {
  await using stub = await arena.start(faults);
  const outcomes = new Map<string, TrialResult>();
  for (const title of titles) if (!outcomes.has(title)) outcomes.set(title, await stub.fight(title));
  return outcomes;
}
