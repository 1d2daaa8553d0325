import { closeMatches, unshowable } from "../../contract/index.ts";
import type { Channel, Contract, Outcome } from "../../contract/model.ts";
import type { ReceivedMessage } from "../model.ts";
import { allowsClose, hasForm, type OutcomeForm, replyForms } from "../refusal/declared.ts";

/** What the service has said on a connection before it closed it, and how. */
interface Ended {
  readonly received: readonly ReceivedMessage[];
  readonly code: number;
}

/**
 * Types of credentials that no handshake carries, and for want of which the service has refused this one after the
 * upgrade: by a close that the document declares for it, before anything but the declared reply. Empty where the close
 * is something else.
 */
export function deniedFor(
  channel: Channel,
  contract: Contract,
  { received, code }: Ended,
): readonly string[] {
  const outcomes = denials(channel);
  // A reply that came when the client had left was not heard.
  const forms = received.length === 0 ? replyForms(outcomes) : repliesIn(outcomes, received);
  const isSo =
    (received.length === 0 && allowsClose(outcomes, code)) ||
    forms.some(({ codes }) => codes !== null && closeMatches(codes, code));
  return isSo ? unshowable(channel, contract) : [];
}

/** The same for the reply that is declared to precede the close, where it is the first that came. */
export function deniedBy(
  channel: Channel,
  contract: Contract,
  received: readonly ReceivedMessage[],
): readonly string[] {
  return repliesIn(denials(channel), received).length > 0 ? unshowable(channel, contract) : [];
}

/** How the document says that a handshake is refused for its credential. */
function denials({ rejects }: Channel): readonly Outcome[] {
  return [rejects.unauthenticated, rejects.forbidden].flatMap((refusal) =>
    refusal.kind === "declared" ? refusal.outcomes : [],
  );
}

function repliesIn(outcomes: readonly Outcome[], received: readonly ReceivedMessage[]): OutcomeForm[] {
  const [first, ...more] = received;
  if (first?.reading.kind !== "message" || more.length > 0) return [];
  const { message } = first.reading;
  return replyForms(outcomes).filter(({ reply }) => hasForm(reply, message, first.payload));
}
