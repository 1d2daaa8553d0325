import { isAbout, messageOfPointer } from "../contract/index.ts";
import { isObject, type Json, jsonEqual } from "../contract/json.ts";
import { pointerGet, pointerTokens } from "../contract/json-pointer.ts";
import type { Message, Pointer, Where } from "../contract/model.ts";
import type { HandshakeFacts, ReceivedMessage } from "./model.ts";
import { jsonText } from "./narrative/words.ts";
import { own } from "../contract/own.ts";

/**
 * Is the message, `index`-th of its name, one that the pointer means? `reply` means every message that is no error;
 * no name at all means whatever the keyword stands on.
 */
export function pointsAt(pointer: Pointer, message: Message, index: number): boolean {
  if (pointer.index !== null && pointer.index !== index) return false;
  return isAbout(pointer, message.name) || pointer.of === "" || (pointer.of === "reply" && !message.error);
}

/** What pointers may point into: a request, the handshake, and what was received on the connection. */
export interface Sources {
  readonly request: Json | undefined;
  readonly facts: HandshakeFacts;
  /** The latest message of each name. */
  readonly latest: ReadonlyMap<string, ReceivedMessage>;
}

/** The value that a pointer finds in these sources; `undefined` for none. */
export function valueAt(at: Pointer, { request, facts, latest }: Sources): Json | undefined {
  const { of, pointer } = at;
  if (of === "handshake") return handshakeValue(facts, pointer);
  if (of === "request" || of === "") return pointerGet(request, pointer);
  return pointerGet(latest.get(messageOfPointer(at))?.payload, pointer);
}

/** `/query/x`, `/headers/x` (any case), `/path/x`. */
export function handshakeValue(facts: HandshakeFacts, pointer: string): string | undefined {
  const [part, name = ""] = pointerTokens(pointer);
  switch (part) {
    case "query":
      return own(facts.query, name);
    case "headers":
      return own(facts.headers, name.toLowerCase());
    case "path":
      return own(facts.parameters, name);
    default:
      return undefined;
  }
}

/** Equality where strings of a handshake stand for numbers and booleans too; absent is null. */
export function sameValue(left: Json | undefined, right: Json | undefined): boolean {
  if (jsonEqual(left ?? null, right ?? null)) return true;
  return isPlain(left) && isPlain(right) && typeof left !== typeof right && String(left) === String(right);
}

function isPlain(value: Json | undefined): value is string | number | boolean {
  return value !== undefined && value !== null && !isObject(value) && !Array.isArray(value);
}

/** Does a payload have the declared values? */
export function fits(where: readonly Where[], payload: Json): boolean {
  return where.every(({ at, values }) => hasOne(values, pointerGet(payload, at.pointer)));
}

export function hasOne(values: readonly Json[], found: Json | undefined): boolean {
  return found !== undefined && values.some((value) => jsonEqual(value, found));
}

/** A pointer as documents write it. */
export function pointerText({ of, index, pointer }: Pointer): string {
  if (of === "") return pointer;
  return `${of}${index === null ? "" : `[${index}]`}#${pointer}`;
}

/** `/code: "INVALID"`. */
export function whereText(where: readonly Where[]): string {
  return where
    .map(({ at, values }) => `${at.pointer}: ${values.map((value) => jsonText(value)).join(" or ")}`)
    .join(", ");
}
