import { stepSequence } from "../contract/index.ts";
import type { Channel, ClientOperation } from "../contract/model.ts";
import type { ExchangePhase, ExchangeView } from "../judge/model.ts";

/** True for an operation whose sequence is exactly one message, whichever of several it is. */
export function answersOnce({ sequence }: ClientOperation): boolean {
  if (sequence.kind === "none") return false;
  const { states } = sequence.sequence;
  const start = states[0];
  if (start === undefined || start.accepting || start.steps.length === 0) return false;
  return start.steps.every(({ on, to }) => {
    const after = states[to];
    return on.kind === "name" && after?.accepting === true && after.steps.length === 0;
  });
}

/**
 * True where the conversation that the channel declares lets `operation` come now and is, after it, where it was
 * before: what a test does later is not disturbed.
 */
export function staysInPlace(
  channel: Channel,
  exchanges: readonly ExchangeView[],
  operation: ClientOperation,
): boolean {
  if (channel.conversation.kind === "any") return true;
  const { sequence } = channel.conversation;
  let state = 0;
  for (const exchange of exchanges)
    if (counts(exchange)) state = stepSequence(sequence, state, exchange.operation.name) ?? state;
  return stepSequence(sequence, state, operation.name) === state;
}

const NEVER_SENT: readonly ExchangePhase[] = ["failed", "declined", "broken"];

/** An operation with one reply counts when it came, any other when sent; one that ended in an error never. */
function counts({ operation, phase }: ExchangeView): boolean {
  return answersOnce(operation) ? phase === "ended" : !NEVER_SENT.includes(phase);
}
