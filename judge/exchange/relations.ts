import { type Json, jsonEqual } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { ClientOperation, Contract, Echo, Message, Ordered, Place } from "../../contract/model.ts";
import { declares } from "./declares.ts";
import type { ReceivedMessage } from "../model.ts";
import { pointerText, pointsAt, type Sources, sameValue, valueAt } from "../pointers.ts";
import type { RuleId } from "../rules.ts";
import { jsonText } from "../narrative/words.ts";

/** What one rule over several messages says about a new one. */
export interface Relation {
  readonly rule: RuleId;
  readonly place: Place;
  /** Null where the rule is kept. */
  readonly wrong: Wrong | null;
}

export interface Wrong {
  readonly promised: string;
  /** The value that would have done, or what it would have to be like. */
  readonly wanted: string;
  /** Where in the payload. */
  readonly at: string;
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

export interface Echoed {
  readonly echo: Echo;
  readonly message: Message;
  readonly payload: Json;
}

/** An echo holds where the reply's schema declares the value; absent or null asks for absent or null. */
function echoOf(contract: Contract, echoed: Echoed, sources: Sources): Relation[] {
  const { echo, message } = echoed;
  if (!declares(contract, message, echo.to.pointer)) return [];
  const wrong = isEchoed(contract, echoed, sources) ? null : echoWrong(echo, sources);
  return [{ rule: "ECHO", place: echo.place, wrong }];
}

/** False where the message should repeat a value and does not. */
export function isEchoed(contract: Contract, { echo, message, payload }: Echoed, sources: Sources): boolean {
  const { to, from } = echo;
  if (!declares(contract, message, to.pointer)) return true;
  const expected = valueAt(from, sources);
  const found = pointerGet(payload, to.pointer);
  return from.of === "handshake" ? sameValue(found, expected) : jsonEqual(found ?? null, expected ?? null);
}

export function echoWrong({ to, from }: Echo, sources: Sources): Wrong {
  const promised = `echoes: ${pointerText(to)} = ${pointerText(from)}`;
  return { promised, wanted: jsonText(valueAt(from, sources)), at: to.pointer };
}

function orderOf(ordered: Ordered, { message, payload, before, messages }: NewReply): Relation[] {
  const { place, at, rule } = ordered;
  const found = pointerGet(payload, at.pointer);
  if (found === undefined) return [];
  const last = lastValue(before, { at, message, messages });
  const wanted =
    rule.kind === "step" ? stepWanted(rule.from, last, found) : riseWanted(rule.kind, last, found);
  if (wanted === null) return [];
  const promised = `ordered: ${pointerText(at)}: ${ruleText(rule)}`;
  return [{ rule: "ORDERED", place, wrong: wanted === "" ? null : { promised, wanted, at: at.pointer } }];
}

/** What the value should be; "" where it is that; null where nothing can be said. */
function stepWanted(from: number | null, last: Json | undefined, found: Json): string | null {
  const expected = last === undefined ? from : typeof last === "number" ? last + 1 : null;
  if (expected === null || typeof found !== "number") return null;
  return found === expected ? "" : String(expected);
}

function riseWanted(
  kind: "increasing" | "non-decreasing",
  last: Json | undefined,
  found: Json,
): string | null {
  const order = last === undefined ? null : compare(last, found);
  if (order === null) return null;
  if (order < 0 || (order === 0 && kind === "non-decreasing")) return "";
  return kind === "increasing" ? `more than ${jsonText(last)}` : `${jsonText(last)} or more`;
}

function ruleText(rule: Ordered["rule"]): string {
  if (rule.kind !== "step") return rule.kind;
  return rule.from === null ? "+1" : `+1 from ${rule.from}`;
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
  return operation.joins.flatMap(({ whole, item, place }): Relation[] => {
    if (!pointsAt(whole, message, index)) return [];
    const found = pointerGet(payload, whole.pointer);
    if (found === undefined) return [];
    const items = before
      .filter(({ name }) => name === item.of)
      .map((one) => pointerGet(one.payload, item.pointer));
    const expected = joined(items, found);
    if (expected === null) return [];
    const promised = `joins: ${pointerText(whole)} = all ${pointerText(item)}`;
    const wrong = { promised, wanted: jsonText(expected), at: whole.pointer };
    return [{ rule: "JOINS", place, wrong: jsonEqual(found, expected) ? null : wrong }];
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
  return operation.counts.flatMap(({ whole, message: counted, place }): Relation[] => {
    if (!pointsAt(whole, message, index)) return [];
    const found = pointerGet(payload, whole.pointer);
    if (found === undefined) return [];
    const expected = counts.get(counted) ?? 0;
    const promised = `counts: ${pointerText(whole)} = number of \`${counted}\``;
    const wrong = { promised, wanted: String(expected), at: whole.pointer };
    return [{ rule: "COUNTS", place, wrong: found === expected ? null : wrong }];
  });
}
