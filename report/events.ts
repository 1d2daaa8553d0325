import type { ConnectionId, Verdict } from "../judge/model.ts";

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
      readonly from: "client" | "server";
      /** Message name, or what the frame is: `text`, `binary`, `open`, `close 1000`, `refused 401`. */
      readonly label: string;
      readonly text: string;
    }
  | { readonly kind: "verdict"; readonly test: string; readonly verdict: Verdict }
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
    };
