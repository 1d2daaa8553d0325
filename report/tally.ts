import { assertNever } from "../contract/assert-never.ts";
import type { RunEvent } from "./events.ts";

export type TestFinished = Extract<RunEvent, { kind: "testFinished" }>;

/** What a finished test says about the service. `known`: violated, and accepted for now. `error`: nothing, because something of ours or the user's failed. */
export type TestVerdict = "kept" | "violated" | "known" | "unspecified" | "notReached" | "error";

/** The error of a test that threw what is neither a broken promise nor an error of ours. */
export const EXCEPTION = "EXCEPTION";

/** How many tests said what. */
export type Tally = { readonly [verdict in TestVerdict]: number };

export const EMPTY_TALLY: Tally = {
  kept: 0,
  violated: 0,
  known: 0,
  unspecified: 0,
  notReached: 0,
  error: 0,
};

export function verdictOf(test: TestFinished): TestVerdict {
  switch (test.state) {
    case "passed":
      return "kept";
    case "failed":
      return test.error === "" ? "violated" : "error";
    case "pending":
      if (test.pending === "known") return "known";
      return test.pending === "unspecified" ? "unspecified" : "notReached";
    default:
      return assertNever(test.state);
  }
}

export function counted(tally: Tally, test: TestFinished): Tally {
  const verdict = verdictOf(test);
  return { ...tally, [verdict]: tally[verdict] + 1 };
}

/** `214 kept, 0 violated, 3 unspecified, 2 not reached`; known breaches and errors only where there are any. */
export function tallyText(tally: Tally): string {
  const errors = tally.error === 0 ? "" : `, ${tally.error} could not be judged`;
  const known = tally.known === 0 ? "" : `${tally.known} known, `;
  return (
    `${tally.kept} kept, ${tally.violated} violated, ${known}` +
    `${tally.unspecified} unspecified, ${tally.notReached} not reached${errors}`
  );
}
