import { isObject, type Json, jsonEqual } from "../../contract/json.ts";

/** Do two parts of a contract say the same, wherever they stand? */
export function samePromise(left: unknown, right: unknown): boolean {
  return jsonEqual(placeless(left), placeless(right));
}

/** Keys that say where something stands. */
const PLACES: ReadonlySet<string> = new Set(["place", "correlationPlace"]);

/** A contract is plain JSON by its definition; interfaces have no index signature to say so. */
function placeless(value: unknown): Json {
  return without(value as Json);
}

function without(value: Json): Json {
  if (Array.isArray(value)) return value.map(without);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !PLACES.has(key))
      .map(([key, inner]) => [key, without(inner)]),
  );
}
