import type { RunEvent } from "../report/events.ts";

type Finished = Extract<RunEvent, { kind: "testFinished" }>;

/** What the harness's reason says a pending test is; one without a reason was skipped by its author. */
export function pendingOf(reason: string): Pick<Finished, "pending" | "text"> {
  const [, text] = /^unspecified:?\s*(.*)$/s.exec(reason) ?? [];
  if (text !== undefined) return { pending: "unspecified", text };
  return { pending: "notReached", text: reason === "" ? "skipped by the test itself" : reason };
}
