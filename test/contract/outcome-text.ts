import type { Outcome, Refusal } from "../../contract/model.ts";

/** An outcome in one line. */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case "reply":
      return replyText(outcome);
    case "close":
      return `close ${codesText(outcome.codes)}`;
    case "reply-close":
      return `${replyText(outcome)}, close ${codesText(outcome.codes)}`;
    case "status":
      return `status ${codesText(outcome.codes)}`;
    default:
      return outcome.kind;
  }
}

function replyText({ reply }: Extract<Outcome, { kind: "reply" | "reply-close" }>): string {
  const where = reply.where.map(({ at, values }) => ` ${at.of}#${at.pointer}=${JSON.stringify(values)}`);
  return `${reply.message}${where.join("")}${reply.correlated ? "" : " (uncorrelated)"}`;
}

function codesText(codes: Extract<Outcome, { kind: "close" }>["codes"]): string {
  return codes.kind === "codes" ? codes.codes.join("/") : codes.kind;
}

/** A refusal in one line. */
export function refusalText(refusal: Refusal): string {
  if (refusal.kind === "unspecified") return `unspecified ${refusal.deliberate}`;
  return `${refusal.kind} ${refusal.outcomes.map(outcomeText).join(" or ")}`;
}
