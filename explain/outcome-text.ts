import { assertNever } from "../contract/assert-never.ts";
import type { CloseCodes, Deadline, Outcome, Refusal, Rejects, Where } from "../contract/model.ts";

/** `error {/code: MALFORMED}, then close 1008`. */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case "reply":
      return replyText(outcome.reply);
    case "close":
      return `close ${codesText(outcome.codes)}`;
    case "reply-close":
      return `${replyText(outcome.reply)}, then close ${codesText(outcome.codes)}`;
    case "status":
      return `status ${codesText(outcome.codes)}`;
    case "ignored":
      return "ignored";
    case "as-text":
      return "read as text";
    default:
      return assertNever(outcome);
  }
}

/** The refusals of all kinds, those with the same outcome in one line: `unknown, misdirected: error {/code: UNKNOWN_TYPE}`. */
export function rejectLines(rejects: Partial<Rejects>): string[] {
  const byText = new Map<string, string[]>();
  for (const [kind, refusal] of Object.entries(rejects)) {
    const text = refusalText(refusal);
    byText.set(text, [...(byText.get(text) ?? []), kind]);
  }
  return [...byText].map(([text, kinds]) => `${kinds.join(", ")}: ${text}`);
}

export function refusalText(refusal: Refusal): string {
  switch (refusal.kind) {
    case "declared":
      return refusal.outcomes.map(outcomeText).join(", or ");
    case "inferred":
      return "not said; any refusal counts";
    case "unspecified":
      return refusal.deliberate ? "deliberately not promised" : "not said";
    default:
      return assertNever(refusal);
  }
}

export function withinText(deadline: Deadline): string {
  return deadline.kind === "patience" ? "" : ` within ${durationText(deadline.ms)}`;
}

export function durationText(ms: number): string {
  if (ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

export function codesText(codes: CloseCodes): string {
  if (codes.kind === "any") return "with any code";
  return codes.kind === "refusing" ? "with a code that refuses" : codes.codes.join(" or ");
}

function replyText({
  message,
  where,
  correlated,
}: {
  message: string;
  where: readonly Where[];
  correlated: boolean;
}): string {
  const wanted = where.map(({ at, values }) => `${at.pointer}: ${values.map(bare).join(" or ")}`);
  const details = wanted.length === 0 ? "" : ` {${wanted.join(", ")}}`;
  return `${message}${details}${correlated ? "" : " (with no or another id)"}`;
}

function bare(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
