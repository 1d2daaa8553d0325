import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inLanes } from "../../runner/faults/lanes.ts";
import { root } from "../bin/cli.ts";
import type { Patience } from "../../runner/faults/arena.ts";
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

/** Rules of what did not come in time: on a busy machine each may stand in for any other, or for nothing. */
const TOO_LATE = /^(NO-[A-Z]+|NOT-DELIVERED|STALLED|IDLE-LATE|SERVICE-DIED)$/;

describe("the scenarios of the reference contract", () => {
  const faults = byFault();
  let outcomesOfAll: ReadonlyMap<string, Outcomes> = new Map();

  before(async function () {
    this.timeout(900_000);
    await using ground = await referenceArena();
    const right: Job = { fault: "", expected: new Map(SCENARIOS.map(({ test }) => [test, []])) };
    const jobs = [right, ...[...faults].map(([fault, rows]) => ({ fault, expected: expectedOf(rows) }))];
    const outcomesOf = async ({ fault, expected }: Job, patience: Patience): Promise<Outcomes> =>
      await runAgainst(ground.arena, { fault, titles: [...expected.keys()], patience });
    const all = new Map<string, Outcomes>();
    const tryAll = async (some: readonly Job[], lanes: number, patience: Patience): Promise<void> => {
      await inLanes(some, lanes, async (job) => all.set(job.fault, await outcomesOf(job, patience)));
    };
    // A close before its time is none where others keep the machine busy: these have it to themselves.
    const isIdle = ({ fault }: Job): boolean => fault.includes("idle");
    await tryAll(
      jobs.filter((job) => !isIdle(job)),
      LANES,
      "usual",
    );
    await tryAll(jobs.filter(isIdle), LANES, "usual");
    // So does what came too late. What passed though it should not is no matter of time, and is never tried again.
    const late = jobs.filter(({ fault, expected }) => wasTooLate(all.get(fault), expected));
    await tryAll(late, 1, "long");
    outcomesOfAll = all;
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
      const { state, text } = outcomes.get(unrelated) ?? { state: "missing", text: "" };
      expect(state, `${unrelated}\n${text}`).to.equal("passed");
    });
  }
});

interface Job {
  readonly fault: string;
  /** The rules that may turn a test red, by its title; none: it has to stay green. */
  readonly expected: ReadonlyMap<string, readonly string[]>;
}

function expectedOf(rows: readonly Scenario[]): Job["expected"] {
  const red = rows.map(({ test, rule }) => [test, rule.split(" or ")] as const);
  return new Map([[unrelatedTo(rows), []], ...red]);
}

/** Is one of them red by a rule of time that nobody expected? */
function wasTooLate(outcomes: Outcomes | undefined, expected: Job["expected"]): boolean {
  return [...expected].some(([title, rules]) => {
    const { state = "passed", rule = "" } = outcomes?.get(title) ?? {};
    return state === "failed" && !rules.includes(rule) && TOO_LATE.test(rule);
  });
}

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
