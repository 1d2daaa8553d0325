import { isAbout } from "../../contract/index.ts";
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
  Pointer,
} from "../../contract/model.ts";
import { declares } from "./declares.ts";
import type { ReceivedMessage } from "../model.ts";
import type { NameCounts } from "./name-counts.ts";
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
  readonly contract: Contract;
  readonly payload: Json;
  /** Which of its name it is. */
  readonly index: number;
  readonly before: readonly ReceivedMessage[];
  /** How many of each name came before. */
  readonly counts: NameCounts;
  /** Of the channel. */
  readonly messages: readonly Message[];
  readonly sources: Sources;
}

/** One rule over several messages, as it concerns one message. */
export interface RelationRule {
  /** The reply of this index alone, of those of its name; null: each. */
  readonly index: number | null;
  /** Null where it says nothing. */
  readonly weigh: (reply: NewReply) => Relation | null;
}

/** The rules of an operation that concern a message as its reply. */
export function rulesFor(operation: ClientOperation, message: Message): readonly RelationRule[] {
  const { echoes, ordered, joins, counts } = operation;
  const concerns = (pointer: Pointer): boolean => pointsAt({ ...pointer, index: null }, message, 0);
  return [
    ...echoes.filter(({ to }) => concerns(to)).map((echo) => echoRule(echo, message)),
    ...ordered.filter(({ at }) => concerns(at)).map((rule) => orderRule(rule)),
    ...joins.filter(({ whole }) => concerns(whole)).map((join) => joinRule(join)),
    ...counts.filter(({ whole }) => concerns(whole)).map((count) => countRule(count)),
  ];
}

const NOTHING: readonly Relation[] = [];

/** Everything that the rules say about this reply; rules that do not apply say nothing. */
export function relationsOf(rules: readonly RelationRule[], reply: NewReply): readonly Relation[] {
  let found: Relation[] | null = null;
  for (const { index, weigh } of rules) {
    const relation = index === null || index === reply.index ? weigh(reply) : null;
    if (relation === null) continue;
    if (found === null) found = [relation];
    else found.push(relation);
  }
  return found ?? NOTHING;
}

export interface Echoed {
  readonly echo: Echo;
  readonly message: Message;
  readonly payload: Json;
}

/** An echo holds where the reply's schema declares the value; absent or null asks for absent or null. */
function echoRule(echo: Echo, message: Message): RelationRule {
  const { place, to } = echo;
  const kept: Relation = { rule: "ECHO", place, wrong: null };
  return {
    index: to.index,
    weigh({ contract, payload, sources }) {
      if (!declares(contract, message, to.pointer)) return null;
      if (isEchoed(contract, { echo, message, payload }, sources)) return kept;
      return { ...kept, wrong: echoWrong(echo, sources) };
    },
  };
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

function orderRule({ place, at, rule }: Ordered): RelationRule {
  const kept: Relation = { rule: "ORDERED", place, wrong: null };
  return {
    index: at.index,
    weigh({ payload, before, messages }) {
      const found = pointerGet(payload, at.pointer);
      if (isAbsent(found)) return null;
      const last = lastValue(before, at, messages);
      const wanted =
        rule.kind === "step" ? stepWanted(rule.from, last, found) : riseWanted(rule.kind, last, found);
      if (wanted === null) return null;
      if (wanted === "") return kept;
      const promised = `ordered: ${pointerText(at)}: ${ruleText(rule)}`;
      return { ...kept, wrong: { promised, wanted, at: at.pointer } };
    },
  };
}

/** What the value should be; "" where it is that; null where nothing can be said. */
function stepWanted(from: number | null, last: Json | undefined, found: Json): string | null {
  const expected = last === undefined ? from : typeof last === "number" ? last + 1 : null;
  if (typeof found !== "number") return expected === null ? "a number" : String(expected);
  if (expected === null) return null;
  return found === expected ? "" : String(expected);
}

function riseWanted(
  kind: "increasing" | "non-decreasing",
  last: Json | undefined,
  found: Json,
): string | null {
  if (typeof found !== "number" && typeof found !== "string") return "a number or a string";
  if (last === undefined) return null;
  const order = compare(last, found);
  if (order !== null && (order < 0 || (order === 0 && kind === "non-decreasing"))) return "";
  return kind === "increasing" ? `more than ${jsonText(last)}` : `${jsonText(last)} or more`;
}

function ruleText(rule: Ordered["rule"]): string {
  if (rule.kind !== "step") return rule.kind;
  return rule.from === null ? "+1" : `+1 from ${rule.from}`;
}

/** The value of the latest message before that the rule speaks of and that has one. */
function lastValue(
  before: readonly ReceivedMessage[],
  at: Pointer,
  messages: readonly Message[],
): Json | undefined {
  for (let index = before.length - 1; index >= 0; index--) {
    const reply = before[index];
    if (reply === undefined || !isOf(at, reply, messages)) continue;
    const value = pointerGet(reply.payload, at.pointer);
    if (!isAbsent(value)) return value;
  }
  return undefined;
}

/** Null stands for a value that is not there, as many services write it. */
function isAbsent(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** Is the reply one that the pointer means, whichever of its name it is? */
function isOf(at: Pointer, { name }: ReceivedMessage, messages: readonly Message[]): boolean {
  if (isAbout(at, name) || at.of === "") return true;
  return at.of === "reply" && messages.find((message) => message.name === name)?.error === false;
}

/** Numbers by size, strings by code units; null where one is neither, or they are not alike. */
function compare(left: Json, right: Json): number | null {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left !== "string" || typeof right !== "string") return null;
  return left < right ? -1 : left > right ? 1 : 0;
}

function joinRule({ whole, item, place }: Join): RelationRule {
  const kept: Relation = { rule: "JOINS", place, wrong: null };
  return {
    index: whole.index,
    weigh({ payload, before }) {
      const found = pointerGet(payload, whole.pointer);
      if (isAbsent(found)) return null;
      const items: (Json | undefined)[] = [];
      for (const one of before)
        if (isAbout(item, one.name)) items.push(pointerGet(one.payload, item.pointer));
      const expected = joined(items, found);
      if (expected === null) return null;
      if (jsonEqual(found, expected)) return kept;
      const promised = `joins: ${pointerText(whole)} = all ${pointerText(item)}`;
      return { ...kept, wrong: { promised, wanted: jsonText(expected), at: whole.pointer } };
    },
  };
}

/** Strings concatenated, arrays appended; items that are neither become elements of an array. */
function joined(items: readonly (Json | undefined)[], like: Json): Json | null {
  if (Array.isArray(like)) return items.filter((item) => item !== undefined).flat();
  const texts = items.filter((item) => !isAbsent(item));
  const isText = typeof like === "string" || texts.length > 0;
  return isText && texts.every((item) => typeof item === "string") ? texts.join("") : null;
}

function countRule({ whole, message: counted, place }: Count): RelationRule {
  const kept: Relation = { rule: "COUNTS", place, wrong: null };
  return {
    index: whole.index,
    weigh({ payload, counts }) {
      const found = pointerGet(payload, whole.pointer);
      if (found === undefined) return null;
      const expected = counts.of(counted);
      if (found === expected) return kept;
      const promised = `counts: ${pointerText(whole)} = number of \`${counted}\``;
      return { ...kept, wrong: { promised, wanted: String(expected), at: whole.pointer } };
    },
  };
}
