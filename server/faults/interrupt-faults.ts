import { namesIn, stepSequence } from "../../contract/index.ts";
import type { Channel, ClientOperation, Contract, Message } from "../../contract/model.ts";
import type { Wire } from "../decisions.ts";
import { correlationEdits } from "../compose/correlation.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { usualEnd, usualReplies } from "./lab.ts";
import type { Fault, Targets } from "./model.ts";
import { onReply } from "./on.ts";
import { requestsWhere } from "./places.ts";

/** Operations with a reply that end an exchange of another operation. */
function interrupters(
  contract: Contract,
  why: string,
  isTarget: (target: ClientOperation, channel: Channel) => boolean,
): Targets {
  return requestsWhere(
    contract,
    why,
    ({ interrupts, replies }, channel) =>
      replies.length > 0 &&
      channel.operations.some(
        (one) => one.kind === "client" && interrupts.includes(one.name) && isTarget(one, channel),
      ),
  );
}

export const CANCEL_IGNORED: Fault = {
  name: "cancel-ignored",
  family: "interrupt",
  summary: "a cancel is confirmed, and what it should have ended goes on",
  rule: "AFTER-INTERRUPT",
  appliesTo: (contract) =>
    interrupters(
      contract,
      "no stream can be cancelled",
      (target, channel) => usualReplies(channel, target).length > 1,
    ),
  hooks: (scope) => ({
    interrupts: (stops, { operation }, { connection }) =>
      stops && !scope.covers(connection.channel.name, operation.name),
  }),
};

/** What may come in an open subscription, as its items. */
function itemsOf(channel: Channel, operation: ClientOperation, state: number): Message | undefined {
  if (operation.sequence.kind === "none") return undefined;
  const { sequence } = operation.sequence;
  const name = namesIn(sequence).find((one) => stepSequence(sequence, state, one) !== null);
  return channel.messages.find((message) => message.name === name);
}

export const UPDATES_AFTER_UNSUBSCRIBE: Fault = {
  name: "updates-after-unsubscribe",
  family: "interrupt",
  summary: "one more item comes after the end of a subscription was confirmed",
  rule: "AFTER-INTERRUPT",
  appliesTo: (contract) =>
    interrupters(
      contract,
      "no subscription can be ended",
      (target, channel) => usualEnd(channel, target) === "open",
    ),
  hooks: (scope) =>
    onReply(scope, (wires, { interrupted, outgoing: { connection } }) => {
      const item = interrupted === null ? undefined : lateItem(interrupted);
      if (item === undefined || interrupted === null) return wires;
      const edits = correlationEdits(item, interrupted.correlation);
      const payload = scope.composer.compose(item, 0, () => edits);
      return [...wires, { kind: "message", to: connection, message: item, payload } satisfies Wire];
    }),
};

function lateItem({ connection, operation, state }: Exchange): Message | undefined {
  return itemsOf(connection.channel, operation, state);
}
