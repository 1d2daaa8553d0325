import { acceptsAt } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import { assertNever } from "../../contract/assert-never.ts";
import type { Message, ServerOperation } from "../../contract/model.ts";
import { type Exchange, sequenceOf } from "../exchange/exchange.ts";
import { inOrder } from "../exchange/open-exchanges.ts";
import { type Sources, sameValue, valueAt } from "../pointers.ts";
import type { Connection } from "../state.ts";

/** `in`: must get it. `out`: must not. `free`: neither owed nor forbidden. */
export type Standing = "in" | "out" | "free";

/** What is sent, and on whose account. */
export interface Sending {
  readonly operation: ServerOperation;
  /** Messages of the operation. */
  readonly messages: readonly Message[];
  readonly sender: Connection;
  readonly request: Json | undefined;
  readonly at: number;
}

/** Where one connection stands to what is sent, by the time of the trigger. */
export function standingOf(sending: Sending, connection: Connection): Standing {
  const { operation, sender, at } = sending;
  if (isOutside(sending, connection)) return "out";
  const isNew = operation.trigger.kind === "connect" && connection === sender;
  if (connection.leftAt <= at || connection.view.phase === "closed" || connection.muted) return "free";
  if (!isNew && !(connection.readyAt < at)) return "free";
  if (operation.after !== "" && !connection.succeeded.has(operation.after)) return "free";
  if (sameAddress(sender, connection) !== "yes" && connection !== sender) return "free";
  return byAudience(sending, connection);
}

/** True where it must never come, whenever the connection was opened or is closed. */
export function isOutside({ operation, sender }: Sending, connection: Connection): boolean {
  const { kind } = operation.audience;
  if (kind === "undeclared") return false;
  if (sameAddress(sender, connection) === "no") return true;
  return kind === "others" && connection === sender;
}

/**
 * Channels with parameters have an address for each set of values. What they are is not known of a connection whose
 * handshake was not heard.
 */
function sameAddress(one: Connection, other: Connection): "yes" | "no" | "unknown" {
  const [values, others] = [one.facts.parameters, other.facts.parameters];
  const differs = (name: string): boolean => Object.hasOwn(others, name) && values[name] !== others[name];
  if (Object.keys(values).some(differs)) return "no";
  const names = one.channel === other.channel ? one.channel.parameters.map(({ name }) => name) : [];
  const isKnown = (name: string): boolean => Object.hasOwn(values, name) && Object.hasOwn(others, name);
  return names.every(isKnown) ? "yes" : "unknown";
}

function byAudience(sending: Sending, connection: Connection): Standing {
  const { audience, trigger } = sending.operation;
  const isSender = connection === sending.sender;
  switch (audience.kind) {
    case "undeclared":
      if (trigger.kind === "disconnect") return "in";
      return trigger.kind === "connect" && isSender ? "in" : "free";
    case "sender":
      if (sending.sender.channel !== connection.channel) return "free";
      return isSender ? "in" : "out";
    case "others":
      return isSender ? "out" : "in";
    case "everyone":
      return "in";
    case "requester":
      return isOther(sending.sender, connection) ? "out" : "in";
    case "only":
      return byIdentity(valueAt(audience.pointer, sourcesOf(sending)), connection);
    case "running":
      return bySubscription(sending, connection, audience.operation);
    default:
      return assertNever(audience);
  }
}

/** Surely another client; where nothing tells who a client is, it may be anyone. */
function isOther({ facts: { principal } }: Connection, { facts }: Connection): boolean {
  return principal !== undefined && facts.principal !== undefined && facts.principal !== principal;
}

function sourcesOf({ request, sender }: Sending): Sources {
  return { request, facts: sender.facts, latest: sender.latest };
}

function byIdentity(wanted: Json | undefined, connection: Connection): Standing {
  const identity = identityOf(connection);
  if (wanted === undefined || identity === undefined) return "free";
  return sameValue(wanted, identity) ? "in" : "out";
}

/** The name under which a connection is known; `undefined` where none is declared or it has not come yet. */
function identityOf({ channel, facts, latest }: Connection): Json | undefined {
  if (channel.identity.kind === "none") return undefined;
  return valueAt(channel.identity.pointer, { request: undefined, facts, latest });
}

/** Who has subscribed surely, may have, or surely has not. */
function bySubscription(sending: Sending, connection: Connection, operation: string): Standing {
  const id = pushedId(sending);
  if (id === null || connection.midway) return "free";
  const running = subscriptions(connection, operation, id).filter((one) => one.id === id);
  if (running.length === 0) return "out";
  const sure = running.some((one) => isConfirmed(one) || connection === sending.sender);
  return sure && running.every(({ pausedBy, doubt }) => pausedBy === null && !doubt) ? "in" : "free";
}

/** The open exchanges of an operation that what carries the id may belong to: with that id, or without one. */
export function subscriptions(
  { exchanges }: Connection,
  operation: string,
  id: string | null,
): readonly Exchange[] {
  const lane = exchanges.lane(operation);
  if (lane === undefined) return [];
  if (id === null) return lane.all;
  return inOrder([...lane.withId(id), ...lane.begun, ...lane.fresh]);
}

function isConfirmed(exchange: Exchange): boolean {
  const sequence = sequenceOf(exchange);
  return sequence !== null && exchange.view.replies.length > 0 && acceptsAt(sequence, exchange.state);
}

/** The id that the pushed message will carry, as far as the declared echoes tell it. */
export function pushedId(sending: Sending): string | null {
  const sources = sourcesOf(sending);
  for (const message of sending.messages) {
    const values = message.correlation.map((pointer) => {
      const echo = sending.operation.echoes.find(({ to }) => to.pointer === pointer);
      return echo === undefined ? undefined : valueAt(echo.from, sources);
    });
    if (values.length > 0 && values.every((value) => value !== undefined && value !== null))
      return JSON.stringify(values);
  }
  return null;
}
