import type { Json } from "../../contract/json.ts";
import type { Channel, Message } from "../../contract/model.ts";
import { labFor, sampleOf, usualReplies } from "./lab.ts";
import type { Fault, FaultScope } from "./model.ts";
import { onReply, withPayloads } from "./on.ts";
import { requestsWhere } from "./places.ts";
import { type Bench, withoutRequired, withUndeclared, withWrongType } from "./values.ts";

type Break = (bench: Bench, channel: Channel, what: { message: Message; payload: Json }) => Json | null;

/** A reply that breaks its schema in one way. */
function brokenReply(name: string, summary: string, breakIt: Break): Fault {
  return {
    name,
    family: "reply",
    summary,
    rule: "SCHEMA",
    appliesTo: (contract) =>
      requestsWhere(contract, "no reply can be broken like that", (operation, channel) => {
        const lab = labFor(contract);
        return usualReplies(channel, operation).some((message) => {
          const payload = sampleOf(lab, message);
          return payload !== null && breakIt(lab, channel, { message, payload }) !== null;
        });
      }),
    hooks: (scope: FaultScope) =>
      onReply(scope, (wires, { outgoing: { message, connection } }) =>
        withPayloads(wires, (payload) => breakIt(scope, connection.channel, { message, payload })),
      ),
  };
}

export const WRONG_TYPE: Fault = brokenReply(
  "wrong-type-in-field",
  "a reply has a value of another type in one field",
  withWrongType,
);

export const MISSING_FIELD: Fault = brokenReply(
  "missing-required-field",
  "a reply lacks a field that has to be there",
  withoutRequired,
);

export const UNDECLARED_FIELD: Fault = brokenReply(
  "undeclared-field",
  "a reply has a field that its schema does not allow",
  withUndeclared,
);

export const NOT_JSON: Fault = {
  name: "not-json",
  family: "reply",
  summary: "a reply is cut off in the middle, so that it is no JSON",
  rule: "MALFORMED",
  appliesTo: (contract) =>
    requestsWhere(contract, "no operation has a JSON reply", (operation, channel) =>
      usualReplies(channel, operation).some(({ content }) => content.kind === "json"),
    ),
  hooks: (scope) =>
    onReply(scope, (wires) =>
      wires.map((wire) =>
        wire.kind === "message" && wire.message.content.kind === "json"
          ? { kind: "text", to: wire.to, text: JSON.stringify(wire.payload).slice(0, -1) }
          : wire,
      ),
    ),
};

export const NO_REPLY: Fault = {
  name: "no-reply",
  family: "reply",
  summary: "a request is taken, and nothing comes",
  rule: "NO-REPLY",
  appliesTo: (contract) =>
    requestsWhere(
      contract,
      "no operation has to be answered",
      (operation, channel) => usualReplies(channel, operation).length > 0,
    ),
  hooks: (scope) => onReply(scope, () => []),
};
