import { isObject, type Json } from "../../contract/json.ts";
import { pointerOf } from "../../contract/json-pointer.ts";
import type { Message } from "../../contract/model.ts";

/** Longest string and number of items and keys that an excerpt shows, and how deep it goes. */
const STRING = 40;
const ITEMS = 6;
const DEPTH = 3;

/** A message as people read it: `token{index: 7, text: "!"}`; constants that only name it are left out. */
export function excerpt(message: Message | null, payload: Json): string {
  const name = message?.name ?? "";
  if (!isObject(payload)) return name === "" ? jsonText(payload) : `${name} ${jsonText(payload)}`;
  const naming = new Set(message?.constants.map(({ pointer }) => pointer));
  const entries = Object.entries(payload).filter(([key]) => !naming.has(pointerOf(key)));
  return `${name}${objectText(entries, 0)}`;
}

/** A value in JavaScript's notation, shortened. */
export function jsonText(value: Json | undefined, depth = 0): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return JSON.stringify(cut(value));
  if (isObject(value)) return depth > DEPTH ? "{...}" : objectText(Object.entries(value), depth);
  if (Array.isArray(value)) return depth > DEPTH ? "[...]" : arrayText(value, depth);
  return JSON.stringify(value);
}

function objectText(entries: readonly (readonly [string, Json])[], depth: number): string {
  const shown = entries
    .slice(0, ITEMS)
    .map(([key, value]) => `${keyText(key)}: ${jsonText(value, depth + 1)}`);
  return `{${[...shown, ...more(entries.length)].join(", ")}}`;
}

function arrayText(items: readonly Json[], depth: number): string {
  const shown = items.slice(0, ITEMS).map((item) => jsonText(item, depth + 1));
  return `[${[...shown, ...more(items.length)].join(", ")}]`;
}

function more(count: number): string[] {
  return count > ITEMS ? [`... ${count - ITEMS} more`] : [];
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(cut(key));
}

/** The text, cut in the middle of nothing: its head, and how long it was. */
export function cut(text: string, length: number = STRING): string {
  const points = [...text.slice(0, length * 2 + 2)];
  return points.length <= length ? text : `${points.slice(0, length).join("")}...`;
}

/** `12 ms`, `2 s`, `1.5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${Math.round(ms / 100) / 10} s`;
}

/** `one`, `one or two`, `one, two or three`; each in backquotes. */
export function namesText(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.at(-1) ?? "nothing";
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(", ")} or ${last}`;
}
