import type { Loading } from "../document/loading.ts";
import type { Connection } from "./connections.ts";
import type { MessageRef, OutlineOperation } from "./outline.ts";
import { paired } from "./paired.ts";

/** Who sends the messages of an operation. */
export type Sender = "client" | "server";

/** An operation from the wire's point of view: who sends it, and what. Names are those of the connection. */
export interface DirectedOperation {
  readonly kind: Sender;
  readonly operation: OutlineOperation;
  readonly messages: readonly string[];
  /** Null: no reply is declared. */
  readonly replies: readonly string[] | null;
}

interface Context {
  readonly connection: Connection;
  /** Names that operations and replies name one by one, by the side that sends them. */
  readonly named: { readonly [side in Sender]: ReadonlySet<string> };
  readonly loading: Loading;
}

/**
 * The operations of a connection with their messages. `role` says from whose chair the document is written:
 * for a server's, `receive` is what clients send. An operation that names no messages has all of its channel's,
 * without those that only the other side names.
 */
export function directed(
  connection: Connection,
  role: "server" | "client",
  loading: Loading,
): DirectedOperation[] {
  const senderOf = ({ action }: OutlineOperation): Sender =>
    (action === "receive") === (role === "server") ? "client" : "server";
  const context = { connection, named: namedBySide(connection, senderOf), loading };
  const all = connection.operations.map((operation): DirectedOperation => {
    const kind = senderOf(operation);
    const messages =
      operation.messages === null
        ? allOf(operation.channel, operation, { ...context, side: kind })
        : namesOf(connection, operation.messages);
    return { kind, operation, messages, replies: repliesOf(operation, otherSide(kind), context) };
  });
  return connection.nativeReplies ? all : paired(all, connection);
}

function otherSide(side: Sender): Sender {
  return side === "client" ? "server" : "client";
}

function namedBySide(
  connection: Connection,
  senderOf: (operation: OutlineOperation) => Sender,
): Context["named"] {
  const named = { client: new Set<string>(), server: new Set<string>() };
  for (const operation of connection.operations) {
    const side = senderOf(operation);
    for (const name of namesOf(connection, operation.messages ?? [])) named[side].add(name);
    for (const name of namesOf(connection, operation.reply?.messages ?? [])) named[otherSide(side)].add(name);
  }
  return named;
}

/** All messages of a channel that a side may send; all there are where nothing else would be left. */
function allOf(
  channel: string,
  { name: operation, place }: OutlineOperation,
  { connection, named, loading, side }: Context & { readonly side: Sender },
): string[] {
  const names = connection.messages
    .filter(({ known }) => known.some((one) => one.channel === channel))
    .map(({ name }) => name);
  const left = names.filter((name) => named[side].has(name) || !named[otherSide(side)].has(name));
  if (left.length === 0) return names;
  for (const name of names)
    if (!left.includes(name))
      loading.warn("MESSAGE-LEFT-OUT", place, `${operation} names no messages; ${name} is the other side's`);
  return left;
}

function repliesOf(operation: OutlineOperation, side: Sender, context: Context): string[] | null {
  const { reply, name, place } = operation;
  const { connection, loading } = context;
  if (reply === null) return null;
  const here = [...connection.channels, ...connection.borrowed].map((channel) => channel.name);
  if (reply.channel !== null && !here.includes(reply.channel)) {
    loading.warn(
      "REPLY-ELSEWHERE",
      place,
      `the reply of ${name} comes on another connection, that of ${reply.channel}: it is sent, and whether it is answered is not checked`,
    );
    return null;
  }
  if (reply.messages !== null) return namesOf(connection, reply.messages);
  return allOf(reply.channel ?? operation.channel, operation, { ...context, side });
}

function namesOf(connection: Connection, refs: readonly MessageRef[]): string[] {
  const names = namesByRef(connection);
  return [...new Set(refs.flatMap((ref) => names.get(refKey(ref)) ?? []))];
}

const NAMES = new WeakMap<Connection, ReadonlyMap<string, string>>();

/** What the messages of a connection are called, by channel and the channel's own name for them. */
function namesByRef(connection: Connection): ReadonlyMap<string, string> {
  const made = NAMES.get(connection);
  if (made !== undefined) return made;
  const names = new Map<string, string>();
  for (const { name, known } of connection.messages)
    for (const ref of known) if (!names.has(refKey(ref))) names.set(refKey(ref), name);
  NAMES.set(connection, names);
  return names;
}

function refKey({ channel, message }: MessageRef): string {
  return JSON.stringify([channel, message]);
}
