import type { Json } from "../contract/json.ts";
import { pointerTokens } from "../contract/json-pointer.ts";
import type { PayloadPointer } from "../contract/model.ts";
import { typeOf } from "./types.ts";

/** A location in words: `user.name`, `items[0]`, `the payload`. */
export function spokenAt(at: PayloadPointer): string {
  const said = pointerTokens(at)
    .map((token) => (/^\d+$/.test(token) ? `[${token}]` : `.${token}`))
    .join("");
  return said === "" ? "the payload" : said.replace(/^\./, "");
}

/** A value in words, short enough for a title. */
export function spokenValue(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}

/** `a string`, `an array`, `null`. */
export function spokenType(value: Json): string {
  const type = typeOf(value) === "integer" ? "number" : typeOf(value);
  if (type === "null") return "null";
  return /^[aio]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** `1 character`, `2 characters`. */
export function counted(count: number, unit: string): string {
  if (count === 1) return `1 ${unit}`;
  return `${count} ${unit.endsWith("y") ? `${unit.slice(0, -1)}ies` : `${unit}s`}`;
}
