import { assertNever } from "../contract/assert-never.ts";
import { clientFrame } from "./frames/client-frame.ts";
import { newConnection } from "./connection/connection.ts";
import { newConversation } from "./exchange/conversation.ts";
import type { FateRecord } from "./fate.ts";
import { acceptHandshake, checkSubprotocol, refuseHandshake } from "./connection/handshake.ts";
import { startIdle } from "./connection/idle.ts";
import { closeConnection, leaveUnreached } from "./connection/leaving.ts";
import type { TrafficEvent } from "./model.ts";
import { startOpening } from "./connection/opening.ts";
import { hold, release } from "./connection/holding.ts";
import { beginArrival, endArrival, isDue } from "./push/book.ts";
import { serverFrame } from "./frames/server-frame.ts";
import type { Connection, Moment, Scope } from "./state.ts";
import { transportFailed } from "./connection/transport.ts";
import { own } from "../contract/own.ts";

/** An event of one connection. */
type ConnectionEvent = Exclude<TrafficEvent, { readonly kind: "tick" | "end" | "stop" }>;
type Kind<K extends ConnectionEvent["kind"]> = ConnectionEvent & { readonly kind: K };

/** Takes an event; for a frame of the client gives what became of it. Throws `RangeError` for an unknown connection. */
export function dispatch(
  scope: Scope,
  event: ConnectionEvent,
): { readonly connection: Connection; readonly fate: FateRecord | null } {
  if (event.kind === "handshake") return { connection: handshake(scope, event), fate: null };
  const connection = scope.connections.get(event.connection);
  if (connection === undefined)
    throw new RangeError(`no handshake was seen for connection ${event.connection}`);
  const moment = { scope, connection, at: event.at };
  return { connection, fate: take(moment, event) };
}

function take(moment: Moment, event: Exclude<ConnectionEvent, Kind<"handshake">>): FateRecord | null {
  switch (event.kind) {
    case "open":
      opened(moment, event);
      return null;
    case "refused":
      refuseHandshake(moment, event.status);
      endArrival(moment, false);
      moment.connection.view.phase = "refused";
      return null;
    case "failed":
      transportFailed(moment, event);
      endArrival(moment, false);
      return null;
    case "frame":
      return frame(moment, event);
    case "hold":
      hold(moment);
      return null;
    case "release":
      release(moment);
      return null;
    case "close":
      closeConnection(moment, { code: event.code, reason: event.reason, by: event.by });
      return null;
    default:
      return assertNever(event);
  }
}

function handshake(scope: Scope, { connection: id, facts, at }: Kind<"handshake">): Connection {
  const { contract, connections, options, wall } = scope;
  const connection = newConnection(contract, id, { facts, at, wall, patienceMs: options.patienceMs });
  connections.set(id, connection);
  if (isExpected(connection)) beginArrival({ scope, connection, at });
  return connection;
}

/** Nobody is told of a client that is to be refused, unless it is let in. */
function isExpected({ facts: { expects } }: Connection): boolean {
  return expects.kind !== "refused";
}

function opened(moment: Moment, { subprotocol }: Kind<"open">): void {
  const { connection, scope, at } = moment;
  if (connection.view.phase !== "handshaking") return;
  scope.handshaken = true;
  connection.view.phase = "opening";
  connection.openAt = at;
  if (!acceptHandshake(moment)) return;
  if (connection.facts.expects.kind === "accepted") scope.ledger.kept(moment, connection.channel.place);
  noteFields(moment);
  checkSubprotocol(moment, subprotocol);
  connection.idle = startIdle(connection);
  startOpening(moment);
  if (!isExpected(connection)) beginArrival(moment);
  endArrival(moment, true);
}

/** Tells coverage what the accepted handshake carried. */
function noteFields({ scope, connection }: Moment): void {
  const { channel, facts } = connection;
  const parts = [
    [channel.parameters, facts.parameters],
    [channel.query, facts.query],
    [channel.headers, facts.headers],
  ] as const;
  const owner = { channel: channel.name, subject: "" };
  for (const [fields, values] of parts)
    for (const { name, place, schema } of fields) {
      const value = own(values, name) ?? own(values, name.toLowerCase());
      if (value === undefined) continue;
      scope.coverage.detail({ kind: "field", ...owner }, place, name);
      scope.coverage.value(owner, schema, value);
    }
}

function frame(moment: Moment, event: Kind<"frame">): FateRecord | null {
  if (moment.connection.view.phase === "handshaking") joinMidway(moment);
  if (event.from === "client") return clientFrame(moment, event);
  serverFrame(moment, event);
  return null;
}

/** Frames without an open: a recording that starts in the middle of a conversation. */
function joinMidway(moment: Moment): void {
  const { connection, at } = moment;
  endArrival(moment, false);
  connection.view.phase = "open";
  connection.midway = true;
  connection.openAt = at;
  connection.readyAt = at;
  connection.conversation = newConversation(connection.channel, true);
}

/** Nothing more will come: what is still owed could not be seen. */
export function endOf(scope: Scope, at: number): void {
  for (const connection of scope.connections.values()) {
    const moment = { scope, connection, at };
    if (connection.view.phase === "handshaking" && !connection.midway)
      scope.ledger.notReached(moment, connection.channel.place, "ended before");
    leaveUnreached(moment);
    for (const exchange of connection.exchanges)
      if (exchange.view.phase === "running") exchange.view.phase = "left";
  }
  for (const { sending, owed } of [...scope.pushes.due].filter(isDue))
    for (const [id, { phase }] of owed) {
      const connection = scope.connections.get(id);
      if (phase === "owed" && connection !== undefined)
        scope.ledger.notReached({ scope, connection, at }, sending.operation.place, "ended before");
    }
}
