import type { Colours } from "./colours.ts";
import type { Sink } from "./reporter.ts";

/** How a terminal report looks, and where it goes. */
export interface TerminalStyle {
  /** Results: what a script may keep. */
  readonly out: Sink;
  readonly width: number;
  readonly colours: Colours;
  /** `quiet`: failures and the summary; `verbose`: durations and places besides. */
  /** A line that says how far a run is, written over and over. */
  readonly progress: boolean;
  readonly detail: "quiet" | "normal" | "verbose";
}

/** Eighty columns where nobody knows; no narrower than a title can be read. */
export function widthOf(stream: { readonly columns?: number }): number {
  return Math.max(40, Math.min(stream.columns ?? 80, 120));
}
