import { assertNever } from "../../contract/assert-never.ts";
import { visibleJson } from "../../contract/plain-text.ts";
import { percentOf } from "../../judge/index.ts";
import { errorObject } from "../error-text.ts";
import type { RunRecord, TestRecord } from "../record.ts";
import type { RunEnd } from "../reporter.ts";
import type { TestVerdict } from "../tally.ts";

/** Common Test Report Format (https://ctrf.io), version 0.0.0. What could not be judged is `other`. */
export function ctrfText(run: RunRecord, end: RunEnd): string {
  const start = Math.round(run.startedAt);
  const stop = start + Math.round(run.durationMs);
  const tests = run.tests.map((test) => testOf(run, test));
  const count = (status: Status): number => tests.filter((test) => test.status === status).length;
  const summary = {
    tests: tests.length,
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    pending: 0,
    other: count("other"),
    start,
    stop,
    extra: extraOf(run, end),
  };
  const results = { tool: { name: "asyncproof" }, summary, tests };
  return `${visibleJson({ reportFormat: "CTRF", specVersion: "0.0.0", generatedBy: "asyncproof", results }, 2)}\n`;
}

type Status = "passed" | "failed" | "skipped" | "other";

function statusOf(verdict: TestVerdict): Status {
  switch (verdict) {
    case "kept":
      return "passed";
    case "violated":
      return "failed";
    case "known":
    case "unspecified":
    case "notReached":
      return "skipped";
    case "error":
      return "other";
    default:
      return assertNever(verdict);
  }
}

function testOf(
  run: RunRecord,
  { test, verdict, violation, source, endedAt }: TestRecord,
): { readonly status: Status; readonly [name: string]: unknown } {
  const stop = Math.round(run.startedAt + endedAt);
  const duration = Math.round(test.durationMs);
  return {
    name: test.title.join(" > ") || test.id,
    status: statusOf(verdict),
    duration,
    start: stop - duration,
    stop,
    suite: test.title.length > 1 ? test.title.slice(0, -1) : ["asyncproof"],
    rawStatus: verdict,
    ...(verdict === "kept" ? {} : { message: violation?.summary ?? test.text.split("\n")[0] ?? "" }),
    ...(test.state === "failed" ? { trace: test.text } : {}),
    ...(source === null ? {} : { filePath: source.file, line: source.line }),
    ...(test.rule + test.error === "" ? {} : { tags: [test.rule || test.error] }),
  };
}

function extraOf({ document, url, seed, coverage }: RunRecord, { error, exitCode, gates }: RunEnd): object {
  return {
    document,
    url,
    seed,
    exitCode,
    gates,
    error: error === null ? null : errorObject(error),
    contractCoverage: coverage === null ? null : percentOf(coverage.coverage),
  };
}
