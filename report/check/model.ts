import type { ExitCode } from "../reporter.ts";

/** `unchecked`: nobody asked, or there was nothing to check it by; never the same as passed. */
export type PartState = "passed" | "failed" | "unknown" | "unchecked";

/** One part of the contract check, and what came of it in one sentence. */
export interface CheckPart {
  readonly name: "stale" | "breaking" | "run" | "gates";
  readonly state: PartState;
  readonly text: string;
}

/** Something to be said at a line of the document. */
export interface CheckFinding {
  readonly level: "error" | "warning";
  readonly title: string;
  readonly text: string;
  /** Relative to the working directory; line 0 where none is known. */
  readonly file: string;
  readonly line: number;
}

/** Anything broken: 1; anything that nobody can tell: 2. */
export function checkExit(parts: readonly CheckPart[]): ExitCode {
  if (parts.some(({ state }) => state === "failed")) return 1;
  return parts.some(({ state }) => state === "unknown") ? 2 : 0;
}
