import type { ReceivedMessage } from "../../judge/model.ts";
import { declinedBecause } from "../declined.ts";
import type { Replies } from "../model.ts";
import { NotReached } from "../not-reached.ts";
import { type Origin, originOf } from "../origin.ts";
import { isAccepted, isError, isTurnedAway, succeeded } from "./accepted.ts";
import type { Finding } from "./finding.ts";
import { isReplies } from "./subjects.ts";

/**
 * Success of a request that nothing shows to succeed. Throws `NotReached` (needs example) where an error came in its
 * place, or a refusal that the document leaves open: the test is about what comes where neither does.
 */
export function succeededIfTaken(subject: unknown): Finding {
  const origin = originOf(subject);
  if (origin !== null && isReplies(subject)) {
    const error = errorOf(subject);
    if (error !== undefined || subject.phase === "declined" || isTurnedAway(subject))
      throw new NotReached("needs example", becauseOf(subject, origin, error));
  }
  return succeeded(subject);
}

/** The vocabulary's "accepted"; of what was refused for a reason that the document leaves open, nothing is known. */
export function acceptedOrDeclined(subject: unknown): Finding {
  const origin = originOf(subject);
  if (origin !== null && isReplies(subject) && subject.phase === "declined")
    origin.connection.scope.declined ??= becauseOf(subject, origin, errorOf(subject));
  return isAccepted(subject);
}

function errorOf({ messages, phase }: Replies): ReceivedMessage | undefined {
  return phase === "declined" ? messages.at(-1) : messages.find(isError);
}

function becauseOf(
  { operation: name }: Replies,
  { connection, request }: Origin,
  error: ReceivedMessage | undefined,
): string {
  return declinedBecause(connection, request ?? name, error);
}
