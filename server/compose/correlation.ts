import { type Json, jsonEqual } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { Message } from "../../contract/model.ts";
import type { Edit } from "./edit.ts";

/** The values of a message's correlation pointers together; null where none are declared or one has nothing. */
export type Correlation = readonly Json[] | null;

export function correlationOf(message: Message, payload: Json): Correlation {
  const values = message.correlation.map((pointer) => pointerGet(payload, pointer) ?? null);
  return values.length === 0 || values.includes(null) ? null : values;
}

/** True where both are ids, and the same. */
export function sameCorrelation(left: Correlation, right: Correlation): boolean {
  return left !== null && right !== null && jsonEqual(left, right);
}

/** A message that belongs to a request carries its id; where the request has none, it carries none. */
export function correlationEdits(message: Message, correlation: Correlation): Edit[] {
  return message.correlation.map((at, index) => {
    const value = correlation?.[index];
    return { at, values: value === undefined ? [undefined, null] : [value], why: "correlation" };
  });
}
