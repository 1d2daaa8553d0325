import { percentOf } from "../../judge/index.ts";
import type { RunEvent } from "../events.ts";
import { openReport } from "../report-file.ts";
import { recorder, type RunRecord, type TestRecord } from "../record.ts";
import type { Reporter, RunEnd } from "../reporter.ts";
import { verdictOf } from "../tally.ts";
import { frameStore } from "./frame-store.ts";
import { dataElement, pageEnd, pageHead } from "./page.ts";
import type { PageCoverage, PageData, PageTest, PageViolation } from "./page-data.ts";

/**
 * One self-contained page. The frames of a test are written when it ends, so memory holds those of running tests only.
 * Throws REPORT-UNWRITABLE before the run.
 */
export function htmlReporter(path: string): Reporter {
  const file = openReport("html", path);
  const frames = frameStore();
  const ids = idMaker();
  const known = new Map<string, string>();
  const { take, record } = recorder();
  let isBegun = false;
  const begin = (title: string): void => {
    if (!isBegun) file.write(pageHead(title));
    isBegun = true;
  };
  const finished = (event: Extract<RunEvent, { kind: "testFinished" }>): void => {
    begin("asyncproof");
    const id = known.get(event.id) ?? ids(event.id);
    known.set(event.id, id);
    file.write(dataElement(`frames-${id}`, frames.take(event.id, verdictOf(event) === "kept")));
  };
  return {
    traffic: true,
    take(event) {
      take(event);
      if (event.kind === "runStarted") begin(`${event.document} - asyncproof`);
      if (event.kind === "frame") frames.add(event);
      if (event.kind === "testFinished") finished(event);
    },
    finish: async (end) => {
      begin("asyncproof");
      file.write(dataElement("data", pageData(record(), end, known)));
      file.write(pageEnd());
      file.close();
    },
  };
}

/** Short names for tests: the same test gets the same name in every run. */
function idMaker(): (test: string) => string {
  const used = new Set<string>();
  return (test) => {
    let id = `t-${hash(test)}`;
    while (used.has(id)) id = `${id}x`;
    used.add(id);
    return id;
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value.toString(16).padStart(8, "0");
}

function pageData(run: RunRecord, end: RunEnd, ids: ReadonlyMap<string, string>): PageData {
  const { document, url, seed, startedAt, durationMs, tests, coverage } = run;
  const { error, exitCode, gates, tally } = end;
  return {
    document,
    url,
    seed,
    startedAt,
    durationMs,
    exitCode,
    tally,
    gates,
    error: error === null ? null : { code: error.code, message: error.message, hint: error.hint },
    coverage: coverage === null ? null : pageCoverage(coverage),
    tests: tests.map((record) => pageTest(record, ids.get(record.test.id) ?? "")),
  };
}

function pageTest({ test, verdict, violation, source }: TestRecord, id: string): PageTest {
  const { title, durationMs, text } = test;
  return {
    id,
    title,
    verdict,
    durationMs: Math.round(durationMs),
    rule: test.rule || test.error,
    text,
    source: source === null ? "" : `${source.file}:${source.line}`,
    violation: violation === null ? null : pageViolation(violation),
  };
}

function pageViolation({
  summary,
  promised,
  got,
  frame,
  connection,
  faults,
}: NonNullable<TestRecord["violation"]>): PageViolation {
  return {
    summary,
    promised,
    got,
    frame,
    connection,
    faults: faults.map(({ at, message }) => ({ at, message })),
  };
}

function pageCoverage({ coverage, sources }: NonNullable<RunRecord["coverage"]>): PageCoverage {
  const { exercised, declared, groups, items } = coverage;
  const open = items
    .filter(({ reason }) => reason !== "")
    .map(({ channel, subject, label, reason, place }) => {
      const source = sources[place];
      return {
        channel,
        subject,
        label,
        reason,
        at: source === undefined ? place : `${source.file}:${source.line}`,
      };
    });
  return { percent: percentOf(coverage), exercised, declared, groups, open };
}
