import type { Contract, Outcome } from "../../contract/model.ts";
import type { Decisions } from "../decisions.ts";
import { canCome, declaredFor } from "./causes.ts";
import type { Fault, FaultScope, Targets } from "./model.ts";
import { channelsWhere } from "./places.ts";

const INTERNAL_ERROR = 1011;

type Kind = "malformed" | "unknown" | "invalid" | "binary";

/** Channels that declare what this kind of bad input gets, if it can come, and nothing that the fault would keep to. */
function declaring(contract: Contract, kind: Kind, isKept: (outcome: Outcome) => boolean): Targets {
  const declared = channelsWhere(
    contract,
    `nothing is declared for \`${kind}\` that could be broken`,
    (channel) => declaredFor(channel, kind)?.some(isKept) === false,
  );
  if (declared.kind === "none") return declared;
  return channelsWhere(contract, NOTHING_IS[kind], (channel) => {
    const { places } = declared;
    return places.some((one) => one.channel === channel.name) && canCome(contract, channel, kind);
  });
}

const NOTHING_IS: { readonly [kind in Kind]: string } = {
  malformed: "any text is a message",
  unknown: "an unknown message can't be told from an invalid one",
  invalid: "no message that clients may send can be invalid",
  binary: "bytes are a message, or read as text",
};

/** Changes what bad input of one kind gets. */
function onRefusal(
  scope: FaultScope,
  kind: Kind,
  change: (outcome: Outcome | null) => Outcome | null,
): Partial<Decisions> {
  return {
    refusal: (outcome, { reject }, { channel }) =>
      reject === kind && scope.covers(channel.name) ? change(outcome) : outcome,
  };
}

function ignored(kind: Kind, summary: string): Fault {
  return {
    name: `${kind}-ignored`,
    family: "refusal",
    summary,
    rule: "NO-REFUSAL",
    appliesTo: (contract) => declaring(contract, kind, (outcome) => outcome.kind === "ignored"),
    hooks: (scope) => onRefusal(scope, kind, () => null),
  };
}

export const MALFORMED_IGNORED: Fault = ignored("malformed", "a frame that can't be parsed gets nothing");
export const UNKNOWN_IGNORED: Fault = ignored(
  "unknown",
  "a message that is none of the declared ones gets nothing",
);
export const INVALID_IGNORED: Fault = ignored("invalid", "a message that breaks its schema gets nothing");

export const MALFORMED_KILLS: Fault = {
  name: "malformed-kills-connection",
  family: "refusal",
  summary: "a frame that can't be parsed ends the connection with an internal error",
  rule: "WRONG-REFUSAL",
  appliesTo: (contract) =>
    declaring(
      contract,
      "malformed",
      (outcome) => outcome.kind === "close" && allows(outcome.codes, INTERNAL_ERROR),
    ),
  hooks: (scope) =>
    onRefusal(scope, "malformed", () => ({
      kind: "close",
      codes: { kind: "codes", codes: [INTERNAL_ERROR] },
    })),
};

function allows(codes: (Outcome & { kind: "close" })["codes"], code: number): boolean {
  return codes.kind === "any" || (codes.kind === "codes" && codes.codes.includes(code));
}

export const NEIGHBOUR_KILLED: Fault = {
  name: "neighbour-killed",
  family: "refusal",
  summary: "a frame that can't be parsed cuts another client's connection",
  rule: "NEIGHBOUR",
  appliesTo: (contract) =>
    channelsWhere(contract, "any text is a message", (channel) => canCome(contract, channel, "malformed")),
  hooks: (scope) => ({
    refusal: (outcome, { reject }, connection) => {
      const others = [...scope.connections].filter(
        (one) => one !== connection && one.phase === "open" && one.isWritable(),
      );
      const [neighbour] = others;
      if (reject !== "malformed" || !scope.covers(connection.channel.name) || neighbour === undefined)
        return outcome;
      scope.act();
      neighbour.socket.terminate();
      return outcome;
    },
  }),
};

export const BINARY_ACCEPTED: Fault = {
  name: "binary-accepted",
  family: "refusal",
  summary: "binary frames, which no message is, are taken without a word",
  rule: "NO-REFUSAL",
  appliesTo: (contract) =>
    declaring(contract, "binary", ({ kind }) => kind === "ignored" || kind === "as-text"),
  hooks: (scope) => onRefusal(scope, "binary", () => null),
};

export const OVERSIZE_ACCEPTED: Fault = {
  name: "oversize-accepted",
  family: "refusal",
  summary: "nobody looks at the size of a frame",
  rule: "NOT-REFUSED",
  appliesTo: (contract) =>
    channelsWhere(
      contract,
      "no size is limited, or nothing is said about more",
      ({ limits, rejects }) => limits.messageBytes !== null && rejects.tooLarge.kind !== "unspecified",
    ),
  hooks: (scope) => ({
    tooLarge: (isTooLarge, { channel }) => isTooLarge && !scope.covers(channel.name),
  }),
};

export const FLOOD_ACCEPTED: Fault = {
  name: "flood-accepted",
  family: "refusal",
  summary: "nobody counts how many messages a second come",
  rule: "NO-REFUSAL",
  appliesTo: (contract) =>
    channelsWhere(
      contract,
      "no rate is limited, or nothing is said about more",
      ({ limits, rejects }) => limits.messagesPerSecond !== null && rejects.tooFast.kind !== "unspecified",
    ),
  hooks: (scope) => ({ tooFast: (isTooFast, { channel }) => isTooFast && !scope.covers(channel.name) }),
};
