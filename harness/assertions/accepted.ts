import { closeMatches, stepClose } from "../../contract/index.ts";
import type { ReceivedMessage } from "../../judge/model.ts";
import type { Replies } from "../model.ts";
import { NotReached } from "../not-reached.ts";
import { originOf } from "../origin.ts";
import type { Finding } from "./finding.ts";
import { isReplies, wrongSubject } from "./subjects.ts";
import { names, shown } from "./words.ts";

/** The vocabulary's "accepted": the exchange kept to its sequence, error branches included, and was not refused. */
export function isAccepted(subject: unknown): Finding {
  const replies = repliesOf(subject, "accepted");
  switch (replies.phase) {
    case "refused":
      if (originOf(replies)?.asCase === true)
        throw new NotReached(
          "needs example",
          `a case of the document says that this \`${replies.operation}\` is refused`,
        );
      return refused(replies);
    case "cut-short":
      return ended(replies, "CUT-SHORT");
    case "broken":
      return ended(replies, "OUT-OF-SEQUENCE");
    default:
      return null;
  }
}

/** Accepted, no error among the replies, and at least one reply where the operation promises one. */
export function succeeded(subject: unknown): Finding {
  const replies = repliesOf(subject, "succeed");
  return answeredByError(replies) ?? isAccepted(subject) ?? unanswered(replies);
}

/** Success is demanded where the document or the config shows the request. */
export function answeredByError(replies: Replies): Finding {
  const { messages, operation, phase } = replies;
  const error = messages.find(isError);
  if (error === undefined) return phase === "declined" ? refused(replies) : null;
  return {
    rule: "NOT-ACCEPTED",
    summary: `\`${operation}\` was answered with the error \`${error.name}\``,
    promised: `\`${operation}\` succeeds`,
    got: shown(error),
    frame: error.frame,
  };
}

function unanswered(replies: Replies): Finding {
  const sequence = originOf(replies)?.operation?.sequence;
  const promised = sequence?.kind === "sequence" && sequence.sequence.states[0]?.accepting === false;
  if (replies.messages.length > 0 || !promised) return null;
  if (isTurnedAway(replies)) return refused(replies);
  if (closeIn(replies) !== null) return null;
  return {
    rule: "NO-REPLY",
    summary: `\`${replies.operation}\` got no reply (${replies.phase})`,
    promised: `sequence: ${sequence.sequence.text}`,
    got: "nothing",
  };
}

/** Was it closed, as its sequence allows, with a code that refuses, and no reply, though there could be one? */
export function isTurnedAway(replies: Replies): boolean {
  const code = closeIn(replies);
  const start = originOf(replies)?.operation?.sequence;
  if (code === null || start?.kind !== "sequence" || replies.messages.length > 0) return false;
  return (
    closeMatches({ kind: "refusing" }, code) &&
    start.sequence.states[0]?.steps.some(({ on }) => on.kind === "name") === true
  );
}

/** The code of the server's close in place of any reply, where the sequence may begin with it; else null. */
function closeIn(replies: Replies): number | null {
  const origin = originOf(replies);
  const sequence = origin?.operation?.sequence;
  const closed = origin?.connection.closed;
  if (sequence?.kind !== "sequence" || closed?.by !== "server" || replies.phase !== "ended") return null;
  return stepClose(sequence.sequence, 0, closed.code) === null ? null : closed.code;
}

function refused(replies: Replies): Finding {
  const reply = replies.messages.at(-1);
  return {
    rule: "NOT-ACCEPTED",
    summary: `\`${replies.operation}\` was refused`,
    promised: `\`${replies.operation}\` is accepted`,
    got: reply === undefined ? closeText(replies) : shown(reply),
    frame: reply?.frame ?? null,
  };
}

function closeText(replies: Replies): string {
  const closed = originOf(replies)?.connection.closed;
  return closed?.by === "server" ? `close ${closed.code}` : "a refusal without a message";
}

function ended(replies: Replies, rule: "CUT-SHORT" | "OUT-OF-SEQUENCE"): Finding {
  const sequence = originOf(replies)?.operation?.sequence;
  return {
    rule,
    summary: `\`${replies.operation}\` ended ${replies.phase}`,
    promised: sequence?.kind === "sequence" ? `sequence: ${sequence.sequence.text}` : "its end",
    got: names(replies.messages),
  };
}

export function isError({ reading }: ReceivedMessage): boolean {
  return (reading.kind === "message" || reading.kind === "invalid") && reading.message.error;
}

function repliesOf(subject: unknown, assertion: string): Replies {
  if (isReplies(subject)) return subject;
  throw wrongSubject(assertion, "the replies of an exchange");
}
