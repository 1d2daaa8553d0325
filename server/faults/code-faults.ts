import { messageNamed } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type {
  Channel,
  Contract,
  Message,
  Outcome,
  Refusal,
  RejectKind,
  Where,
} from "../../contract/model.ts";
import { canRunTwice, mustWait } from "./acceptance-faults.ts";
import { canCome } from "./causes.ts";
import { labFor, sampleOf } from "./lab.ts";
import type { Fault, FaultPlace } from "./model.ts";
import { targets } from "./places.ts";
import { type Bench, withOtherValue } from "./values.ts";

/** Kinds of bad input whose operation is not known. */
const OF_CHANNEL = ["malformed", "unknown", "binary", "empty", "misdirected"] as const;

interface Refuser {
  readonly place: FaultPlace;
  readonly refusals: readonly Refusal[];
}

/** The channel itself, and each of its operations, with the refusals of frames that are theirs and can come. */
function refusers(contract: Contract, channel: Channel): Refuser[] {
  const { limits, rejects, operations } = channel;
  const calls = operations.some((one) => one.kind === "server" && one.answer.kind === "owed");
  const kinds: RejectKind[] = [
    ...OF_CHANNEL.filter((kind) => canCome(contract, channel, kind)),
    ...(calls ? ["uncorrelated" as const] : []),
    ...(limits.messageBytes === null ? [] : ["tooLarge" as const]),
    ...(limits.messagesPerSecond === null ? [] : ["tooFast" as const]),
  ];
  const own = operations.flatMap((one) => (one.kind === "client" ? [one] : []));
  return [
    { place: { channel: channel.name, operation: "" }, refusals: kinds.map((kind) => rejects[kind]) },
    ...own.map((operation) => ({
      place: { channel: channel.name, operation: operation.name },
      refusals: [
        ...(canCome(contract, channel, "invalid", operation) ? [operation.rejects.invalid] : []),
        ...(mustWait(operation, channel) ? [operation.rejects.outOfOrder] : []),
        ...(canRunTwice(operation, channel) ? [operation.rejects.duplicate] : []),
      ],
    })),
  ];
}

/** Where a declared refusal of a frame can be changed. */
function refusersWith(
  contract: Contract,
  canChange: (outcome: Outcome, channel: Channel) => boolean,
): readonly FaultPlace[] {
  const isOne = (channel: Channel, refusal: Refusal): boolean => {
    const [outcome] = refusal.kind === "declared" ? refusal.outcomes : [];
    return outcome !== undefined && canChange(outcome, channel);
  };
  return contract.channels.flatMap((channel) =>
    refusers(contract, channel)
      .filter(({ refusals }) => refusals.some((refusal) => isOne(channel, refusal)))
      .map(({ place }) => place),
  );
}

/** The values that a refusal has to carry, one of them another one that its schema allows. */
function withOtherWhere(bench: Bench, channel: Channel, outcome: Outcome): Outcome | null {
  if (outcome.kind !== "reply" && outcome.kind !== "reply-close") return null;
  const message = messageNamed(channel, outcome.reply.message);
  const payload = sampleOf(labFor(bench.contract), message);
  if (payload === null) return null;
  const changed = outcome.reply.where.map((one): Where => {
    const other = otherThan(bench, { message, payload }, one);
    return other === null ? one : { ...one, values: [other] };
  });
  const differs = changed.some((one, index) => one !== outcome.reply.where[index]);
  return differs ? { ...outcome, reply: { ...outcome.reply, where: changed } } : null;
}

/** A valid value at the pointer that is none of those asked for. */
function otherThan(
  bench: Bench,
  what: { readonly message: Message; readonly payload: Json },
  { at, values }: Where,
): Json | null {
  let payload = what.payload;
  // Each try starts from the one before, so that more values than one are passed.
  for (let tries = 0; tries <= values.length; tries += 1) {
    const value = pointerGet(payload, at.pointer);
    if (value !== undefined && !values.includes(value)) return value;
    const next = withOtherValue(bench, what.message, { payload, at: at.pointer });
    if (next === null) return null;
    payload = next;
  }
  return null;
}

export const WRONG_REFUSAL_CODE: Fault = {
  name: "wrong-refusal-code",
  family: "refusal",
  summary: "bad input is refused with the declared message, but with another code in it",
  rule: "WRONG-REFUSAL",
  appliesTo: (contract) =>
    targets(
      refusersWith(
        contract,
        (outcome, channel) => withOtherWhere(labFor(contract), channel, outcome) !== null,
      ),
      "no refusal declares a value",
    ),
  hooks: (scope) => ({
    refusal: (outcome, { operation }, { channel }) =>
      outcome !== null && scope.covers(channel.name, operation?.name ?? "")
        ? (withOtherWhere(scope, channel, outcome) ?? outcome)
        : outcome,
  }),
};

const OTHER_CLOSE = 4999;

function withOtherClose(outcome: Outcome): Outcome | null {
  const closes = outcome.kind === "close" || outcome.kind === "reply-close";
  if (!closes || outcome.codes.kind !== "codes" || outcome.codes.codes.includes(OTHER_CLOSE)) return null;
  return { ...outcome, codes: { kind: "codes", codes: [OTHER_CLOSE] } };
}

export const WRONG_CLOSE_CODE: Fault = {
  name: "wrong-close-code",
  family: "refusal",
  summary: "bad input closes the connection, but with another code than declared",
  rule: "WRONG-REFUSAL",
  appliesTo: (contract) =>
    targets(
      refusersWith(contract, (outcome) => withOtherClose(outcome) !== null),
      "no refusal declares a close",
    ),
  hooks: (scope) => ({
    refusal: (outcome, { operation }, { channel }) =>
      outcome !== null && scope.covers(channel.name, operation?.name ?? "")
        ? (withOtherClose(outcome) ?? outcome)
        : outcome,
  }),
};

export const NO_CLOSE_AFTER_REFUSAL: Fault = {
  name: "no-close-after-refusal",
  family: "refusal",
  summary: "bad input gets the declared message, but not the close that has to follow",
  rule: "NO-CLOSE",
  appliesTo: (contract) =>
    targets(
      refusersWith(contract, ({ kind }) => kind === "reply-close"),
      "no refusal is a message and then a close",
    ),
  hooks: (scope) => ({
    refusal: (outcome, { operation }, { channel }) =>
      outcome?.kind === "reply-close" && scope.covers(channel.name, operation?.name ?? "")
        ? { kind: "reply", reply: outcome.reply }
        : outcome,
  }),
};
