import { isObject, type Json } from "../contract/json.ts";
import { pointerOf } from "../contract/json-pointer.ts";

/** Payloads by message as values by `message#/pointer`: one for each leaf; a list or an empty object is one. */
export function payloadValues(payloads: { readonly [message: string]: Json }): {
  readonly [pointer: string]: Json;
} {
  return Object.fromEntries(
    Object.entries(payloads).flatMap(([message, payload]) => leaves(payload, `${message}#`)),
  );
}

function leaves(value: Json, at: string): [string, Json][] {
  if (!isObject(value) || Object.keys(value).length === 0) return [[at, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${at}${pointerOf(key)}`));
}
