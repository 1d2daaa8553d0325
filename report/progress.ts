import { oneLine } from "../contract/plain-text.ts";
import type { Sink } from "./reporter.ts";
import type { TerminalStyle } from "./terminal-style.ts";

/** Goes to the beginning of the line and clears it. */
const CLEAR = "\r\u001b[2K";
/** A line that changes more often nobody reads. */
const EVERY_MS = 100;

/** A line at the end of the listing that says how far a run is; for people at a terminal only. */
export interface Progress extends Sink {
  /** Shows the state anew, at most ten times a second. */
  show(state: {
    readonly done: number;
    readonly tests: number;
    readonly bad: number;
    readonly now: string;
  }): void;
  clear(): void;
}

/** Text that is written goes above the line. Where the style wants no progress, nothing but that text is written. */
export function progressOf(
  { out, width, colours, progress }: TerminalStyle,
  clock: () => number = Date.now,
): Progress {
  let shownAt = Number.NEGATIVE_INFINITY;
  let line = "";
  const clear = (): void => {
    if (line !== "") out.write(CLEAR);
    line = "";
  };
  return {
    clear,
    write(text) {
      clear();
      out.write(text);
    },
    show({ done, tests, bad, now }) {
      if (!progress || clock() - shownAt < EVERY_MS) return;
      clear();
      shownAt = clock();
      const broken = bad === 0 ? "" : `, ${bad} broken`;
      line = `${done}/${tests}${broken}  ${oneLine(now)}`.slice(0, width - 1);
      out.write(colours.dim(line));
    },
  };
}
