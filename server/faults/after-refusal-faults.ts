import type { Channel, ClientOperation, Contract, Outcome } from "../../contract/model.ts";
import type { Connection } from "../connection.ts";
import { isToldInvalid } from "./acceptance-faults.ts";
import { canCome } from "./causes.ts";
import type { Fault, FaultScope, Targets } from "./model.ts";
import { channelsWhere } from "./places.ts";

/** Kinds of bad input after which tests converse again. */
export const RETURNING = ["malformed", "unknown", "binary"] as const;

function leavesOpen({ kind }: Outcome): boolean {
  return kind === "reply" || kind === "ignored";
}

/** Channels with a kind of bad input that leaves the connection open. */
function goingOn(contract: Contract, isOne: (channel: Channel) => boolean): Targets {
  return channelsWhere(
    contract,
    "no refusal is declared that leaves the connection open",
    (channel) =>
      RETURNING.some((kind) => {
        const refusal = channel.rejects[kind];
        const opens = refusal.kind === "declared" && refusal.outcomes.slice(0, 1).some(leavesOpen);
        return opens && canCome(contract, channel, kind);
      }) && isOne(channel),
  );
}

function talks({ sequence }: ClientOperation): boolean {
  return sequence.kind === "sequence";
}

/** Remembers the connections on which something was refused. */
function remembering(scope: FaultScope): {
  readonly bad: WeakSet<Connection>;
  readonly note: (connection: Connection) => void;
} {
  const bad = new WeakSet<Connection>();
  return {
    bad,
    note: (connection) => {
      if (scope.covers(connection.channel.name)) bad.add(connection);
    },
  };
}

export const DEAF_AFTER_REFUSAL: Fault = {
  name: "deaf-after-refusal",
  family: "refusal",
  summary: "after bad input was refused, nothing on that connection is answered any more",
  rule: "NO-REPLY",
  appliesTo: (contract) =>
    goingOn(contract, ({ operations }) => operations.some((one) => one.kind === "client" && talks(one))),
  hooks: (scope) => {
    const { bad, note } = remembering(scope);
    return {
      frame: (verdict, { connection }) => (bad.has(connection) ? { kind: "nothing" } : verdict),
      refusal: (outcome, _, connection) => {
        note(connection);
        return outcome;
      },
    };
  },
};

export const GOOD_REFUSED_AFTER_BAD: Fault = {
  name: "good-refused-after-bad",
  family: "refusal",
  summary: "the first good message after bad input is refused too",
  rule: "NOT-ACCEPTED",
  appliesTo: (contract) =>
    goingOn(contract, (channel) =>
      channel.operations.some((one) => one.kind === "client" && talks(one) && isToldInvalid(one, channel)),
    ),
  hooks: (scope) => {
    const { bad, note } = remembering(scope);
    return {
      frame: (verdict, { connection }) => {
        if (verdict.kind !== "request" || !bad.delete(connection)) return verdict;
        const { operation, message, payload } = verdict.request;
        const refusal = operation.rejects.invalid;
        return { kind: "refused", refused: { reject: "invalid", refusal, operation, message, payload } };
      },
      refusal: (outcome, { reject }, connection) => {
        if (reject !== "invalid") note(connection);
        return outcome;
      },
    };
  },
};
