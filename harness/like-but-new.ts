import type { Json } from "../contract/json.ts";

/**
 * Values of the form of another, with that number in them, best first: `req-1` gives `req-4711`; what has a fixed length
 * (a UUID) gets new digits at its end.
 */
export function likeButNew(value: Json | undefined, id: number): Json[] {
  if (typeof value === "number") return [id];
  if (typeof value !== "string") return [];
  const digits = String(id).slice(-value.length);
  return [value.replace(/\d*$/, String(id)), value.slice(0, value.length - digits.length) + digits];
}
