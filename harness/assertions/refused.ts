import type { Place, Refusal } from "../../contract/model.ts";
import type { ExpectedOutcome, RefusalResult } from "../model.ts";
import { originOf } from "../origin.ts";
import type { Finding } from "./finding.ts";
import { codeFits, outcomeText, replyFits } from "./outcome.ts";
import { isRefusal, wrongSubject } from "./subjects.ts";
import { shown } from "./words.ts";

/** Did the bad frame get one of these outcomes? */
export function isRefused(subject: unknown, kind: string, outcomes: readonly ExpectedOutcome[]): Finding {
  const refusal = refusalOf(subject, "refused");
  const where = declaredAt(refusal, kind);
  if (refusal.phase === "accepted") return { ...answeredAsGood(kind, outcomes), ...where };
  if (outcomes.some((outcome) => fits(refusal, outcome))) return null;
  if (isInferred(refusal, kind) && fitsTogether(refusal, outcomes)) return null;
  const nothing = refusal.reply === null && refusal.closeCode === null;
  return {
    rule: nothing ? "NO-REFUSAL" : "WRONG-REFUSAL",
    summary: nothing
      ? `the ${kind} frame was not refused`
      : `the ${kind} frame was refused in another way than declared${takenFor(refusal, kind)}`,
    promised: `${kind}: ${outcomeText(outcomes)}`,
    got: gotText(refusal),
    frame: refusal.reply?.frame ?? null,
    ...where,
  };
}

/**
 * Where the document declares the outcome of that kind, nearest first; else that of a kind which the judge takes it
 * for. Nothing where it is only inferred: the origin's place is the nearest then.
 */
function declaredAt(refusal: RefusalResult, kind: string): { readonly place?: Place } {
  const origin = originOf(refusal);
  const channel = origin?.connection.request.channel ?? null;
  const rejects = new Map<string, Refusal>(Object.entries((origin?.operation ?? channel)?.rejects ?? {}));
  const declared = [kind, ...refusal.kinds]
    .map((name) => rejects.get(name))
    .find((one) => one?.kind === "declared");
  return declared?.kind === "declared" ? { place: declared.place } : {};
}

/**
 * What came where the document does not say what has to, and by the judge nothing had to: nothing, a close whose code
 * refuses nothing, or an answer to what is bad only if the document says so. Null where the finding stands.
 */
export function leftOpen(finding: Finding, subject: unknown, kind: string): string | null {
  if (!isRefusal(subject)) return null;
  const { phase, closeCode } = subject;
  if (finding?.rule === "NO-REFUSAL") return phase === "unspecified" || phase === "owed" ? "none came" : null;
  if (declaredAt(subject, kind).place !== undefined) return null;
  if (finding === null && phase === "unspecified" && closeCode !== null) return `the close was ${closeCode}`;
  return finding?.rule === "NOT-REFUSED" && isGoodByItself(kind) ? "it was answered like a good one" : null;
}

/** The document promises nothing here; but bad input must not be answered like good input. */
export function isHarmless(subject: unknown, kind = "bad"): Finding {
  const refusal = refusalOf(subject, "harmless");
  return refusal.phase === "accepted" && !isGoodByItself(kind) ? answeredAsGood(kind, []) : null;
}

/** A second request with an id that runs breaks nothing that a document says without a word about it. */
export function isGoodByItself(kind: string): boolean {
  return kind === "duplicate";
}

function fits(refusal: RefusalResult, outcome: ExpectedOutcome): boolean {
  if (outcome.ignored === true) return refusal.reply === null && refusal.closeCode === null;
  const closeFits =
    outcome.close === undefined
      ? refusal.closeCode === null
      : refusal.closeCode !== null && codeFits(refusal.closeCode, outcome.close);
  return closeFits && replyFits(refusal.reply, outcome);
}

function isInferred(refusal: RefusalResult, kind: string): boolean {
  return originOf(refusal) !== null && declaredAt(refusal, kind).place === undefined;
}

/** Where the outcomes are only inferred, a service may say what was wrong and then hang up. */
function fitsTogether({ reply, closeCode }: RefusalResult, outcomes: readonly ExpectedOutcome[]): boolean {
  const isSaid = outcomes.some((one) => one.reply !== undefined && replyFits(reply, one));
  const { length } = outcomes.filter(
    ({ reply: name, close }) =>
      name === undefined && close !== undefined && closeCode !== null && codeFits(closeCode, close),
  );
  return isSaid && length > 0;
}

function answeredAsGood(kind: string, outcomes: readonly ExpectedOutcome[]): NonNullable<Finding> {
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
