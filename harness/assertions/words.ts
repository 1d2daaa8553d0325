import type { Json } from "../../contract/json.ts";
import { arrivedNames } from "../arrived.ts";
import type { ReceivedMessage } from "../../judge/model.ts";

/** `a`, `a` or `b`, `a`, `b` or `c`. */
export function anyOf(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  const last = quoted.pop();
  if (last === undefined) return "nothing";
  return quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`;
}

/** A message by its name: `a token`, `an error`. */
export function one(name: string): string {
  return `${/^[aeiou]/i.test(name) ? "an" : "a"} \`${name}\``;
}

/** A message as a failure shows it: name and payload, cut. */
export function shown({ name, payload }: ReceivedMessage): string {
  return `${name}${cut(payload)}`;
}

/** A value as a failure shows it. */
export function cut(value: Json | undefined): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}

export function names(messages: readonly ReceivedMessage[]): string {
  return arrivedNames(messages);
}
