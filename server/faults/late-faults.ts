import type { Deadline } from "../../contract/model.ts";
import type { Decisions, Wire } from "../decisions.ts";
import { usualReplies } from "./lab.ts";
import type { Fault } from "./model.ts";
import { onReply } from "./on.ts";
import { pushesWhere, requestsWhere } from "./places.ts";
import { opensWith } from "./push-faults.ts";

/** Nobody waits longer than this for something that comes after all, ms. */
const LONGEST_MS = 10_000;

function isShort(deadline: Deadline): boolean {
  return deadline.kind === "declared" && deadline.ms <= LONGEST_MS;
}

/** The same wires, after the deadline. */
function after(deadline: Deadline, wires: readonly Wire[]): readonly Wire[] {
  if (deadline.kind === "patience") return wires;
  return wires.map((wire) => ({ kind: "later", to: wire.to, ms: deadline.ms * 1.5 + 250, wire }));
}

export const LATE_REPLY: Fault = {
  name: "late-reply",
  family: "reply",
  summary: "a reply comes, but after its deadline",
  rule: "NO-REPLY",
  appliesTo: (contract) =>
    requestsWhere(
      contract,
      "no reply has a deadline",
      (operation, channel) => isShort(operation.within) && usualReplies(channel, operation).length > 0,
    ),
  hooks: (scope) => onReply(scope, (wires, { exchange }) => after(exchange.operation.within, wires)),
};

export const LATE_PUSH: Fault = {
  name: "late-push",
  family: "push",
  summary: "what a trigger sends comes, but after its deadline",
  rule: "NOT-DELIVERED",
  appliesTo: (contract) =>
    pushesWhere(
      contract,
      "no push has a deadline",
      ({ within, audience, messages }, channel) =>
        isShort(within) && audience.kind !== "undeclared" && !opensWith(channel, messages),
    ),
  hooks: (scope): Partial<Decisions> => ({
    outgoing: (wires, { cause, connection }) =>
      cause.kind === "push" && scope.covers(connection.channel.name, cause.operation.name)
        ? after(cause.operation.within, wires)
        : wires,
  }),
};
