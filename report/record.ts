import type { Violation } from "../judge/index.ts";
import type { RunEvent, SourceLine } from "./events.ts";
import { type TestFinished, type TestVerdict, verdictOf } from "./tally.ts";

/** What one test came to. */
export interface TestRecord {
  readonly test: TestFinished;
  readonly verdict: TestVerdict;
  /** When it ended, in milliseconds since the run's start, as far as its events say. */
  readonly endedAt: number;
  /** The broken promise that it failed with; null where it did not, or for another reason. */
  readonly violation: Violation | null;
  readonly source: SourceLine | null;
}

/** What reports that are written at the end are made of. */
export interface RunRecord {
  readonly document: string;
  readonly url: string;
  readonly seed: number;
  /** Wall clock at the run's start, in milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly tests: readonly TestRecord[];
  readonly coverage: Extract<RunEvent, { kind: "coverage" }> | null;
}

export interface Recorder {
  take(event: RunEvent): void;
  record(): RunRecord;
}

type Broken = Extract<RunEvent, { kind: "verdict" }> & { readonly verdict: { readonly kind: "violated" } };

/** Collects tests with the violation that each failed with; frames are not kept. */
export function recorder(now: () => number = Date.now): Recorder {
  const tests: TestRecord[] = [];
  const broken = new Map<string, Broken[]>();
  const state = { document: "", url: "", seed: 0, startedAt: now(), durationMs: 0 };
  let coverage: RunRecord["coverage"] = null;
  return {
    take(event) {
      switch (event.kind) {
        case "runStarted":
          Object.assign(state, {
            document: event.document,
            url: event.url,
            seed: event.seed,
            startedAt: now(),
          });
          return;
        case "verdict":
          if (isBroken(event)) broken.set(event.test, [...(broken.get(event.test) ?? []), event]);
          return;
        case "testFinished":
          tests.push(recorded(event, broken.get(event.id) ?? [], now() - state.startedAt));
          broken.delete(event.id);
          return;
        case "runFinished":
          state.durationMs = event.durationMs;
          return;
        case "coverage":
          coverage = event;
          return;
        default:
      }
    },
    // A run that was cut off lasted as long as its tests.
    record: () => ({
      ...state,
      durationMs: state.durationMs || (tests.at(-1)?.endedAt ?? 0),
      tests,
      coverage,
    }),
  };
}

function isBroken(event: RunEvent): event is Broken {
  return event.kind === "verdict" && event.verdict.kind === "violated";
}

/** Of several violations the first with the test's own rule: others belong to attempts that were repeated. */
function recorded(test: TestFinished, broken: readonly Broken[], endedAt: number): TestRecord {
  const own = broken.find(({ verdict }) => verdict.violation.rule === test.rule);
  const verdict = verdictOf(test);
  if (test.state !== "failed" || own === undefined)
    return { test, verdict, endedAt, violation: null, source: null };
  return { test, verdict, endedAt, violation: own.verdict.violation, source: own.source ?? null };
}
