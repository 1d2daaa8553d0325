import type { Json } from "../contract/json.ts";
import { pointerGet } from "../contract/json-pointer.ts";
import type { ReceivedMessage } from "../judge/model.ts";

/** Value at a pointer of the latest message of that name; undefined where none came or nothing is there. */
export function latestValue(
  messages: readonly ReceivedMessage[],
  name: string,
  pointer: string,
): Json | undefined {
  return pointerGet(messages.findLast((message) => message.name === name)?.payload, pointer);
}
