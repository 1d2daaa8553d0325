import { namesIn, stepSequence } from "../../contract/index.ts";
import type { Channel, ClientOperation, Contract, Message } from "../../contract/model.ts";
import type { Wire } from "../decisions.ts";
import { correlationEdits } from "../compose/correlation.ts";
import type { Exchange, Request } from "../exchange/exchange.ts";
import { usualEnd, usualReplies } from "./lab.ts";
import type { Fault, FaultScope, Targets } from "./model.ts";
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
  hooks: (scope) => {
    const goingOn = new WeakMap<Request, Exchange>();
    return {
      interrupts: (stops, request, target) => {
        if (!stops || !scope.covers(target.connection.channel.name, request.operation.name)) return stops;
        goingOn.set(request, target);
        return false;
      },
      // The next item comes with the confirmation: on a busy machine the stream's own may be a long time coming.
      ...onReply(scope, (wires, { exchange }) => withLateItem(scope, wires, goingOn.get(exchange.request))),
    };
  },
};

/** What may come next in a stream or an open subscription. */
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
    onReply(scope, (wires, { interrupted }) => withLateItem(scope, wires, interrupted ?? undefined)),
};

/** The wires, and behind them one more item of an exchange that should be over. */
function withLateItem(
  { composer }: FaultScope,
  wires: readonly Wire[],
  exchange: Exchange | undefined,
): readonly Wire[] {
  if (exchange === undefined) return wires;
  const { connection, operation, state, correlation } = exchange;
  const message = itemsOf(connection.channel, operation, state);
  if (message === undefined) return wires;
  const edits = correlationEdits(message, correlation);
  const payload = composer.compose(message, 0, () => edits);
  return [...wires, { kind: "message", to: connection, message, payload }];
}
