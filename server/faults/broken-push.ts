import { namesIn } from "../../contract/index.ts";
import type { Channel, Contract } from "../../contract/model.ts";
import type { Decisions } from "../decisions.ts";
import { labFor, sampleOf } from "./lab.ts";
import { opensWith } from "./push-faults.ts";
import type { Fault, FaultScope, Targets } from "./model.ts";
import { withPayloads } from "./on.ts";
import { channelsWhere } from "./places.ts";
import { withWrongType } from "./values.ts";

/** Also what may come at any time: the stub sends it once to each connection. */
export const WRONG_TYPE_IN_PUSH: Fault = {
  name: "wrong-type-in-push",
  family: "push",
  summary: "what the service sends by itself has a value of another type in one field",
  rule: "SCHEMA",
  appliesTo: breakablePushes,
  hooks: (scope: FaultScope): Partial<Decisions> => ({
    outgoing: (wires, { cause, connection: { channel }, message }) =>
      cause.kind === "push" && scope.covers(channel.name, cause.operation.name)
        ? withPayloads(wires, (payload) => withWrongType(scope, channel, { message, payload }))
        : wires,
  }),
};

function breakablePushes(contract: Contract): Targets {
  const places = contract.channels.flatMap((channel) =>
    channel.operations
      .filter((one) => one.kind === "server")
      .filter(({ messages }) => !opensWith(channel, messages))
      .filter(({ messages }) => canBreak(contract, channel, messages))
      .map(({ name }) => ({ channel: channel.name, operation: name })),
  );
  return places.length > 0
    ? { kind: "places", places }
    : { kind: "none", why: "nothing that the service sends by itself can be broken like that" };
}

function canBreak(contract: Contract, channel: Channel, messages: readonly string[]): boolean {
  const lab = labFor(contract);
  return channel.messages
    .filter(({ name }) => messages.includes(name))
    .some((message) => {
      const payload = sampleOf(lab, message);
      return payload !== null && withWrongType(lab, channel, { message, payload }) !== null;
    });
}

export const WRONG_TYPE_IN_GREETING: Fault = {
  name: "wrong-type-in-greeting",
  family: "connection",
  summary: "a message of the opening has a value of another type in one field",
  rule: "SCHEMA",
  breaksAll: true,
  appliesTo: (contract) =>
    channelsWhere(contract, "no opening can be broken like that", (channel) =>
      canBreak(contract, channel, openingOf(channel)),
    ),
  hooks: (scope: FaultScope): Partial<Decisions> => ({
    outgoing: (wires, { cause, connection: { channel }, message }) =>
      cause.kind === "opening" && scope.covers(channel.name)
        ? withPayloads(wires, (payload) => withWrongType(scope, channel, { message, payload }))
        : wires,
  }),
};

function openingOf({ opening }: Channel): readonly string[] {
  return opening.kind === "sequence" ? namesIn(opening.sequence) : [];
}
