import { relative, sep } from "node:path";
import Mocha from "mocha";
import type { RunEvent, ShardPart } from "../report/events.ts";
import { ENDS_RUN, type Failure, failureOf } from "./failure.ts";
import type { MochaJob } from "./mocha-job.ts";
import { pendingOf } from "./pending.ts";

type Write = (event: RunEvent) => void;
type Finished = Extract<RunEvent, { kind: "testFinished" }>;

/** What the harness says of a test beyond what Mocha knows: a property `asyncproof` of it. */
export interface TestFacts {
  readonly covers: readonly string[];
  readonly rule: string;
  readonly pendingReason: string;
}

export interface ReportedJob extends MochaJob {
  /** Which part of the tests is run; asked when the run begins. */
  part(): { readonly shard?: ShardPart };
}

/** A Mocha reporter that tells everything as run events, and ends a run whose service was never reached. */
export function eventReporter(job: ReportedJob, write: Write): Mocha.ReporterConstructor {
  return class extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
      super(runner, options);
      report(runner, job, write);
    }
  };
}

function report(runner: Mocha.Runner, job: ReportedJob, write: Write): void {
  const { document, url, seed } = job;
  const events = Mocha.Runner.constants;
  const started = Date.now();
  const counts = { passed: 0, failed: 0, pending: 0 };
  const finish = (test: Mocha.Runnable, told: Partial<Finished> & Pick<Finished, "state">): void => {
    counts[told.state] += 1;
    write({ ...finished(test), ...told });
  };
  runner.once(events.EVENT_RUN_BEGIN, () =>
    write({ kind: "runStarted", document, url, seed, tests: runner.total, ...job.part() }),
  );
  runner.on(events.EVENT_TEST_BEGIN, (test) =>
    write({ kind: "testStarted", id: idOf(test), title: test.titlePath(), at: Date.now() - started }),
  );
  runner.on(events.EVENT_TEST_PASS, (test) => finish(test, { state: "passed" }));
  runner.on(events.EVENT_TEST_PENDING, (test) =>
    finish(test, { state: "pending", ...pendingOf(factsOf(test).pendingReason) }),
  );
  runner.on(events.EVENT_TEST_FAIL, (test, error: unknown) => {
    const failure = failureOf(error, factsOf(test).rule);
    finish(test, { state: "failed", ...failure });
    if (ENDS_RUN.includes(failure.error) || (job.bail && !isAccepted(failure, job))) runner.abort();
  });
  runner.once(events.EVENT_RUN_END, () =>
    write({ kind: "runFinished", ...counts, durationMs: Date.now() - started }),
  );
}

function isAccepted({ rule, place = "" }: Failure, { accepted }: MochaJob): boolean {
  return accepted.some((breach) => breach.rule === rule && breach.pointer === place);
}

function finished(test: Mocha.Runnable): Finished {
  return {
    kind: "testFinished",
    id: idOf(test),
    title: test.titlePath(),
    state: "passed",
    durationMs: test.duration ?? 0,
    rule: "",
    error: "",
    pending: "",
    text: "",
    covers: factsOf(test).covers,
  };
}

/** `<file>::<full title>`, as the harness names it. */
function idOf(test: Mocha.Runnable): string {
  const file = test.file === undefined ? "" : relative(process.cwd(), test.file).split(sep).join("/");
  return `${file}::${test.fullTitle()}`;
}

function factsOf(test: Mocha.Runnable & { readonly asyncproof?: Partial<TestFacts> }): TestFacts {
  return { covers: [], rule: "", pendingReason: "", ...test.asyncproof };
}
