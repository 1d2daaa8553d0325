import type { Connection } from "../connection.ts";
import type { Fault, Targets } from "./model.ts";
import { onReply } from "./on.ts";
import { requestsWhere } from "./places.ts";
import { streaming } from "./stream-faults.ts";
import { usualEnd, usualReplies } from "./lab.ts";
import type { Contract } from "../../contract/model.ts";

/** Close codes of https://www.iana.org/assignments/websocket: an error inside; try again later. */
const INTERNAL_ERROR = 1011;
const TRY_AGAIN_LATER = 1013;

/**
 * So many messages without an answer to the ping that went with the first. No more: of two streams that run side by side
 * either may be first, and each may end with its fourth message.
 */
const BEHIND = 1;

/** Streams in which a client can be seen to be behind before they are over. */
function longStreams(contract: Contract): Targets {
  return requestsWhere(
    contract,
    "no stream is so long that a slow reader is seen",
    (operation, channel) =>
      usualReplies(channel, operation).length > BEHIND + 1 && usualEnd(channel, operation) === "over",
  );
}

/** Who reads: a ping goes with a message, and whose client has not answered it some messages later does not read. */
class Readers {
  /** Messages since the ping. */
  readonly #since = new WeakMap<Connection, number>();
  readonly #slow = new Set<Connection>();

  /** A message goes to this connection: is its client behind? */
  isBehind(connection: Connection): boolean {
    const since = this.#since.get(connection);
    if (since === undefined) this.#ask(connection);
    else this.#since.set(connection, since + 1);
    if ((since ?? 0) + 1 > BEHIND) this.#slow.add(connection);
    return this.#slow.has(connection);
  }

  /** Is anybody else behind, who is still there? */
  isAnybodyElse(connection: Connection): boolean {
    return [...this.#slow].some((one) => one !== connection && one.isWritable());
  }

  #ask(connection: Connection): void {
    this.#since.set(connection, 0);
    connection.socket.once("pong", () => {
      this.#since.delete(connection);
      this.#slow.delete(connection);
    });
    connection.socket.ping();
  }
}

export const SLOW_READER_CUT: Fault = {
  name: "slow-reader-cut",
  family: "concurrency",
  summary: "a client that does not read for a moment is cut off in the middle of a stream",
  rule: "CUT-SHORT",
  appliesTo: longStreams,
  hooks: (scope) => {
    const readers = new Readers();
    return onReply(scope, (wires, { outgoing: { connection } }) =>
      readers.isBehind(connection) ? [{ kind: "close", to: connection, code: TRY_AGAIN_LATER }] : wires,
    );
  },
};

export const SLOW_READER_HOLDS_UP: Fault = {
  name: "slow-reader-holds-up",
  family: "concurrency",
  summary: "while one client does not read, nobody else gets the rest of a stream",
  rule: "STALLED",
  appliesTo: longStreams,
  hooks: (scope) => {
    const readers = new Readers();
    return onReply(scope, (wires, { index, outgoing: { connection } }) => {
      readers.isBehind(connection);
      return index > 0 && readers.isAnybodyElse(connection) ? [] : wires;
    });
  },
};

export const LEAVER_CUTS_OTHERS: Fault = {
  name: "leaver-cuts-others",
  family: "concurrency",
  summary:
    "a client that leaves in the middle of a stream takes the streams of others with it, or their next ones",
  rule: "CUT-SHORT",
  appliesTo: streaming,
  hooks: (scope) => {
    const doomed = new WeakSet<Connection>();
    return {
      // Who had no stream to be cut loses the next one: a short stream may be over when a leaver is heard of.
      ...onReply(scope, (wires, { outgoing: { connection } }) =>
        doomed.has(connection) ? [{ kind: "close", to: connection, code: INTERNAL_ERROR }] : wires,
      ),
      left: (gone, running) => {
        if (!running.some(({ operation }) => scope.covers(gone.channel.name, operation.name))) return;
        for (const other of scope.connections) {
          if (other === gone) continue;
          const streams = [...other.exchanges].some(({ operation }) =>
            scope.covers(other.channel.name, operation.name),
          );
          if (!streams) {
            doomed.add(other);
            continue;
          }
          scope.act();
          other.socket.close(INTERNAL_ERROR);
        }
      },
    };
  },
};
