import { namesIn, stepSequence } from "../../contract/index.ts";
import type { Channel, ClientOperation, Contract, Sequence } from "../../contract/model.ts";
import type { Wire } from "../decisions.ts";
import type { Exchange } from "../exchange/exchange.ts";
import type { PathStep } from "../exchange/path.ts";
import { isSentOtherwise } from "./correlation-faults.ts";
import { usualEnd, usualReplies } from "./lab.ts";
import type { Fault, Targets } from "./model.ts";
import { onReply } from "./on.ts";
import { requestsWhere } from "./places.ts";

const INTERNAL_ERROR = 1011;

/** Requests that are answered by several messages, and end by themselves. */
export function streaming(contract: Contract): Targets {
  return requestsWhere(
    contract,
    "every request has one reply at most",
    (operation, channel) =>
      usualReplies(channel, operation).length > 1 && usualEnd(channel, operation) === "over",
  );
}

export const STALLED_STREAM: Fault = {
  name: "stalled-stream",
  family: "stream",
  summary: "after the first message of a stream nothing more comes",
  rule: "STALLED",
  appliesTo: streaming,
  hooks: (scope) => onReply(scope, (wires, { index }) => (index === 0 ? wires : [])),
};

export const NO_TERMINAL: Fault = {
  name: "no-terminal",
  family: "stream",
  summary: "a stream has all its items, but not the message that ends it",
  rule: "STALLED",
  appliesTo: streaming,
  hooks: (scope) => onReply(scope, (wires, { index, ends }) => (ends && index > 0 ? [] : wires)),
};

export const CUT_SHORT: Fault = {
  name: "cut-short",
  family: "stream",
  summary: "the connection is closed after the first message of a stream",
  rule: "CUT-SHORT",
  appliesTo: streaming,
  hooks: (scope) =>
    onReply(scope, (wires, { ends, outgoing: { connection } }) =>
      ends ? wires : [...wires, { kind: "close", to: connection, code: INTERNAL_ERROR }],
    ),
};

export const DIES_ON_LEAVE: Fault = {
  name: "dies-on-leave",
  family: "stream",
  summary: "a client that leaves in the middle of a stream ends the whole service",
  rule: "SERVICE-DIED",
  appliesTo: streaming,
  hooks: (scope) => ({
    left: ({ channel }, running) => {
      if (!running.some(({ operation }) => scope.covers(channel.name, operation.name))) return;
      scope.act();
      scope.die();
    },
  }),
};

/** A message of the operation that may not come after the first ones, and how many those are. */
interface Stray {
  readonly index: number;
  readonly name: string;
}

function strayIn(channel: Channel, sequence: Sequence, path: readonly string[]): Stray | null {
  const names = namesIn(sequence).filter((name) => !isSentOtherwise(channel, name));
  let state = 0;
  for (const [index, step] of path.entries()) {
    const name = names.find((one) => stepSequence(sequence, state, one) === null);
    if (name !== undefined) return { index, name };
    state = stepSequence(sequence, state, step) ?? state;
  }
  return null;
}

function strayOf(channel: Channel, { sequence }: ClientOperation, steps: readonly PathStep[]): Stray | null {
  const path = steps.flatMap((on) => (on.kind === "name" ? [on.name] : []));
  return sequence.kind === "none" ? null : strayIn(channel, sequence.sequence, path);
}

export const OUT_OF_SEQUENCE: Fault = {
  name: "out-of-sequence",
  family: "stream",
  summary: "a message of an exchange comes where its sequence does not allow it, such as the last one first",
  rule: "OUT-OF-SEQUENCE",
  appliesTo: (contract) =>
    requestsWhere(contract, "any message may come at any place", (operation, channel) => {
      const steps = usualReplies(channel, operation).map(({ name }) => ({ kind: "name", name }) as const);
      return strayOf(channel, operation, steps) !== null;
    }),
  hooks: (scope) => ({
    script: (script, { operation }, connection) => {
      if (script.kind !== "messages" || !scope.covers(connection.channel.name, operation.name)) return script;
      const stray = strayOf(connection.channel, operation, script.steps);
      if (stray === null) return script;
      const { index, name } = stray;
      return { ...script, steps: script.steps.toSpliced(index, 0, { kind: "name", name }) };
    },
  }),
};

export const MESSAGE_AFTER_END: Fault = {
  name: "message-after-end",
  family: "stream",
  summary: "after the message that ends an exchange, one of its messages comes once more",
  rule: "AFTER-END",
  appliesTo: (contract) =>
    requestsWhere(
      contract,
      "no exchange ends",
      (operation, channel) =>
        usualEnd(channel, operation) === "over" &&
        usualReplies(channel, operation).length > 0 &&
        usualReplies(channel, operation).every(({ name }) => !isSentOtherwise(channel, name)),
    ),
  hooks: (scope) => {
    const before = new WeakMap<Exchange, readonly Wire[]>();
    return onReply(scope, (wires, { exchange, ends }) => {
      const last = before.get(exchange) ?? wires;
      before.set(exchange, wires);
      return ends ? [...wires, ...last] : wires;
    });
  },
};
