import { assertNever } from "../../contract/assert-never.ts";
import { stepSequence } from "../../contract/index.ts";
import type { Channel, ClientOperation, Contract, Outcome, RejectKind } from "../../contract/model.ts";
import type { FrameVerdict, Refused } from "../decisions.ts";
import { canCome } from "./causes.ts";
import { isSentOtherwise } from "./correlation-faults.ts";
import { usualEnd, usualReplies } from "./lab.ts";
import type { Fault, Targets } from "./model.ts";
import { requestsWhere } from "./places.ts";

/** Operations that answer, and refuse this kind of bad input. */
function refusing(
  contract: Contract,
  kind: RejectKind,
  isOne: (operation: ClientOperation, channel: Channel) => boolean,
): Targets {
  return requestsWhere(
    contract,
    `no operation that answers refuses \`${kind}\``,
    (operation, channel) =>
      operation.sequence.kind === "sequence" &&
      operation.rejects[kind].kind !== "unspecified" &&
      isOne(operation, channel),
  );
}

/** Bad input as the good request that it nearly is; null where too little of it can be read. */
function asRequest({ operation, message, payload }: Refused): FrameVerdict | null {
  if (operation === null || message === null || payload === undefined) return null;
  return { kind: "request", request: { operation, message, payload } };
}

interface Taken {
  readonly name: string;
  readonly kind: RejectKind;
  readonly summary: string;
  readonly appliesTo: Fault["appliesTo"];
}

/** Bad input of one kind that is answered like good input. */
function taken({ name, kind, summary, appliesTo }: Taken): Fault {
  return {
    name,
    family: "refusal",
    summary,
    rule: "NOT-REFUSED",
    appliesTo,
    hooks: (scope) => ({
      frame: (verdict, { connection }) => {
        if (verdict.kind !== "refused" || verdict.refused.reject !== kind) return verdict;
        const { operation } = verdict.refused;
        const covered = operation !== null && scope.covers(connection.channel.name, operation.name);
        return (covered ? asRequest(verdict.refused) : null) ?? verdict;
      },
    }),
  };
}

export const INVALID_ACCEPTED: Fault = taken({
  name: "invalid-accepted",
  kind: "invalid",
  summary: "a message that breaks its schema is answered like a good one",
  appliesTo: (contract) =>
    refusing(contract, "invalid", (operation, channel) => canCome(contract, channel, "invalid", operation)),
});

export const OUT_OF_ORDER_ACCEPTED: Fault = taken({
  name: "out-of-order-accepted",
  kind: "outOfOrder",
  summary: "an operation that has to wait for another is answered at once",
  appliesTo: (contract) => refusing(contract, "outOfOrder", mustWait),
});

/** True where the operation is not possible at any time. */
export function mustWait({ name, interrupts }: ClientOperation, { conversation }: Channel): boolean {
  if (conversation.kind === "any") return false;
  const { sequence } = conversation;
  const waits = sequence.states.some((_, state) => stepSequence(sequence, state, name) === null);
  return waits || interrupts.length > 0;
}

export const DUPLICATE_ACCEPTED: Fault = taken({
  name: "duplicate-accepted",
  kind: "duplicate",
  summary: "the id of an exchange that still runs is taken for another",
  appliesTo: (contract) => refusing(contract, "duplicate", canRunTwice),
});

/** True where an id is said to be taken while its exchange runs, and an exchange is not over as soon as it is answered. */
export function canRunTwice(operation: ClientOperation, channel: Channel): boolean {
  const hasId = channel.messages.some(
    ({ name, correlation }) => operation.requests.includes(name) && correlation.length > 0,
  );
  const lasts = usualReplies(channel, operation).length > 1 || usualEnd(channel, operation) === "open";
  return (
    operation.rejects.duplicate.kind === "declared" && hasId && lasts && mayComeAgain(operation, channel)
  );
}

/** False where the second of two in a row is out of order anyway. */
function mayComeAgain({ name }: ClientOperation, { conversation }: Channel): boolean {
  if (conversation.kind === "any") return true;
  const { sequence } = conversation;
  return sequence.states.some((_state, index) => {
    const after = stepSequence(sequence, index, name);
    return after !== null && stepSequence(sequence, after, name) !== null;
  });
}

/** True where nobody could take the refusal of an invalid message for an answer to a good request. */
export function isToldInvalid(operation: ClientOperation, channel: Channel): boolean {
  const { invalid } = operation.rejects;
  const [outcome] = invalid.kind === "declared" ? invalid.outcomes : [];
  return outcome !== undefined && isUnlike(operation, channel, outcome);
}

function isUnlike({ replies }: ClientOperation, channel: Channel, outcome: Outcome): boolean {
  // An error that may come at any time tells that something does not exist, and of a good request no more.
  const mayFail = (name: string): boolean => replies.includes(name) || isSentOtherwise(channel, name);
  switch (outcome.kind) {
    case "reply":
    case "reply-close":
      return outcome.reply.where.length > 0 || !mayFail(outcome.reply.message);
    case "close":
      return outcome.codes.kind === "codes";
    case "status":
    case "ignored":
    case "as-text":
      return false;
    default:
      return assertNever(outcome);
  }
}

export const VALID_REFUSED: Fault = {
  name: "valid-refused",
  family: "message",
  summary: "a valid message is refused as if it broke its schema",
  rule: "NOT-ACCEPTED",
  appliesTo: (contract) => refusing(contract, "invalid", isToldInvalid),
  hooks: (scope) => ({
    frame: (verdict, { connection }) => {
      if (verdict.kind !== "request") return verdict;
      const { operation, message, payload } = verdict.request;
      if (!scope.covers(connection.channel.name, operation.name)) return verdict;
      const refusal = operation.rejects.invalid;
      return { kind: "refused", refused: { reject: "invalid", refusal, operation, message, payload } };
    },
  }),
};
