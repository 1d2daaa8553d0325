import { tellsId } from "../contract/index.ts";
import { type Json, jsonEqual } from "../contract/json.ts";
import { pointerGet } from "../contract/json-pointer.ts";
import type { Message, ServerOperation } from "../contract/model.ts";
import type { Connection } from "./connection.ts";

/**
 * Is it left open whether the push is for who listens here? So it is where it goes to those who asked for its id, no
 * echo says which one that is, and no trigger sent in this test has at the same place what was asked for here.
 */
export function isUntold(
  connection: Connection,
  operation: ServerOperation,
  names: readonly string[],
): boolean {
  const { channel } = connection;
  if (operation.audience.kind !== "running") return false;
  const sent = channel.messages.filter(({ name }) => names.includes(name));
  return sent.every((message) => !tellsId(operation, message) && !isShown(connection, operation, message));
}

function isShown(connection: Connection, operation: ServerOperation, { correlation }: Message): boolean {
  const { trigger } = operation;
  if (trigger.kind !== "operation") return false;
  const triggers = connection.scope.connections
    .flatMap(({ exchanges }) => exchanges)
    .filter((one) => one.operation.name === trigger.operation);
  const asked = askedIds(connection, operation);
  return triggers.some(({ request }) => {
    const id = correlation.map((pointer) => pointerGet(request, pointer) ?? null);
    return !id.includes(null) && asked.some((one) => jsonEqual(one, id));
  });
}

/** What the subscriptions of this connection ask for. */
function askedIds({ channel, exchanges }: Connection, { audience }: ServerOperation): readonly Json[] {
  const name = audience.kind === "running" ? audience.operation : "";
  return exchanges
    .filter(({ operation }) => operation.name === name)
    .flatMap(({ operation, request }) =>
      channel.messages
        .filter((message) => operation.requests.includes(message.name))
        .map(({ correlation }) => correlation.map((pointer) => pointerGet(request, pointer) ?? null)),
    );
}
