import type { Channel, Contract, ServerOperation } from "../../contract/model.ts";
import type { Decisions } from "../decisions.ts";
import { labFor, sampleOf } from "./lab.ts";
import { opensWith } from "./push-faults.ts";
import type { Fault, FaultScope, Targets } from "./model.ts";
import { withPayloads } from "./on.ts";
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
      .filter((operation) => isBreakable(contract, channel, operation))
      .map(({ name }) => ({ channel: channel.name, operation: name })),
  );
  return places.length > 0
    ? { kind: "places", places }
    : { kind: "none", why: "nothing that the service sends by itself can be broken like that" };
}

function isBreakable(contract: Contract, channel: Channel, operation: ServerOperation): boolean {
  const lab = labFor(contract);
  return channel.messages
    .filter(({ name }) => operation.messages.includes(name))
    .some((message) => {
      const payload = sampleOf(lab, message);
      return payload !== null && withWrongType(lab, channel, { message, payload }) !== null;
    });
}
