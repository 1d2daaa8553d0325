import { isAbout } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Channel, Message } from "../../contract/model.ts";
import { applyValue } from "../compose/edit.ts";
import type { Connection } from "../connection.ts";
import { labFor, sampleOf, usualReplies } from "./lab.ts";
import type { Fault } from "./model.ts";
import { onReply, withPayloads } from "./on.ts";
import { requestsWhere } from "./places.ts";
import { type Bench, withOtherValue } from "./values.ts";

/** The payload with an id that nobody sent; null where the schema allows no other. */
function withForeignId(bench: Bench, message: Message, payload: Json): Json | null {
  for (const at of message.correlation) {
    const changed = withOtherValue(bench, message, { payload, at });
    if (changed !== null) return changed;
  }
  return null;
}

/** True where the server may send the message on another occasion: it could then be taken for that. */
export function isSentOtherwise(channel: Channel, name: string): boolean {
  return channel.operations.some((one) => one.kind === "server" && one.messages.includes(name));
}

export const FOREIGN_CORRELATION: Fault = {
  name: "foreign-correlation",
  family: "reply",
  summary: "a reply carries an id that was never sent",
  rule: "UNKNOWN-CORRELATION",
  appliesTo: (contract) =>
    requestsWhere(contract, "no reply carries an id", (operation, channel) => {
      const [first] = usualReplies(channel, operation);
      if (first === undefined || isSentOtherwise(channel, first.name)) return false;
      const payload = sampleOf(labFor(contract), first);
      return payload !== null && withForeignId(labFor(contract), first, payload) !== null;
    }),
  hooks: (scope) =>
    onReply(scope, (wires, { outgoing: { message } }) =>
      withPayloads(wires, (payload) => withForeignId(scope, message, payload)),
    ),
};

export const SWAPPED_CORRELATION: Fault = {
  name: "swapped-correlation",
  family: "concurrency",
  summary: "while two streams run on one connection, items carry the id of the other stream",
  rule: "ORDERED",
  appliesTo: (contract) =>
    requestsWhere(contract, "no numbered stream carries an id", (operation, channel) =>
      usualReplies(channel, operation).some(
        (message) =>
          message.correlation.length > 0 &&
          operation.ordered.some(({ at, rule }) => rule.kind === "step" && isAbout(at, message.name)),
      ),
    ),
  hooks: (scope) =>
    onReply(scope, (wires, { exchange, outgoing: { message } }) => {
      const other = [...exchange.connection.exchanges].find(
        (one) => one !== exchange && one.operation === exchange.operation && one.phase === "running",
      );
      if (other === undefined) return wires;
      return withPayloads(wires, (payload) =>
        message.correlation.reduce(
          (changed, at, index) => applyValue(changed, at, other.correlation?.[index]),
          payload,
        ),
      );
    }),
};

export const REPLY_TO_NEIGHBOUR: Fault = {
  name: "reply-to-neighbour",
  family: "concurrency",
  summary: "a reply goes to another connection of the channel, if there is one",
  rule: "UNKNOWN-CORRELATION",
  appliesTo: FOREIGN_CORRELATION.appliesTo,
  hooks: (scope) =>
    onReply(scope, (wires, { exchange: { connection } }) => {
      const neighbour = neighbourOf(scope.connections, connection);
      return neighbour === null ? wires : wires.map((wire) => ({ ...wire, to: neighbour }));
    }),
};

function neighbourOf(connections: ReadonlySet<Connection>, connection: Connection): Connection | null {
  for (const one of connections)
    if (one !== connection && one.channel === connection.channel && one.phase === "open" && one.isWritable())
      return one;
  return null;
}
