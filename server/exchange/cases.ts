import { isObject, type Json, jsonEqual } from "../../contract/json.ts";
import type { Case, Channel, ClientOperation, Message } from "../../contract/model.ts";

/** The first case whose `send` the request contains; null for none. */
export function caseFor(
  channel: Channel,
  operation: ClientOperation,
  request: { readonly message: Message; readonly payload: Json },
): Case | null {
  return operation.cases.find((one) => isSent(channel, one.send, request)) ?? null;
}

function isSent(
  channel: Channel,
  send: Case["send"],
  { message, payload }: { readonly message: Message; readonly payload: Json },
): boolean {
  if (send.kind === "merge") return contains(payload, send.patch);
  if (send.message !== message.name) return false;
  const from = channel.messages.find(({ name }) => name === send.message);
  const example = from?.examples.find(({ name }) => name === send.example);
  return example !== undefined && jsonEqual(example.payload, payload);
}

/** True where merging the patch (RFC 7396) would change nothing. */
export function contains(value: Json | undefined, patch: Json): boolean {
  if (patch === null) return value === undefined;
  if (!isObject(patch)) return jsonEqual(value, patch);
  if (!isObject(value)) return false;
  return Object.entries(patch).every(([key, inner]) =>
    contains(Object.hasOwn(value, key) ? value[key] : undefined, inner),
  );
}
