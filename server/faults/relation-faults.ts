import type { Json } from "../../contract/json.ts";
import type { Channel, ClientOperation, Contract, Message, Pointer } from "../../contract/model.ts";
import { declares } from "../compose/schema-at.ts";
import { pointsAt } from "../compose/tally.ts";
import { labFor, sampleOf, usualReplies } from "./lab.ts";
import type { Fault, FaultPlace } from "./model.ts";
import { onReply, withPayloads } from "./on.ts";
import { requestsWhere, targets } from "./places.ts";
import { type Bench, withOtherValue } from "./values.ts";

/** The payload with another value where one of the pointers means this message, but not in its id. */
function withOther(
  bench: Bench,
  message: Message,
  { payload, pointers }: { readonly payload: Json; readonly pointers: readonly Pointer[] },
): Json | null {
  for (const pointer of pointers) {
    const at = pointer.pointer;
    if (!pointsAt(pointer, message, pointer.index ?? 0) || message.correlation.includes(at)) continue;
    const changed = withOtherValue(bench, message, { payload, at });
    if (changed !== null) return changed;
  }
  return null;
}

/** True where one of the messages can be given another value at one of the pointers. */
function canDiffer(contract: Contract, messages: readonly Message[], pointers: readonly Pointer[]): boolean {
  const lab = labFor(contract);
  return messages.some((message) => {
    const payload = sampleOf(lab, message);
    return payload !== null && withOther(lab, message, { payload, pointers }) !== null;
  });
}

interface WrongWhole {
  readonly name: string;
  readonly summary: string;
  readonly rule: string;
  readonly pointersOf: (operation: ClientOperation) => readonly Pointer[];
}

/** A message that says of the others what is not so. */
function wrongWhole({ name, summary, rule, pointersOf }: WrongWhole): Fault {
  return {
    name,
    family: "stream",
    summary,
    rule,
    appliesTo: (contract) =>
      requestsWhere(contract, "no reply sums up others", (operation, channel) =>
        canDiffer(contract, usualReplies(channel, operation), pointersOf(operation)),
      ),
    hooks: (scope) =>
      onReply(scope, (wires, { exchange: { operation }, outgoing: { message } }) =>
        withPayloads(wires, (payload) =>
          withOther(scope, message, { payload, pointers: pointersOf(operation) }),
        ),
      ),
  };
}

export const WRONG_JOIN: Fault = wrongWhole({
  name: "wrong-join",
  summary: "the whole at the end of a stream is not its items joined",
  rule: "JOINS",
  pointersOf: ({ joins }) => joins.map(({ whole }) => whole),
});

export const WRONG_COUNT: Fault = wrongWhole({
  name: "wrong-count",
  summary: "the count at the end of a stream is not how many items came",
  rule: "COUNTS",
  pointersOf: ({ counts }) => counts.map(({ whole }) => whole),
});

export const WRONG_ECHO: Fault = {
  name: "wrong-echo",
  family: "reply",
  summary: "a reply or push does not repeat what was sent",
  rule: "ECHO",
  appliesTo: (contract) =>
    targets(
      contract.channels.flatMap((channel) => echoing(contract, channel)),
      "nothing is echoed",
    ),
  hooks: (scope) => ({
    outgoing: (wires, { cause, connection, message }) => {
      if (cause.kind !== "reply" && cause.kind !== "push") return wires;
      const operation = cause.kind === "reply" ? cause.exchange.operation : cause.operation;
      if (!scope.covers(connection.channel.name, operation.name)) return wires;
      const pointers = operation.echoes.map(({ to }) => to);
      return withPayloads(wires, (payload) => withOther(scope, message, { payload, pointers }));
    },
  }),
};

function echoing(contract: Contract, channel: Channel): FaultPlace[] {
  return channel.operations
    .filter((operation) => {
      const pointers = operation.echoes.map(({ to }) => to);
      const messages =
        operation.kind === "client"
          ? usualReplies(channel, operation)
          : channel.messages.filter(({ name }) => operation.messages.includes(name));
      return (
        pointers.some((to) => messages.some((message) => declares(contract, message, to.pointer))) &&
        canDiffer(contract, messages, pointers)
      );
    })
    .map(({ name }) => ({ channel: channel.name, operation: name }));
}
