import type { Json } from "../../contract/json.ts";

/**
 * The items that make up `whole`, each as the values it may have, best first: a text or list cut into `count` parts
 * as even as possible. Null where it is too short, or neither text nor list.
 */
export function cut(whole: Json, count: number): readonly (readonly Json[])[] | null {
  const parts = typeof whole === "string" ? [...whole] : whole;
  if (!Array.isArray(parts) || parts.length < count) return null;
  return evenly(parts, count).map((part) => {
    if (typeof whole === "string") return [part.join("")];
    // An item of a list is appended by itself, or as a list of one.
    const [only, ...others] = part;
    return only !== undefined && others.length === 0 ? [only, part] : [part];
  });
}

/** The items together: texts concatenated, anything else appended to a list. Null for none. */
export function join(items: readonly Json[]): Json | null {
  if (items.length === 0) return null;
  if (items.every((item) => typeof item === "string")) return items.join("");
  return items.flatMap<Json>((item: Json) => (Array.isArray(item) ? item : [item]));
}

function evenly(items: readonly Json[], count: number): Json[][] {
  return Array.from({ length: count }, (_, index) =>
    items.slice(Math.floor((index * items.length) / count), Math.floor(((index + 1) * items.length) / count)),
  );
}
