import type { RunEvent } from "../../report/events.ts";
import { EMPTY_TALLY, type RunEnd, type Tally, type TestFinished } from "../../report/index.ts";

/** A finished test with this title; passed where nothing else is said. */
export function finished(title: readonly string[], more: Partial<TestFinished> = {}): TestFinished {
  return {
    kind: "testFinished",
    id: `stream/chat.test.ts::${title.join(" ")}`,
    title,
    state: "passed",
    durationMs: 3,
    rule: "",
    error: "",
    pending: "",
    text: "",
    covers: [],
    ...more,
  };
}

export const STARTED: RunEvent = {
  kind: "runStarted",
  document: "asyncapi.yaml",
  url: "ws://127.0.0.1:4000",
  seed: 1,
  tests: 4,
};

export function ended(tally: Partial<Tally>, more: Partial<RunEnd> = {}): RunEnd {
  return { tally: { ...EMPTY_TALLY, ...tally }, exitCode: 0, error: null, gates: [], places: [], ...more };
}

/** The events of a run of these tests, from its start to its end. */
export function runOf(...tests: readonly TestFinished[]): RunEvent[] {
  return [STARTED, ...tests, { kind: "runFinished", passed: 0, failed: 0, pending: 0, durationMs: 1234 }];
}
