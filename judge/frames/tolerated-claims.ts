import type { Message, Refusal } from "../../contract/model.ts";
import { type Claim, type Incoming, TIER } from "./incoming.ts";
import { hasForm, replyForms } from "../refusal/declared.ts";
import type { Moment } from "../state.ts";

/** Refusals that may come though nothing owes them: for an answer that the client did not give, and after a flood. */
export function toleratedClaims(
  { connection, at }: Moment,
  { readings, payload }: Incoming,
  claims: Claim[],
): void {
  const { channel, calls, rate } = connection;
  if (calls.length === 0 && rate.hotUntil <= at) return;
  const refusals: Refusal[] = [];
  if (calls.length > 0) refusals.push(channel.rejects.noReply);
  if (rate.hotUntil > at) {
    refusals.push(channel.rejects.tooFast);
    for (const one of channel.operations) if (one.kind === "client") refusals.push(one.rejects.tooFast);
  }
  const message = readings.find((one) => refusals.some((refusal) => isForm(refusal, one, payload)));
  if (message === undefined) return;
  const nothing = (): void => {};
  claims.push({
    tier: TIER.tolerated,
    message,
    charges: [],
    alike: "tolerated",
    named: false,
    doubtful: false,
    doubt: nothing,
    take: nothing,
  });
}

function isForm(refusal: Refusal, message: Message, payload: Incoming["payload"]): boolean {
  if (refusal.kind === "unspecified") return false;
  return replyForms(refusal.outcomes).some(({ reply }) => hasForm(reply, message, payload));
}
