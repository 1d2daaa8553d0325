import type { Json } from "./json.ts";
import { visibleJson } from "./plain-text.ts";

const WIDTH = 110;

/** JSON with an indent of two, in which an object or list that fits into one line stays in one. */
export function prettyJson(value: Json, indent = "", before = 0): string {
  if (typeof value !== "object" || value === null) return visibleJson(value);
  if (roomLeft(value, WIDTH - indent.length - before) >= 0) return oneLine(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => `${inner}${prettyJson(item, inner)}`);
    return `[\n${items.join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).map(([key, child]) => {
    const name = `${visibleJson(key)}: `;
    return `${inner}${name}${prettyJson(child, inner, name.length)}`;
  });
  return `{\n${entries.join(",\n")}\n${indent}}`;
}

/** Characters left of `room` after the value in one line; stops counting where there are none. */
function roomLeft(value: Json, room: number): number {
  if (typeof value !== "object" || value === null) return room - visibleJson(value).length;
  let left = room - 2;
  for (const [key, child] of Object.entries(value)) {
    if (left < 0) return left;
    left = roomLeft(child, left - 2 - (Array.isArray(value) ? 0 : key.length + 4));
  }
  return left;
}

function oneLine(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return visibleJson(value);
  const entries = Object.entries(value).map(([key, child]) => `${visibleJson(key)}: ${oneLine(child)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
