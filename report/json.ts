import { type Coverage, percentOf } from "../judge/index.ts";
import { visibleJson } from "../contract/plain-text.ts";
import { errorObject } from "./error-text.ts";
import type { RunEvent } from "./events.ts";
import type { Reporter, RunEnd, Sink } from "./reporter.ts";
import { type TestFinished, verdictOf } from "./tally.ts";

/** Writes one JSON document when the run is over, and nothing before. */
export function jsonReporter(out: Sink): Reporter {
  const tests: TestFinished[] = [];
  let started: Extract<RunEvent, { kind: "runStarted" }> | null = null;
  let durationMs = 0;
  let coverage: Coverage | null = null;
  return {
    take: (event) => {
      if (event.kind === "runStarted") started = event;
      if (event.kind === "testFinished") tests.push(event);
      if (event.kind === "coverage") coverage = event.coverage;
      if (event.kind === "runFinished") durationMs = event.durationMs;
    },
    finish: async (end) => {
      out.write(`${visibleJson(documentOf(end, { started, tests, durationMs, coverage }), 2)}\n`);
    },
  };
}

interface Run {
  readonly started: Extract<RunEvent, { kind: "runStarted" }> | null;
  readonly tests: readonly TestFinished[];
  readonly durationMs: number;
  readonly coverage: Coverage | null;
}

/** The form is a promise to scripts: keys are added, never renamed. */
function documentOf(end: RunEnd, { started, tests, durationMs, coverage }: Run): object {
  const { error: errors, ...counts } = end.tally;
  return {
    exitCode: end.exitCode,
    error: end.error === null ? null : errorObject(end.error),
    ...counts,
    errors,
    gates: end.gates,
    contractCoverage: coverage === null ? null : summaryOf(coverage),
    document: started?.document ?? "",
    url: started?.url ?? "",
    seed: started?.seed ?? 0,
    durationMs,
    tests: tests.map((test) => ({
      id: test.id,
      title: test.title,
      verdict: verdictOf(test),
      rule: test.rule,
      error: test.error,
      text: test.text,
      covers: test.covers,
      durationMs: test.durationMs,
    })),
    places: Object.fromEntries(end.places.map(({ what, path }) => [what, path])),
  };
}

function summaryOf(coverage: Coverage): object {
  const { exercised, declared, reasons, groups } = coverage;
  const open = coverage.items.filter(({ reason }) => reason !== "");
  return { percent: percentOf(coverage), exercised, declared, reasons, groups, open };
}
