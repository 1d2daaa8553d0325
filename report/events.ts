import type { Place } from "../contract/model.ts";
import type { Coverage } from "../judge/tally/model.ts";
import type { ConnectionId, FrameId, Verdict } from "../judge/model.ts";

/**
 * The stream of events a run writes, one JSON object a line, and every reporter reads. Times are milliseconds
 * since the run's start. Tests are named by `id`: `<file>::<full title>`.
 */
export type RunEvent =
  | {
      readonly kind: "runStarted";
      readonly document: string;
      readonly url: string;
      readonly seed: number;
      readonly tests: number;
      /** Which part of the tests this is; absent where it is all of them. */
      readonly shard?: ShardPart;
    }
  | {
      readonly kind: "testStarted";
      readonly id: string;
      readonly title: readonly string[];
      readonly at: number;
    }
  | {
      readonly kind: "frame";
      readonly test: string;
      readonly at: number;
      readonly connection: ConnectionId;
      /** Number of the frame in its test, as verdicts name it; null for what is no frame: an open, a close, a refusal. */
      readonly frame: FrameId | null;
      readonly from: "client" | "server";
      /** Message name, or what the frame is: `text`, `binary`, `open`, `close 1000`, `refused 401`. */
      readonly label: string;
      readonly text: string;
    }
  | {
      readonly kind: "verdict";
      readonly test: string;
      readonly verdict: Verdict;
      /** Where the promise stands in the document, as far as it is known here. */
      readonly source?: SourceLine;
    }
  /** Items of the contract that were exercised for the first time in this run: ids of the judge's coverage. */
  | { readonly kind: "covered"; readonly test: string; readonly items: readonly string[] }
  /** A test that takes long is still at work: `done` of `most` values were tried. */
  | { readonly kind: "progress"; readonly test: string; readonly done: number; readonly most: number }
  | {
      readonly kind: "testFinished";
      readonly id: string;
      readonly title: readonly string[];
      readonly state: "passed" | "failed" | "pending";
      readonly durationMs: number;
      /** Rule id of the failure, "" where it is no violation (an exception of ours, an assertion). */
      readonly rule: string;
      /** Where in the document the broken promise stands; absent where no rule was broken there. */
      readonly place?: string;
      /** Why it could not tell: code of a `ToolError`, or `EXCEPTION`; "" where it passed, is pending or a promise was broken. */
      readonly error: string;
      /**
       * What a pending test is: the document doesn't say, this run could not get there, or a violation that is
       * accepted for now; "" where it is not pending.
       */
      readonly pending: "" | "unspecified" | "notReached" | "known";
      /** The failure as a person reads it, or the reason why the test is pending. */
      readonly text: string;
      readonly covers: readonly string[];
    }
  | {
      readonly kind: "runFinished";
      readonly passed: number;
      readonly failed: number;
      readonly pending: number;
      readonly durationMs: number;
    }
  /** After the last test: how much of the contract the run has exercised. */
  | {
      readonly kind: "coverage";
      readonly coverage: Coverage;
      /** Lines of what was not exercised. */
      readonly sources: { readonly [place: Place]: SourceLine };
    };

/** A line of the document; `file` as a person in the working directory would type it. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

/** The `index`-th (from 1) of `of` parts of `total` tests. */
export interface ShardPart {
  readonly index: number;
  readonly of: number;
  readonly total: number;
}
