import type { Filter } from "./filter.ts";
import type { Endpoint } from "./tcp.ts";

/** What Mocha's child is told, as one line of JSON on its standard input. */
export interface MochaJob {
  /** Absolute paths of test files, in the order in which they run. */
  readonly files: readonly string[];
  readonly filter: Filter;
  /** Safety net for one test; every wait of the harness ends long before. */
  readonly timeoutMs: number;
  /** Where a service that is started again when it dies has to accept before the next test; null: nobody does that. */
  readonly revives: Endpoint | null;
  /** For the event `runStarted`. */
  readonly document: string;
  readonly url: string;
  readonly seed: number;
}

/** Where the child writes its events: a pipe of its own, so that a `console.log` in a test does no harm. */
export const EVENTS_FD = 3;
