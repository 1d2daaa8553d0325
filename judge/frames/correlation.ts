import type { Json } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { Message } from "../../contract/model.ts";

/**
 * The correlation id of a payload as one comparable text: the values at all declared pointers together. Null where
 * the message declares none, or where a value is absent or null.
 */
export function idOf(message: Message, payload: Json): string | null {
  if (message.correlation.length === 0) return null;
  const values: Json[] = [];
  for (const pointer of message.correlation) {
    const value = pointerGet(payload, pointer);
    if (value === undefined || value === null) return null;
    values.push(value);
  }
  return JSON.stringify(values);
}

/** Every id that one of these messages would find in the payload. */
export function idsIn(messages: readonly Message[], payload: Json): string[] {
  const ids = new Set<string>();
  for (const message of messages) {
    const id = idOf(message, payload);
    if (id !== null) ids.add(id);
  }
  return [...ids];
}

/** An id as people read it. */
export function idText(id: string): string {
  return id.slice(1, -1);
}
