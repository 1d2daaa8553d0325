import type { Exchange } from "../exchange/exchange.ts";
import { senders } from "./claims.ts";
import { matchRound, type Pushed, type RoundMatch } from "./rounds.ts";
import type { Moment } from "../state.ts";

/**
 * An item of a subscription is at once a push to its subscribers: the trigger that it answers to, and what is wrong
 * with it as that. Null where nothing triggers such items.
 */
export function creditOf(moment: Moment, exchange: Exchange, pushed: Pushed): RoundMatch | null {
  const all = senders(moment.connection.channel, pushed.message.name);
  const free = all.some(({ trigger }) => trigger.kind === "unsolicited");
  for (const operation of all) {
    const { audience, trigger } = operation;
    if (audience.kind !== "running" || audience.operation !== exchange.view.operation.name) continue;
    if (trigger.kind === "unsolicited") continue;
    const match = matchRound(moment, operation, { ...pushed, subscribed: true });
    // Who subscribed after the trigger may get it.
    if (match === null || match.charge?.rule === "AUDIENCE") continue;
    if (match.charge === null ? match.round !== null : !free) return match;
  }
  return null;
}
