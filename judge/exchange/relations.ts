import { type Json, jsonEqual } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type {
  ClientOperation,
  Contract,
  Count,
  Echo,
  Join,
  Message,
  Ordered,
  Place,
} from "../../contract/model.ts";
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

/** Does the operation say anything about values of several messages? */
export function hasRelations({ echoes, ordered, joins, counts }: ClientOperation): boolean {
  return echoes.length > 0 || ordered.length > 0 || joins.length > 0 || counts.length > 0;
}

/** Everything that the operation's rules say about this reply; rules that do not apply say nothing. */
export function relationsOf(contract: Contract, reply: NewReply, sources: Sources): Relation[] {
  const { echoes, ordered, joins, counts } = reply.operation;
  const { message } = reply;
  const index = reply.counts.get(message.name) ?? 0;
  const found: Relation[] = [];
  const add = (one: Relation | null): void => {
    if (one !== null) found.push(one);
  };
  for (const echo of echoes)
    if (pointsAt(echo.to, message, index))
      add(echoOf(contract, { echo, message, payload: reply.payload }, sources));
  for (const rule of ordered) if (pointsAt(rule.at, message, index)) add(orderOf(rule, reply));
  for (const join of joins) if (pointsAt(join.whole, message, index)) add(joinOf(join, reply));
  for (const count of counts) if (pointsAt(count.whole, message, index)) add(countOf(count, reply));
  return found;
}

export interface Echoed {
  readonly echo: Echo;
  readonly message: Message;
  readonly payload: Json;
}

/** An echo holds where the reply's schema declares the value; absent or null asks for absent or null. */
function echoOf(contract: Contract, echoed: Echoed, sources: Sources): Relation | null {
  const { echo, message } = echoed;
  if (!declares(contract, message, echo.to.pointer)) return null;
  const wrong = isEchoed(contract, echoed, sources) ? null : echoWrong(echo, sources);
  return { rule: "ECHO", place: echo.place, wrong };
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

function orderOf(ordered: Ordered, { message, payload, before, messages }: NewReply): Relation | null {
  const { place, at, rule } = ordered;
  const found = pointerGet(payload, at.pointer);
  if (found === undefined) return null;
  const last = lastValue(before, { at, message, messages });
  const wanted =
    rule.kind === "step" ? stepWanted(rule.from, last, found) : riseWanted(rule.kind, last, found);
  if (wanted === null) return null;
  if (wanted === "") return { rule: "ORDERED", place, wrong: null };
  const promised = `ordered: ${pointerText(at)}: ${ruleText(rule)}`;
  return { rule: "ORDERED", place, wrong: { promised, wanted, at: at.pointer } };
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
  const whichever = { ...at, index: null };
  for (let index = before.length - 1; index >= 0; index--) {
    const reply = before[index];
    if (reply === undefined) continue;
    const kind = reply.name === message.name ? message : messages.find(({ name }) => name === reply.name);
    if (kind === undefined || !pointsAt(whichever, kind, 0)) continue;
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

function joinOf({ whole, item, place }: Join, { payload, before }: NewReply): Relation | null {
  const found = pointerGet(payload, whole.pointer);
  if (found === undefined) return null;
  const items: (Json | undefined)[] = [];
  for (const one of before) if (one.name === item.of) items.push(pointerGet(one.payload, item.pointer));
  const expected = joined(items, found);
  if (expected === null) return null;
  if (jsonEqual(found, expected)) return { rule: "JOINS", place, wrong: null };
  const promised = `joins: ${pointerText(whole)} = all ${pointerText(item)}`;
  return { rule: "JOINS", place, wrong: { promised, wanted: jsonText(expected), at: whole.pointer } };
}

/** Strings concatenated, arrays appended; items that are neither become elements of an array. */
function joined(items: readonly (Json | undefined)[], like: Json): Json | null {
  const present = items.filter((item) => item !== undefined);
  if (typeof like === "string")
    return present.every((item) => typeof item === "string") ? present.join("") : null;
  return Array.isArray(like) ? present.flat() : null;
}

function countOf({ whole, message: counted, place }: Count, { payload, counts }: NewReply): Relation | null {
  const found = pointerGet(payload, whole.pointer);
  if (found === undefined) return null;
  const expected = counts.get(counted) ?? 0;
  if (found === expected) return { rule: "COUNTS", place, wrong: null };
  const promised = `counts: ${pointerText(whole)} = number of \`${counted}\``;
  return { rule: "COUNTS", place, wrong: { promised, wanted: String(expected), at: whole.pointer } };
}
