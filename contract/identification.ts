import type { Reading, SchemaFault } from "./frame.ts";
import type { Json } from "./json.ts";
import { jsonEqual } from "./json.ts";
import { pointerGet } from "./json-pointer.ts";
import { candidatesIn } from "./discriminator.ts";
import { type MessageShape, meantAs } from "./message-shape.ts";
import type { Message } from "./model.ts";

/** Faults of a payload against one message; empty: valid. */
export type CheckMessage = (message: Message, payload: Json) => readonly SchemaFault[];

/** What identification asks about messages. */
export interface Knowledge {
  readonly check: CheckMessage;
  readonly shape: (message: Message) => MessageShape;
}

export interface Candidates {
  /** Messages that the sender may send here. */
  readonly own: readonly Message[];
  /** Messages that only the other side may send. */
  readonly other: readonly Message[];
}

/**
 * What a parsed payload is: first by the constants of the messages, then by their schemas. A payload that has
 * all constants of a message and breaks its schema is that message, `invalid`; one that no message's constants
 * match is `misdirected` where it is a message of the other side, else `unknown`. Without constants, validity
 * alone tells, and the faults of a payload are named only where there is just one candidate, or one whose own
 * properties the payload has and nothing of the others'.
 */
export function identify({ own, other }: Candidates, payload: Json, { check, shape }: Knowledge): Reading {
  const candidates = candidatesIn(own, payload);
  const valid = validAmong(candidates, payload, check);
  if (valid !== null) return valid;
  const matching = candidates.filter((message) => hasConstants(message, payload));
  const byConstants = matching.filter(({ constants }) => constants.length > 0);
  const named =
    byConstants.length > 1 ? (meantAs(byConstants, payload, shape) ?? byConstants[0]) : byConstants[0];
  if (named !== undefined) return { kind: "invalid", message: named, payload, faults: check(named, payload) };
  const stray = candidatesIn(other, payload).find((one) => isSurely(one, payload, check));
  if (stray !== undefined) return { kind: "misdirected", message: stray, payload };
  const meant = own.length === 1 ? own[0] : (meantAs(own, payload, shape) ?? undefined);
  // Where a message has constants, a payload without them is not that message.
  const nearly = matching.find((message) => message === meant);
  if (nearly !== undefined)
    return { kind: "invalid", message: nearly, payload, faults: check(nearly, payload) };
  return { kind: "unknown", payload };
}

const NO_NAMES: readonly string[] = [];
const NO_MESSAGES: readonly Message[] = [];

/** The reading of a payload that is valid against some of the messages, those with constants first. */
function validAmong(
  candidates: readonly Message[],
  payload: Json,
  check: CheckMessage,
): (Reading & { readonly kind: "message" }) | null {
  let first: Message | null = null;
  let rest: readonly Message[] = NO_MESSAGES;
  for (const message of candidates) {
    if (!hasConstants(message, payload) || check(message, payload).length > 0) continue;
    if (first === null) first = message;
    else rest = [...rest, message];
  }
  if (first === null) return null;
  if (rest.length === 0) return { kind: "message", message: first, payload, also: NO_NAMES };
  const all = [first, ...rest];
  const strong = all.filter(({ constants }) => constants.length > 0);
  const [message = first, ...others] = [...strong, ...all.filter(({ constants }) => constants.length === 0)];
  return { kind: "message", message, payload, also: others.map(({ name }) => name) };
}

function isSurely(message: Message, payload: Json, check: CheckMessage): boolean {
  return (
    message.constants.length > 0 && hasConstants(message, payload) && check(message, payload).length === 0
  );
}

function hasConstants(message: Message, payload: Json): boolean {
  for (const { pointer, values } of message.constants) {
    const found = pointerGet(payload, pointer);
    if (found === undefined || !isOneOf(values, found)) return false;
  }
  return true;
}

function isOneOf(values: readonly Json[], found: Json): boolean {
  for (const value of values) if (value === found || jsonEqual(value, found)) return true;
  return false;
}
