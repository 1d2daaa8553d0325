import type { Loading } from "../document/loading.ts";
import { below } from "../document/place.ts";
import type { Connection } from "./connections.ts";
import { type DirectedOperation, isRepliedElsewhere, namesOf } from "./directions.ts";
import type { OutlineOperation } from "./outline.ts";

/** A connection, and what is sent on it. */
export interface Directions {
  readonly connection: Connection;
  readonly operations: readonly DirectedOperation[];
}

/**
 * Replies that come on this connection to what clients send on another: for who listens here, operations of the
 * server. Whose they are is said by the request alone.
 */
export function answersOn(connection: Connection, all: readonly Directions[]): DirectedOperation[] {
  return connection.answering.flatMap((operation) => {
    const from = all.find(({ operations }) => operations.some((one) => one.operation === operation));
    const request = from?.operations.find((one) => one.operation === operation);
    if (from === undefined || request?.kind !== "client") return [];
    const answer = { ...operation, name: `${operation.name}.reply`, place: below(operation.place, "reply") };
    const messages = answersIn(connection, operation);
    const answers = { channel: from.connection.name, request };
    return [{ kind: "server", operation: answer, messages, replies: null, answers, elsewhere: "" }];
  });
}

/** The messages that a reply may be; where it names none, all of its channel's that no client is said to send. */
function answersIn(connection: Connection, { reply, action }: OutlineOperation): string[] {
  if (reply?.messages != null) return namesOf(connection, reply.messages);
  const asked = connection.operations.filter((one) => one.action === action);
  const others = new Set(asked.flatMap(({ messages }) => namesOf(connection, messages ?? [])));
  const names = connection.messages
    .filter(({ known }) => known.some(({ channel }) => channel === reply?.channel))
    .map(({ name }) => name);
  const left = names.filter((name) => !others.has(name));
  return left.length === 0 ? names : left;
}

/** Reports replies of which something can't be tested: where they go, or that they come at all. */
export function reportReplies(all: readonly Directions[], { warn }: Loading): void {
  const answering = new Set(all.flatMap(({ connection }) => connection.answering));
  for (const { connection, operations } of all)
    for (const { operation, kind } of operations) {
      const { reply, name, place } = operation;
      if (reply === null) continue;
      if (reply.address !== null)
        warn(
          "REPLY-ADDRESS",
          reply.address.place,
          `the reply to ${name} goes where ${reply.address.location || "its request"} says: it is expected on the requester's own connection, and that any other address is answered is not tested`,
        );
      if (!isRepliedElsewhere(operation, connection) || (kind === "client" && answering.has(operation)))
        continue;
      const why =
        kind === "client"
          ? `on ${reply.channel}, which no WebSocket server serves: the request is sent, and whether it is answered is not checked`
          : `from the client, on another connection, that of ${reply.channel}: it is not sent, and not checked`;
      warn("REPLY-ELSEWHERE", place, `the reply to ${name} comes ${why}`);
    }
}
