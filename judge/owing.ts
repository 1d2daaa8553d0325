import { acceptsAt } from "../contract/index.ts";
import { type Exchange, sequenceOf } from "./exchange/exchange.ts";
import type { ConnectionId } from "./model.ts";
import { openingOwed } from "./connection/opening.ts";
import { isOwed } from "./refusal/refusal.ts";
import type { Scope } from "./state.ts";

/** Does the service owe anything on this connection? An idle close far ahead does not count. */
export function owes({ connections, pushes }: Scope, id: ConnectionId): boolean {
  const connection = connections.get(id);
  if (connection === undefined || connection.muted) return false;
  const { view, refusing, answerBy, exchanges, refusals } = connection;
  if (view.phase === "handshaking") return !connection.midway;
  if (view.phase === "refused") return false;
  if (view.phase === "closed") return answerBy < Number.POSITIVE_INFINITY;
  if (refusing !== null || openingOwed({ connection })) return true;
  if ([...exchanges].some(isWaiting) || refusals.some(isOwed)) return true;
  return pushes.rounds.some(({ state, waiting }) => state !== "void" && waiting.has(id));
}

function isWaiting(exchange: Exchange): boolean {
  const sequence = sequenceOf(exchange);
  if (exchange.view.phase !== "running" || exchange.behind !== null || sequence === null) return false;
  return !acceptsAt(sequence, exchange.state);
}
