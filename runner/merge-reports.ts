import { ToolError } from "../contract/index.ts";
import { type Coverage, mergeCoverage } from "../judge/index.ts";
import {
  counted,
  EMPTY_TALLY,
  type Reporter,
  type RunEnd,
  type RunEvent,
  type Tally,
} from "../report/index.ts";
import { exitCodeOf } from "./exit-code.ts";
import { type Gates, unmetGates } from "./gates.ts";
import { readRun, type ToldRun } from "./read-run.ts";

export interface MergeOptions {
  /** NDJSON reports of all shards of one run, or of one whole run. */
  readonly files: readonly string[];
  readonly gates: Gates;
  /** Made when every file is read: a report of an earlier merge stays where this one fails. */
  reporters(): {
    readonly main: Reporter;
    readonly reports: readonly {
      readonly what: string;
      readonly path: string;
      readonly reporter: Reporter;
    }[];
  };
}

/** Makes one run of its shards and reports it. Throws a ToolError where they are not all the shards of one run. */
export async function mergeReports({ files, gates, reporters: make }: MergeOptions): Promise<RunEnd> {
  const runs: ToldRun[] = [];
  for (const file of files) runs.push(await readRun(file));
  runs.sort((left, right) => (left.started.shard?.index ?? 0) - (right.started.shard?.index ?? 0));
  const [first, ...others] = runs;
  if (first === undefined) throw new ToolError("REPORT-MISMATCH", "there are no reports to merge");
  refuseStrangers(first, others);
  const all: Runs = [first, ...others];
  const coverage = coverageOf(all);
  const events = eventsOf(all, coverage);
  const tally = events.reduce(
    (sum: Tally, event) => (event.kind === "testFinished" ? counted(sum, event) : sum),
    EMPTY_TALLY,
  );
  const error = errorOf(all, tally);
  const unmet = unmetGates(gates, { coverage: coverage.coverage, tally });
  const { main, reports } = make();
  const places = reports.map(({ what, path }) => ({ what, path }));
  const end = { tally, error, gates: unmet, exitCode: exitCodeOf(tally, error, unmet), places };
  for (const reporter of [main, ...reports.map((report) => report.reporter)]) {
    for (const event of events) reporter.take(event);
    await reporter.finish(end);
  }
  return end;
}

type Runs = readonly [ToldRun, ...ToldRun[]];
type CoverageEvent = ToldRun["coverage"];

/** Shards of another run, a shard that is missing, or one that came twice: together they would say what nobody has seen. */
function refuseStrangers(first: ToldRun, others: readonly ToldRun[]): void {
  const runs = [first, ...others];
  const { shard, document, seed } = first.started;
  for (const { file, started } of others) {
    if (started.document !== document)
      throw mismatch(`is a run of ${started.document}, not of ${document}`, file);
    if (started.seed !== seed) throw mismatch(`has seed ${started.seed}, not ${seed}`, file);
    if (
      started.shard?.of !== shard?.of ||
      started.shard?.total !== shard?.total ||
      started.shard === undefined
    )
      throw mismatch(`is not of the same division as ${first.file}`, file);
  }
  if (shard === undefined) return;
  for (const [at, { file, started }] of runs.entries())
    if (started.shard?.index !== at + 1)
      throw mismatch(
        started.shard?.index === at
          ? `is shard ${at} once more`
          : `follows where shard ${at + 1} of ${shard.of} should`,
        file,
      );
  if (runs.length < shard.of)
    throw mismatch(`is shard ${runs.length} of ${shard.of}: the last are missing`, runs.at(-1)?.file ?? "");
  const tests = runs.reduce((sum, { started }) => sum + started.tests, 0);
  if (tests !== shard.total)
    throw mismatch(`and the other shards have ${tests} tests together, not ${shard.total}`, first.file);
}

function mismatch(what: string, file: string): ToolError {
  return new ToolError("REPORT-MISMATCH", `${file} ${what}`, {
    where: file,
    hint: "give the NDJSON report of every shard i/n of one run, each once",
  });
}

function coverageOf([first, ...others]: Runs): CoverageEvent {
  const merged: Coverage | null = mergeCoverage([
    first.coverage.coverage,
    ...others.map(({ coverage }) => coverage.coverage),
  ]);
  if (merged === null) throw mismatch("and the other shards ran different contracts", first.file);
  const sources = Object.assign({}, ...[first, ...others].map(({ coverage }) => coverage.sources));
  return { kind: "coverage", coverage: merged, sources };
}

function eventsOf(runs: Runs, coverage: CoverageEvent): RunEvent[] {
  const { shard: _, ...started } = runs[0].started;
  const total = { passed: 0, failed: 0, pending: 0, durationMs: 0 };
  for (const { finished } of runs) {
    total.passed += finished?.passed ?? 0;
    total.failed += finished?.failed ?? 0;
    total.pending += finished?.pending ?? 0;
    total.durationMs = Math.max(total.durationMs, finished?.durationMs ?? 0);
  }
  const tests = runs.reduce((sum, run) => sum + run.started.tests, 0);
  return [
    { ...started, tests },
    ...runs.flatMap(({ events }) => events),
    { kind: "runFinished", ...total },
    coverage,
  ];
}

/** A shard in which nothing was kept is no worse than the others when something was kept in those. */
function errorOf(runs: Runs, { kept }: Tally): ToolError | null {
  for (const { end, started } of runs) {
    const { error } = end;
    if (error === null || (kept > 0 && /^(NO-TESTS|NOTHING-KEPT)$/.test(error.code))) continue;
    const { code, message, hint } = error;
    const part = started.shard === undefined ? "" : `shard ${started.shard.index}/${started.shard.of}: `;
    return new ToolError(code, `${part}${message}`, { hint });
  }
  return null;
}
