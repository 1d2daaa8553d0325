import type { Outcome, Rejects, ReplyForm } from "./model.ts";

/** The messages that these outcomes send. */
export function repliesOf(outcomes: readonly Outcome[]): readonly ReplyForm[] {
  return outcomes.flatMap((outcome) =>
    outcome.kind === "reply" || outcome.kind === "reply-close" ? [outcome.reply] : [],
  );
}

const known = new WeakMap<Rejects, readonly ReplyForm[]>();

/** Every form of refusal by a message that these outcomes declare; inferred ones are none. */
export function declaredReplies(rejects: Rejects): readonly ReplyForm[] {
  const found =
    known.get(rejects) ??
    Object.values(rejects).flatMap((refusal) =>
      refusal.kind === "declared" ? repliesOf(refusal.outcomes) : [],
    );
  known.set(rejects, found);
  return found;
}
