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
  /** Null: no reply is declared, or it comes on another connection. */
  readonly replies: readonly string[] | null;
  /** Where the operation is the reply to a request on another connection: that request. */
  readonly answers: Answering | null;
  /** Channel of another connection on which the reply comes; "": none does. */
  readonly elsewhere: string;
}

export interface Answering {
  /** Name of the request's connection. */
  readonly channel: string;
  readonly request: DirectedOperation;
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
    const replies = repliesOf(operation, otherSide(kind), context);
    const elsewhere = isRepliedElsewhere(operation, connection) ? (operation.reply?.channel ?? "") : "";
    return { kind, operation, messages, replies, answers: null, elsewhere };
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
  for (const operation of connection.answering) {
    const side = otherSide(senderOf(operation));
    for (const name of namesOf(connection, operation.reply?.messages ?? [])) named[side].add(name);
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
  const { reply } = operation;
  if (reply === null || isRepliedElsewhere(operation, context.connection)) return null;
  if (reply.messages !== null) return namesOf(context.connection, reply.messages);
  return allOf(reply.channel ?? operation.channel, operation, { ...context, side });
}

/** Does the reply come on a channel of another connection? */
export function isRepliedElsewhere({ reply }: OutlineOperation, { channels, borrowed }: Connection): boolean {
  if (reply === null || reply.channel === null) return false;
  return ![...channels, ...borrowed].some(({ name }) => name === reply.channel);
}

/** What messages are called on a connection. */
export function namesOf(connection: Connection, refs: readonly MessageRef[]): string[] {
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
