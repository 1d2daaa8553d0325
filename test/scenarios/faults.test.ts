import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inLanes } from "../../runner/faults/lanes.ts";
import { root } from "../bin/cli.ts";
import { type Outcomes, referenceArena, runAgainst } from "./arena.ts";
import { SCENARIOS, type Scenario } from "./map.ts";
import { scenariosDocument } from "./render.ts";

/** A test of a family that has nothing to do with the fault. */
const UNRELATED = [
  "connection - agentUpdates > opening > opens, and answers",
  "reply - agentUpdates > attachRunner > is answered with attached",
];

/** Faulty stubs that are tested at a time: mostly they are waited for. */
const LANES = 8;

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
