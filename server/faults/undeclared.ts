import { pointerSet } from "../../contract/json-pointer.ts";
import type { Json } from "../../contract/json.ts";
import type { Side } from "../../contract/frame.ts";
import type { Channel } from "../../contract/model.ts";
import { labFor, usualReplies } from "./lab.ts";
import type { Fault } from "./model.ts";
import { onReply } from "./on.ts";
import { requestsWhere } from "./places.ts";
import type { Bench } from "./values.ts";

/** Text that is no message of that side, in whatever way the channel tells its messages apart; null for none. */
export function undeclaredText(
  { reader }: Pick<Bench, "reader">,
  channel: Channel,
  from: Side,
): string | null {
  const pointer = channel.messages.flatMap(({ constants }) => constants.map((one) => one.pointer))[0];
  const strange: Json[] = [{ undeclared: true }, "undeclared", null];
  const named = pointer === undefined ? [] : [pointerSet({}, pointer, "undeclared")];
  for (const value of [...named, ...strange]) {
    const text = JSON.stringify(value);
    if (reader.read(channel, from, { kind: "text", text }).kind === "unknown") return text;
  }
  return null;
}

export const UNDECLARED_MESSAGE: Fault = {
  name: "undeclared-message",
  family: "reply",
  summary: "before a reply comes a frame that the document does not know",
  rule: "UNDECLARED",
  appliesTo: (contract) =>
    requestsWhere(
      contract,
      "whatever comes is a message of its channel",
      (operation, channel) =>
        usualReplies(channel, operation).length > 0 &&
        undeclaredText(labFor(contract), channel, "server") !== null,
    ),
  hooks: (scope) =>
    onReply(scope, (wires, { index, outgoing: { connection } }) => {
      const text = index === 0 ? undeclaredText(scope, connection.channel, "server") : null;
      return text === null ? wires : [{ kind: "text", to: connection, text }, ...wires];
    }),
};
