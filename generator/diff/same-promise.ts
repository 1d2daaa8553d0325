import { isObject, type Json, jsonEqual } from "../../contract/json.ts";

/** Do two parts of a contract say the same, wherever they stand? */
export function samePromise(left: unknown, right: unknown): boolean {
  return jsonEqual(placeless(left), placeless(right));
}

/** A contract is plain JSON by its definition; interfaces have no index signature to say so. */
function placeless(value: unknown): Json {
  return without(value as Json);
}

function without(value: Json): Json {
  if (Array.isArray(value)) return value.map(without);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "place")
      .map(([key, inner]) => [key, without(inner)]),
  );
}
