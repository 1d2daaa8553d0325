import type { Json } from "../../contract/json.ts";
import { pointerGet, pointerSet } from "../../contract/json-pointer.ts";
import type { Channel, ClientOperation, Contract, Message, Ordered, Pointer } from "../../contract/model.ts";
import { schemasAt } from "../compose/schema-at.ts";
import { pointsAt, sentOf } from "../compose/tally.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { usualReplies } from "./lab.ts";
import type { Fault, FaultScope, Targets } from "./model.ts";
import { onReply, type Replying, withPayloads } from "./on.ts";
import { requestsWhere } from "./places.ts";

type RuleKind = Ordered["rule"]["kind"];

/** Where numbers of a message are kept in order. */
function orderOf(operation: ClientOperation, message: Message, kinds: readonly RuleKind[]): Pointer | null {
  const found = operation.ordered.find(
    ({ at, rule }) => kinds.includes(rule.kind) && pointsAt(at, message, at.index ?? 0),
  );
  return found?.at ?? null;
}

/** Operations with several ordered numbers in a usual exchange. */
function orderedStreams(contract: Contract, why: string, kinds: readonly RuleKind[]): Targets {
  const isNumber = (message: Message, { pointer }: Pointer): boolean =>
    schemasAt(contract, message, pointer).some(({ type }) => [type ?? "number"].flat().some(isNumberType));
  const count = (channel: Channel, operation: ClientOperation): number =>
    usualReplies(channel, operation).filter((message) => {
      const at = orderOf(operation, message, kinds);
      return at !== null && isNumber(message, at);
    }).length;
  return requestsWhere(contract, why, (operation, channel) => count(channel, operation) > 1);
}

function isNumberType(type: Json): boolean {
  return type === "integer" || type === "number";
}

/** Which of its name a reply is, from 0. */
function occurrence({ exchange, outgoing }: Replying): number {
  return sentOf(exchange.tally, outgoing.message.name) - 1;
}

export const SKIPPED_INDEX: Fault = {
  name: "skipped-index",
  family: "stream",
  summary: "from the second item on, the number of each is one too high",
  rule: "ORDERED",
  appliesTo: (contract) => orderedStreams(contract, "no stream is numbered", ["step"]),
  hooks: (scope) =>
    onReply(scope, (wires, replying) => {
      const { exchange, outgoing } = replying;
      const at = orderOf(exchange.operation, outgoing.message, ["step"]);
      return at === null || occurrence(replying) === 0
        ? wires
        : withNumber(scope, wires, { message: outgoing.message, at, change: (number) => number + 1 });
    }),
};

export const REPEATED_ITEM: Fault = {
  name: "repeated-item",
  family: "stream",
  summary: "each numbered item of a stream comes twice",
  rule: "ORDERED",
  appliesTo: SKIPPED_INDEX.appliesTo,
  hooks: (scope) =>
    onReply(scope, (wires, { exchange, outgoing }) =>
      orderOf(exchange.operation, outgoing.message, ["step"]) === null ? wires : [...wires, ...wires],
    ),
};

export const PROGRESS_GOES_BACK: Fault = {
  name: "progress-goes-back",
  family: "stream",
  summary: "each value of a stream that has to rise is less than the one before",
  rule: "ORDERED",
  appliesTo: (contract) => orderedStreams(contract, "nothing has to rise", ["increasing", "non-decreasing"]),
  hooks: (scope) => {
    const last = new WeakMap<Exchange, number>();
    return onReply(scope, (wires, replying) => {
      const { exchange, outgoing } = replying;
      const at = orderOf(exchange.operation, outgoing.message, ["increasing", "non-decreasing"]);
      if (at === null) return wires;
      const change = (number: number): number => {
        const before = last.get(exchange);
        const now = before === undefined ? number : before - 1;
        last.set(exchange, now);
        return now;
      };
      return withNumber(scope, wires, { message: outgoing.message, at, change });
    });
  },
};

interface NumberChange {
  readonly message: Message;
  readonly at: Pointer;
  readonly change: (number: number) => number;
}

/** Changes a number where the schema still allows the result. */
function withNumber(
  { reader }: FaultScope,
  wires: Parameters<typeof withPayloads>[0],
  { message, at, change }: NumberChange,
): ReturnType<typeof withPayloads> {
  return withPayloads(wires, (payload) => {
    const value = pointerGet(payload, at.pointer);
    if (typeof value !== "number") return null;
    const changed = pointerSet(payload, at.pointer, change(value));
    return reader.check(message, changed).length === 0 ? changed : null;
  });
}
