import type { ExpectedOutcome, RefusalResult } from "../model.ts";
import type { Finding } from "./finding.ts";
import { codeFits, outcomeText, replyFits } from "./outcome.ts";
import { isRefusal, wrongSubject } from "./subjects.ts";
import { shown } from "./words.ts";

/** Did the bad frame get one of these outcomes? */
export function isRefused(subject: unknown, kind: string, outcomes: readonly ExpectedOutcome[]): Finding {
  const refusal = refusalOf(subject, "refused");
  if (refusal.phase === "accepted") return answeredAsGood(kind, outcomes);
  if (outcomes.some((outcome) => fits(refusal, outcome))) return null;
  const nothing = refusal.reply === null && refusal.closeCode === null;
  return {
    rule: nothing ? "NO-REFUSAL" : "WRONG-REFUSAL",
    summary: nothing
      ? `the ${kind} frame was not refused`
      : `the ${kind} frame was refused in another way than declared${takenFor(refusal, kind)}`,
    promised: `${kind}: ${outcomeText(outcomes)}`,
    got: gotText(refusal),
    frame: refusal.reply?.frame ?? null,
  };
}

/** Nothing came, and by the judge nothing had to: what a test expects there is only inferred. */
export function isLeftOpen(finding: Finding, subject: unknown): boolean {
  if (finding?.rule !== "NO-REFUSAL" || !isRefusal(subject)) return false;
  return subject.phase === "unspecified" || subject.phase === "owed";
}

/** The document promises nothing here; but bad input must not be answered like good input. */
export function isHarmless(subject: unknown): Finding {
  const refusal = refusalOf(subject, "harmless");
  return refusal.phase === "accepted" ? answeredAsGood("bad", []) : null;
}

function fits(refusal: RefusalResult, outcome: ExpectedOutcome): boolean {
  if (outcome.ignored === true) return refusal.reply === null && refusal.closeCode === null;
  const closeFits =
    outcome.close === undefined
      ? refusal.closeCode === null
      : refusal.closeCode !== null && codeFits(refusal.closeCode, outcome.close);
  return closeFits && replyFits(refusal.reply, outcome);
}

function answeredAsGood(kind: string, outcomes: readonly ExpectedOutcome[]): Finding {
  return {
    rule: "NOT-REFUSED",
    summary: `the ${kind} frame was answered like a good one`,
    promised:
      outcomes.length === 0
        ? "bad input is not answered like good input"
        : `${kind}: ${outcomeText(outcomes)}`,
    got: "the replies that follow a good request",
  };
}

function takenFor({ kinds }: RefusalResult, kind: string): string {
  return kinds.length === 0 || kinds.includes(kind) ? "" : ` (the judge takes it for ${kinds.join(", ")})`;
}

function gotText({ reply, closeCode }: RefusalResult): string {
  const parts = [reply === null ? "" : shown(reply), closeCode === null ? "" : `close ${closeCode}`].filter(
    (part) => part !== "",
  );
  return parts.length === 0 ? "nothing" : parts.join(", then ");
}

function refusalOf(subject: unknown, assertion: string): RefusalResult {
  if (isRefusal(subject)) return subject;
  throw wrongSubject(assertion, "what `refusal()` gives");
}
