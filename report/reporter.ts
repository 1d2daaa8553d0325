import type { ToolError } from "../contract/tool-error.ts";
import type { RunEvent } from "./events.ts";
import type { Tally } from "./tally.ts";

export type ExitCode = 0 | 1 | 2;

/** How a run ended. */
export interface RunEnd {
  readonly tally: Tally;
  readonly exitCode: ExitCode;
  /** Why nobody can tell (exit 2), or null. */
  readonly error: ToolError | null;
  /** Gates that were not met, each as a sentence: `contract coverage 81.2 % is below 90 %`. */
  readonly gates: readonly string[];
  /** What the run left behind, for whoever wants to look: `{what: "service output", path: ".asyncproof/service.log"}`. */
  readonly places: readonly { readonly what: string; readonly path: string }[];
}

/** Takes the events of one run in order, then its end. Secrets are masked before events come here. */
export interface Reporter {
  /** Shows frames and kept promises too; a run tells them only where a report does. */
  readonly traffic?: true;
  take(event: RunEvent): void;
  /** Resolves when everything is written. */
  finish(end: RunEnd): Promise<void>;
}

/** Takes events, and nothing at their end. */
export type EventTaker = Pick<Reporter, "take">;

/** Where text goes: a stream, or a list in a test. */
export interface Sink {
  write(text: string): void;
}
