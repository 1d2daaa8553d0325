import type { Exchange } from "../exchange/exchange.ts";
import { senders } from "./claims.ts";
import { standsFor } from "./stands-for.ts";
import type { Incoming } from "../frames/incoming.ts";
import type { Message } from "../../contract/model.ts";
import { matchRound, type RoundMatch } from "./rounds.ts";
import type { Moment } from "../state.ts";

/**
 * An item of an exchange may at once be a push: what a subscription gets because somebody publishes, or what one
 * request draws in an exchange that another one has opened. Gives the trigger that it answers to, and what is wrong
 * with it as that; null where nothing triggers such items.
 */
export function creditOf(
  moment: Moment,
  exchange: Exchange,
  { message, incoming }: { readonly message: Message; readonly incoming: Incoming },
): RoundMatch | null {
  const all = senders(moment.connection.channel, message.name);
  if (all.length === 0) return null;
  const pushed = { message, payload: incoming.payload, incoming, subscribed: true };
  const free = all.some(({ trigger }) => trigger.kind === "unsolicited");
  for (const operation of all) {
    if (!standsFor(operation, exchange)) continue;
    const match = matchRound(moment, operation, pushed);
    // Who subscribed after the trigger may get it.
    if (match === null || match.charge?.rule === "AUDIENCE") continue;
    if (match.charge === null ? match.round !== null : !free) return match;
  }
  return null;
}
