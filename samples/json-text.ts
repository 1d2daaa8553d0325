import { isObject, type Json } from "../contract/json.ts";

/** The JSON text of a value, with `-0` written as that: `JSON.stringify` would send a plain 0. */
export function jsonText(value: Json): string {
  if (Object.is(value, -0)) return "-0";
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, item]) => `${JSON.stringify(name)}:${jsonText(item)}`)
    .join(",")}}`;
}
