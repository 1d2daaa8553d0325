import type { ToolError } from "../contract/tool-error.ts";
import type { Breach } from "./known.ts";
import type { Filter } from "./filter.ts";
import type { FilterNames } from "./filter-names.ts";
import type { Endpoint } from "./tcp.ts";

/** What Mocha's child is told, as one line of JSON on its standard input. */
export interface MochaJob {
  /** Absolute paths of test files, in the order in which they run. */
  readonly files: readonly string[];
  /** Those of them that lie as our templates wrote them. */
  readonly plain: readonly string[];
  readonly filter: Filter;
  /** What the document has to filter by; null where only some of the tests are loaded, and nobody can tell. */
  readonly names: FilterNames | null;
  /** Full titles of the only tests that are wanted of some of the files, besides what the filter says. */
  readonly parts: { readonly [file: string]: readonly string[] };
  /** Safety net for one test; every wait of the harness ends long before. */
  readonly timeoutMs: number;
  /** Where a service that is started again when it dies has to accept before the next test; null: nobody does that. */
  readonly revives: Endpoint | null;
  /** Ends at the first test that fails, unless what it found is accepted. */
  readonly bail: boolean;
  readonly accepted: readonly Breach[];
  /** In CI nobody wants to hear that the one test with `.only` passed. */
  readonly forbidOnly: boolean;
  /** For the event `runStarted`; the URL as it may be written anywhere. */
  readonly document: string;
  readonly url: string;
  readonly seed: number;
}

/** What the child says in place of its events where it cannot run them at all. */
export interface ToldError {
  readonly kind: "toolError";
  readonly code: string;
  readonly message: string;
  readonly where: ToolError["where"];
  readonly hint: string;
}

/** Where the child writes its events: a pipe of its own, so that a `console.log` in a test does no harm. */
export const EVENTS_FD = 3;
