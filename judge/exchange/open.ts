import type { ClientOperation } from "../../contract/model.ts";
import { orderOf, takeTurn, type Order } from "./conversation.ts";
import { type Exchange, isOpen, newExchange, type Request } from "./exchange.ts";
import { loginIdle } from "../connection/idle.ts";
import { excuseSubscriber, roundsOf } from "../push/book.ts";
import { inOrder, type OpenExchanges } from "./open-exchanges.ts";
import { finish } from "./settlement.ts";
import type { Moment } from "../state.ts";

/** A request, seen against what else runs on its connection. */
export interface Standing {
  readonly order: Order;
  /** The running exchange of the same operation with the same id. */
  readonly twin: Exchange | null;
  /** What it interrupts: the exchange with its id; where it has none, the youngest. */
  readonly target: Exchange | null;
  /** Which of several it interrupts can't be told. */
  readonly others: readonly Exchange[];
}

export function standingOf(moment: Moment, { operation, message }: Request, id: string | null): Standing {
  const { connection } = moment;
  const { exchanges } = connection;
  const twin = id === null ? null : (exchanges.lane(operation.name)?.withId(id).find(isOpen) ?? null);
  const running = interruptible(exchanges, operation);
  const target = id === null ? running.at(-1) : running.find((one) => one.id === id);
  const unsure = id === null && message.correlation.length > 0;
  const order =
    target === undefined ? orderOf(connection.conversation, connection.channel, operation) : "yes";
  return { order, twin, target: target ?? null, others: unsure ? running : NONE };
}

const NONE: readonly Exchange[] = [];

function interruptible(exchanges: OpenExchanges, { interrupts }: ClientOperation): readonly Exchange[] {
  if (interrupts.length === 0) return NONE;
  return inOrder(interrupts.flatMap((name) => exchanges.lane(name)?.all.filter(isOpen) ?? []));
}

/** Opens the exchange of a request that the service has to take, or may. */
export function openExchange(moment: Moment, request: Request, standing: Standing): Exchange {
  const { connection, at } = moment;
  const { operation, payload } = request;
  const exchange = newExchange(request, at);
  const { twin, target, others, order } = standing;
  exchange.behind = twin;
  // One that may have ended by mistake may still speak under this id.
  exchange.doubt = exchange.id !== null && connection.past.byId.get(exchange.id)?.doubt === true;
  if (others.length > 1) for (const one of others) one.doubt = true;
  if (target !== null && target.pausedBy === null) {
    exchange.target = target;
    target.pausedBy = exchange;
    excuseSubscriber(moment, target);
  }
  exchange.turn = takeTurn(connection.conversation, operation, order);
  exchange.rounds = roundsOf(moment, operation, payload);
  loginIdle(moment, operation.name, "sent");
  connection.lastTaken = exchange;
  if (operation.sequence.kind === "none") connection.lastSilent = exchange;
  return exchange;
}

/** Starts it. An exchange without declared replies is over at once. */
export function startExchange(moment: Moment, exchange: Exchange): void {
  moment.connection.exchanges.add(exchange);
  if (exchange.view.phase === "ended") finish(moment, exchange, { phase: "ended" });
}
