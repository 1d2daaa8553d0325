import { type Json, jsonEqual } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { ClientOperation, Contract, Echo, Message, Ordered, Place } from "../../contract/model.ts";
import { declares } from "./declares.ts";
import type { ReceivedMessage } from "../model.ts";
import { pointerText, pointsAt, type Sources, sameValue, valueAt } from "../pointers.ts";
import type { RuleId } from "../rules.ts";
import { jsonText } from "../narrative/words.ts";

/** What one rule over several messages says about a new one. `wrong` is null where the rule is kept. */
export interface Relation {
  readonly rule: RuleId;
  readonly place: Place;
  readonly wrong: {
    readonly promised: string;
    readonly expected: Json | undefined;
    readonly at: string;
  } | null;
  /** Which values would have done, where it is not just one. */
  readonly wanted: string;
}

/** A new reply and what came before it in its exchange. */
export interface NewReply {
  readonly operation: ClientOperation;
  readonly message: Message;
  readonly payload: Json;
  readonly before: readonly ReceivedMessage[];
  /** How many of each name came before. */
  readonly counts: ReadonlyMap<string, number>;
  readonly messages: readonly Message[];
}

/** Everything that the operation's rules say about this reply; rules that do not apply say nothing. */
export function relationsOf(contract: Contract, reply: NewReply, sources: Sources): Relation[] {
  const { echoes, ordered } = reply.operation;
  const index = reply.counts.get(reply.message.name) ?? 0;
  return [
    ...echoes
      .filter(({ to }) => pointsAt(to, reply.message, index))
      .flatMap((echo) => echoOf(contract, { echo, ...reply }, sources)),
    ...ordered.filter(({ at }) => pointsAt(at, reply.message, index)).flatMap((rule) => orderOf(rule, reply)),
    ...joinsOf(reply, index),
    ...countsOf(reply, index),
  ];
}

interface Echoed {
  readonly echo: Echo;
  readonly message: Message;
  readonly payload: Json;
}

/** An echo holds where the reply's schema declares the value; absent or null asks for absent or null. */
export function echoOf(contract: Contract, { echo, message, payload }: Echoed, sources: Sources): Relation[] {
  const { to, from, place } = echo;
  if (!declares(contract, message, to.pointer)) return [];
  const expected = valueAt(from, sources);
  const found = pointerGet(payload, to.pointer);
  const same =
    from.of === "handshake" ? sameValue(found, expected) : jsonEqual(found ?? null, expected ?? null);
  const promised = `echoes: ${pointerText(to)} = ${pointerText(from)}`;
  return [relation("ECHO", place, same ? null : { promised, expected, at: to.pointer })];
}

function relation(rule: RuleId, place: Place, wrong: Relation["wrong"], wanted = ""): Relation {
  return { rule, place, wrong, wanted: wanted === "" ? jsonText(wrong?.expected) : wanted };
}

function orderOf({ place, at, rule }: Ordered, { message, payload, before, messages }: NewReply): Relation[] {
  const found = pointerGet(payload, at.pointer);
  if (found === undefined) return [];
  const last = lastValue(before, { at, message, messages });
  const promised = `ordered: ${pointerText(at)}`;
  if (rule.kind === "step") {
    const expected = last === undefined ? rule.from : typeof last === "number" ? last + 1 : null;
    if (expected === null || typeof found !== "number") return [];
    const text = `${promised} +1${rule.from === null ? "" : ` from ${rule.from}`}`;
    return [
      relation("ORDERED", place, found === expected ? null : { promised: text, expected, at: at.pointer }),
    ];
  }
  if (last === undefined) return [];
  const order = compare(last, found);
  if (order === null) return [];
  const kept = rule.kind === "increasing" ? order < 0 : order <= 0;
  const wanted = rule.kind === "increasing" ? `more than ${jsonText(last)}` : `${jsonText(last)} or more`;
  const wrong = kept ? null : { promised: `${promised} ${rule.kind}`, expected: last, at: at.pointer };
  return [relation("ORDERED", place, wrong, wanted)];
}

/** The value of the latest message before that the rule speaks of and that has one. */
function lastValue(
  before: readonly ReceivedMessage[],
  {
    at,
    message,
    messages,
  }: { readonly at: Ordered["at"]; readonly message: Message; readonly messages: readonly Message[] },
): Json | undefined {
  for (let index = before.length - 1; index >= 0; index--) {
    const reply = before[index];
    if (reply === undefined) continue;
    const kind = reply.name === message.name ? message : messages.find(({ name }) => name === reply.name);
    if (kind === undefined || !pointsAt({ ...at, index: null }, kind, 0)) continue;
    const value = pointerGet(reply.payload, at.pointer);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Numbers by size, strings by code units; null where two values can't be compared. */
function compare(left: Json, right: Json): number | null {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left !== "string" || typeof right !== "string") return null;
  return left < right ? -1 : left > right ? 1 : 0;
}

function joinsOf({ operation, message, payload, before }: NewReply, index: number): Relation[] {
  return operation.joins.flatMap(({ whole, item, place }) => {
    const found = pointerGet(payload, whole.pointer);
    if (found === undefined || !pointsAt(whole, message, index)) return [];
    const items = before
      .filter(({ name }) => name === item.of)
      .map((one) => pointerGet(one.payload, item.pointer));
    const expected = joined(items, found);
    if (expected === null) return [];
    const promised = `joins: ${pointerText(whole)} = all ${pointerText(item)}`;
    const same = jsonEqual(found, expected);
    return [relation("JOINS", place, same ? null : { promised, expected, at: whole.pointer })];
  });
}

/** Strings concatenated, arrays appended; items that are neither become elements of an array. */
function joined(items: readonly (Json | undefined)[], like: Json): Json | null {
  const present = items.filter((item) => item !== undefined);
  if (typeof like === "string")
    return present.every((item) => typeof item === "string") ? present.join("") : null;
  return Array.isArray(like) ? present.flat() : null;
}

function countsOf({ operation, message, payload, counts }: NewReply, index: number): Relation[] {
  return operation.counts.flatMap(({ whole, message: counted, place }) => {
    const found = pointerGet(payload, whole.pointer);
    if (found === undefined || !pointsAt(whole, message, index)) return [];
    const expected = counts.get(counted) ?? 0;
    const promised = `counts: ${pointerText(whole)} = number of \`${counted}\``;
    return [relation("COUNTS", place, found === expected ? null : { promised, expected, at: whole.pointer })];
  });
}
