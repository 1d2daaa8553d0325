import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Coverage, CoveredItem } from "../../judge/index.ts";
import type { EndLine, Reporter, RunEnd, RunEvent, TestFinished } from "../../report/index.ts";
import { mergeReports } from "../../runner/merge-reports.ts";
import { folderWith } from "../config/folder.ts";
import { finished, STARTED } from "../report/events.ts";

const NO_GATES = { minContractCoverage: null, maxUnspecified: null };

function coverage(...reasons: readonly CoveredItem["reason"][]): RunEvent {
  const items = reasons.map((reason, at): CoveredItem => {
    const about = { channel: "chat", subject: "ask", label: `promise ${at}` };
    return { kind: "promise", ...about, place: `#/operations/ask/${at}`, reason };
  });
  const exercised = reasons.filter((reason) => reason === "").length;
  // What a merge counts anew is not read.
  const counts = { exercised, declared: items.length, reasons: {}, groups: [] } as unknown as Coverage;
  return { kind: "coverage", coverage: { ...counts, items }, sources: {} };
}

interface Shard {
  readonly index: number;
  readonly of?: number;
  readonly total?: number;
  readonly seed?: number;
  readonly tests?: readonly TestFinished[];
  readonly covered?: RunEvent;
  readonly end?: Partial<EndLine> | null;
}

function linesOf({ index, of = 2, total = 2, seed = 1, end = {}, ...shard }: Shard): string {
  const { tests = [finished(["reply - chat", "ask", `test ${index}`])], covered = coverage("", "") } = shard;
  const passed = tests.length;
  const lines: readonly (RunEvent | EndLine)[] = [
    { ...STARTED, seed, tests: passed, shard: { index, of, total } } as RunEvent,
    ...tests,
    { kind: "runFinished", passed, failed: 0, pending: 0, durationMs: 100 * index },
    covered,
    ...(end === null
      ? []
      : [{ kind: "runEnded" as const, exitCode: 0 as const, error: null, gates: [], ...end }]),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

describe("mergeReports", () => {
  const folder = folderWith({});
  after(() => folder.remove());

  const merged = async (
    shards: readonly (Shard | string)[],
    gates: Parameters<typeof mergeReports>[0]["gates"] = NO_GATES,
  ): Promise<{ readonly end: RunEnd; readonly events: readonly RunEvent[] }> => {
    const files = shards.map((shard, at) => {
      const file = join(folder.path, `${at}.ndjson`);
      writeFileSync(file, typeof shard === "string" ? shard : linesOf(shard));
      return file;
    });
    const events: RunEvent[] = [];
    const main: Reporter = { take: (event) => void events.push(event), finish: async () => {} };
    return { end: await mergeReports({ files, gates, reporters: () => ({ main, reports: [] }) }), events };
  };

  it("tells one run: all tests in the order of the shards, and no word of shards", async () => {
    const { end, events } = await merged([{ index: 2 }, { index: 1 }]);
    expect(events.map(({ kind }) => kind)).to.deep.equal([
      "runStarted",
      "testFinished",
      "testFinished",
      "runFinished",
      "coverage",
    ]);
    expect(events[0]).to.include({ tests: 2 }).and.not.have.property("shard");
    expect(events[1]).to.have.property("title").that.includes("test 1");
    expect(events[3]).to.include({ passed: 2, durationMs: 200 });
    expect([end.exitCode, end.tally.kept]).to.deep.equal([0, 2]);
  });

  it("knows every kind of event that a run may tell, the progress of a long test included", async () => {
    const told: RunEvent = { kind: "progress", test: "x", done: 7, most: 20 };
    const slow = linesOf({ index: 1 }).replace("\n", `\n${JSON.stringify(told)}\n`);
    const { events, end } = await merged([slow, { index: 2 }]);
    expect(events).to.deep.include(told);
    expect(end.exitCode).to.equal(0);
    const unknown = linesOf({ index: 1 }).replace("\n", '\n{"kind":"toString"}\n');
    const refused = await merged([unknown, { index: 2 }]).catch((error: unknown) => error);
    expect(refused).to.have.property("code", "REPORT-INVALID");
  });

  it("counts as exercised what any shard has exercised, and keeps the reason that says most", async () => {
    const { events, end } = await merged(
      [
        { index: 1, covered: coverage("", "not tried", "not tried", "not tried") },
        { index: 2, covered: coverage("not tried", "", "needs trigger", "not steerable") },
      ],
      { ...NO_GATES, minContractCoverage: 51 },
    );
    const event = events.at(-1);
    if (event?.kind !== "coverage") throw new Error("no coverage");
    const reasons = event.coverage.items.map(({ reason }) => reason);
    expect(reasons).to.deep.equal(["", "", "needs trigger", "not steerable"]);
    expect([event.coverage.exercised, event.coverage.declared]).to.deep.equal([2, 4]);
    expect([end.exitCode, end.gates]).to.deep.equal([1, ["contract coverage 50 % is below 51 %"]]);
  });

  it("is broken where one shard is, and cannot tell where one could not", async () => {
    const broken = finished(["reply - chat", "ask", "b"], { state: "failed", rule: "AFTER-END" });
    expect((await merged([{ index: 1, tests: [broken] }, { index: 2 }])).end.exitCode).to.equal(1);
    const error = { code: "TESTS-HANG", message: "the tests hang", hint: "" };
    const { end } = await merged([{ index: 1 }, { index: 2, end: { exitCode: 2, error } }]);
    expect([end.exitCode, end.error?.code, end.error?.message]).to.deep.equal([
      2,
      "TESTS-HANG",
      "shard 2/2: the tests hang",
    ]);
  });

  it("forgives a shard in which nothing was kept, unless nothing was kept in any", async () => {
    const skipped = (name: string): TestFinished =>
      finished(["reply - chat", "ask", name], { state: "pending", pending: "unspecified" });
    const error = { code: "NOTHING-KEPT", message: "no promise was shown to be kept", hint: "" };
    const empty = { tests: [skipped("a")], end: { exitCode: 2 as const, error } };
    expect((await merged([{ index: 1 }, { index: 2, ...empty }])).end.exitCode).to.equal(0);
    const { end } = await merged([
      { index: 1, ...empty },
      { index: 2, ...empty },
    ]);
    expect([end.exitCode, end.error?.code]).to.deep.equal([2, "NOTHING-KEPT"]);
  });

  const refused: readonly (readonly [what: string, shards: readonly (Shard | string)[], code: string])[] = [
    ["a shard that is missing at the end", [{ index: 1 }], "REPORT-MISMATCH"],
    ["a shard that is missing before", [{ index: 2 }], "REPORT-MISMATCH"],
    ["a shard that came twice", [{ index: 1 }, { index: 1 }], "REPORT-MISMATCH"],
    ["shards of two divisions", [{ index: 1 }, { index: 2, of: 3 }], "REPORT-MISMATCH"],
    ["shards of two sets of tests", [{ index: 1 }, { index: 2, total: 3 }], "REPORT-MISMATCH"],
    [
      "shards with fewer tests than there are",
      [
        { index: 1, total: 3 },
        { index: 2, total: 3 },
      ],
      "REPORT-MISMATCH",
    ],
    ["shards with two seeds", [{ index: 1 }, { index: 2, seed: 2 }], "REPORT-MISMATCH"],
    ["shards of two contracts", [{ index: 1 }, { index: 2, covered: coverage("") }], "REPORT-MISMATCH"],
    ["a report without its end", [{ index: 1 }, { index: 2, end: null }], "REPORT-INCOMPLETE"],
    ["an empty report", [{ index: 1 }, ""], "REPORT-INCOMPLETE"],
    ["another file", [{ index: 1 }, "<testsuites/>\n"], "REPORT-INVALID"],
    ["a kind of line that there is not", [{ index: 1 }, '{"kind":"fine"}\n'], "REPORT-INVALID"],
    ["two runs in one file", [linesOf({ index: 1 }) + linesOf({ index: 2 })], "REPORT-INVALID"],
  ];
  for (const [what, shards, code] of refused)
    it(`refuses ${what}`, async () => {
      const failure = await merged(shards).catch((error: unknown) => error);
      expect(failure).to.have.property("code", code);
    });

  it("refuses a file that is not there", async () => {
    const files = [join(folder.path, "nowhere.ndjson")];
    const reporters = (): never => {
      throw new Error("reports are made when everything is read");
    };
    const failure = await mergeReports({ files, gates: NO_GATES, reporters }).catch(
      (error: unknown) => error,
    );
    expect(failure).to.have.property("code", "REPORT-UNREADABLE");
  });
});
