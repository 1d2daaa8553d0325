import type { FrameReader } from "../../contract/frame.ts";
import { isObject, type Json, jsonEqual } from "../../contract/json.ts";
import { pointerGet, pointerOf, pointerSet, pointerWithout } from "../../contract/json-pointer.ts";
import type { Channel, Contract, Message, PayloadPointer } from "../../contract/model.ts";
import { schemasAt } from "../compose/schema-at.ts";

/** What the changes of a payload look at. */
export interface Bench {
  readonly contract: Contract;
  readonly reader: FrameReader;
}

/** The payload with another value at the pointer, still valid; null where there is none. */
export function withOtherValue(
  { contract, reader }: Bench,
  message: Message,
  { payload, at }: { readonly payload: Json; readonly at: PayloadPointer },
): Json | null {
  const value = pointerGet(payload, at);
  if (value === undefined) return null;
  const enumerated = schemasAt(contract, message, at).flatMap((schema) => enumOf(schema["enum"]));
  for (const other of [...others(value), ...enumerated]) {
    const changed = pointerSet(payload, at, other);
    if (!jsonEqual(other, value) && reader.check(message, changed).length === 0) return changed;
  }
  return null;
}

function enumOf(values: Json | undefined): readonly Json[] {
  return Array.isArray(values) ? values : [];
}

function others(value: Json): Json[] {
  if (typeof value === "number") return [value + 1, value - 1];
  if (typeof value === "boolean") return [!value];
  if (typeof value === "string")
    return [
      `${value}x`,
      `x${value}`,
      value.slice(0, -1),
      nextCharacters(value),
      [...value].reverse().join(""),
      "other",
    ];
  if (Array.isArray(value)) return [[...value, ...value.slice(-1)], value.slice(0, -1)];
  return value === null ? ["other", 1] : [{}];
}

/** Each letter and digit replaced by its neighbour: keeps to most patterns (UUIDs, codes). */
function nextCharacters(text: string): string {
  return text.replace(/[0-8a-eA-Z]/g, (one) =>
    String.fromCharCode(one.charCodeAt(0) + (one === "Z" ? -1 : 1)),
  );
}

/** The payload with one value of another type: still recognisable as the message, but broken. Null where none can be. */
export function withWrongType(
  bench: Bench,
  channel: Channel,
  what: { message: Message; payload: Json },
): Json | null {
  const { payload } = what;
  return firstBroken(bench, channel, what, (at) =>
    pointerSet(payload, at, otherType(pointerGet(payload, at) ?? null)),
  );
}

/** The payload without one property that has to be there. */
export function withoutRequired(
  bench: Bench,
  channel: Channel,
  what: { message: Message; payload: Json },
): Json | null {
  return firstBroken(bench, channel, what, (at) => pointerWithout(what.payload, at));
}

/** The payload with one property that its schema does not allow; null where it allows any. */
export function withUndeclared(
  { reader }: Bench,
  channel: Channel,
  { message, payload }: { readonly message: Message; readonly payload: Json },
): Json | null {
  if (!isObject(payload)) return null;
  const changed = { ...payload, undeclared_field: true };
  const reading = reader.read(channel, "server", { kind: "text", text: JSON.stringify(changed) });
  return reading.kind === "invalid" && reading.message.name === message.name ? changed : null;
}

function firstBroken(
  { reader }: Bench,
  channel: Channel,
  { message, payload }: { readonly message: Message; readonly payload: Json },
  change: (at: PayloadPointer) => Json,
): Json | null {
  const meaningful = new Set([...message.correlation, ...message.constants.map(({ pointer }) => pointer)]);
  for (const at of placesIn(payload, "")) {
    if ([...meaningful].some((pointer) => pointer.startsWith(at))) continue;
    const changed = change(at);
    const reading = reader.read(channel, "server", { kind: "text", text: JSON.stringify(changed) });
    if (reading.kind === "invalid" && reading.message.name === message.name) return changed;
  }
  return null;
}

function otherType(value: Json): Json {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? 12345 : "of another type";
}

/** Pointers to everything in a payload but itself, the outer before the inner. */
function placesIn(value: Json, at: PayloadPointer): PayloadPointer[] {
  if (!isObject(value)) return [];
  const keys = Object.keys(value).map((key) => ({ key, at: `${at}${pointerOf(key)}` }));
  return [...keys.map((one) => one.at), ...keys.flatMap((one) => placesIn(value[one.key] ?? null, one.at))];
}
