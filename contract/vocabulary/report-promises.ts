import type { Loading } from "../document/loading.ts";
import { isObject, type Json, jsonEqual, type JsonObject } from "../json.ts";
import { pointerOf, pointerTokens } from "../json-pointer.ts";
import type {
  Channel,
  ClientOperation,
  Contract,
  Message,
  Outcome,
  Place,
  Pointer,
  ServerOperation,
  Where,
} from "../model.ts";
import { nearestWord } from "../nearest-word.ts";
import { repliesOf } from "../outcome-replies.ts";
import { messageOfPointer } from "../pointer-name.ts";
import { type Allows, hasType, typeOf, type ValueAt, valueAt } from "../schemas/value-at.ts";

/** What the document says of a value in a message. */
interface Said {
  readonly keyword: string;
  readonly place: Place;
  /** How the pointer is written. */
  readonly at: string;
  readonly pointer: string;
  /** Messages that it may be about: one that has the value is enough. */
  readonly messages: Iterable<Message>;
  readonly allows: Allows;
  /** What the value is, in words; "": any. */
  readonly form: string;
}

/**
 * Reports what `x-contract` says of values that the schemas of their messages do not have: nobody would ever see whether it
 * is kept, as after a property got another name.
 */
export function reportPromises(contract: Contract, loading: Loading): void {
  const named = new Map(contract.channels.map((channel) => [channel, byName(channel)]));
  for (const said of together(contract.channels.flatMap((channel) => saidOn(channel, named)))) {
    const { pointer, allows } = said;
    const found = [...said.messages].map(({ content }) =>
      content.kind === "json" ? valueAt(contract, { schema: content.schema, pointer, allows }) : UNKNOWN,
    );
    report(said, found, loading);
  }
}

/** Nobody knows what a content is like that is no JSON. */
const UNKNOWN: ValueAt = { possible: true, declared: true, listed: [] };

function report(said: Said, found: readonly ValueAt[], { warn }: Loading): void {
  const { keyword, at, place, form } = said;
  if (found.length === 0 || found.some((one) => one.possible && (one.declared || one.listed.length === 0)))
    return;
  const lost = found.filter((one) => !one.declared);
  const listed = [...new Set(lost.flatMap((one) => one.listed))];
  const near = nearestWord(pointerTokens(said.pointer).at(-1) ?? "", listed);
  const hint = near === null ? "" : `; did you mean \`${near}\`?`;
  if (lost.some((one) => one.possible))
    warn("POINTER-UNDECLARED", place, `\`${keyword}\`: no schema declares \`${at}\`${hint}`);
  else if (lost.length > 0)
    warn("PROMISE-IMPOSSIBLE", place, `\`${keyword}\`: \`${at}\` is never there, by its schema${hint}`);
  else warn("PROMISE-IMPOSSIBLE", place, `\`${keyword}\`: \`${at}\` is never ${form}, by its schema`);
}

/** What is said once may hold for several operations and connections. */
function together(all: readonly Said[]): Iterable<Said> {
  const found = new Map<string, Said & { readonly messages: Set<Message> }>();
  for (const said of all) {
    const key = `${said.place} ${said.at} ${said.form}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { ...said, messages: new Set(said.messages) });
    else for (const message of said.messages) known.messages.add(message);
  }
  return found.values();
}

/** The messages of each connection, by name. */
type Named = ReadonlyMap<Channel, ReadonlyMap<string, Message>>;

/** Where something is said, and what pointers mean there. */
interface On {
  readonly all: Named;
  readonly messages: ReadonlyMap<string, Message>;
  readonly requests: readonly string[];
  readonly replies: readonly string[];
}

function saidOn(channel: Channel, all: Named): Said[] {
  const { messages, identity, operations, rejects } = channel;
  const on = { all, messages: all.get(channel) ?? new Map(), requests: [], replies: [] };
  return [
    ...messages.flatMap(correlationsOf),
    ...(identity.kind === "pointer" ? said(on, ["identity", identity.place, identity.pointer]) : []),
    ...refusals(on, rejects),
    ...operations.flatMap((one) => (one.kind === "client" ? saidByClient(on, one) : saidByServer(on, one))),
  ];
}

function byName({ messages }: Channel): ReadonlyMap<string, Message> {
  return new Map(messages.map((message) => [message.name, message]));
}

function correlationsOf(message: Message): Said[] {
  const { correlation, correlationPlace: place } = message;
  const about = { keyword: "correlation", place, messages: [message], ...ANY };
  return correlation.map((pointer) => ({ ...about, at: pointer, pointer }));
}

function saidByClient(channel: On, operation: ClientOperation): Said[] {
  const { requests, replies, echoes, ordered, joins, counts, fills, cases } = operation;
  const on = { ...channel, requests, replies };
  return [
    ...echoes.flatMap(({ place, to, from }) => [to, from].flatMap((at) => said(on, ["echoes", place, at]))),
    ...ordered.flatMap(({ place, at, rule }) =>
      said(on, ["ordered", place, at], rule.kind === "step" ? NUMBER : COMPARABLE),
    ),
    ...joins.flatMap(({ place, whole, item }) => [
      ...said(on, ["joins", place, whole], JOINED),
      ...said(on, ["joins", place, item]),
    ]),
    ...counts.flatMap(({ place, whole }) => said(on, ["counts", place, whole], NUMBER)),
    ...fills.flatMap(({ place, to, source }) => [
      ...said(on, ["fills", place, to]),
      ...(source.kind === "received"
        ? said(on, ["fills", place, { of: source.message, index: null, pointer: source.pointer }])
        : []),
    ]),
    ...cases.flatMap(({ place, send, where, expect }) => [
      // What is to be refused may well break the schema.
      ...(send.kind === "merge" && expect.kind === "sequence"
        ? leaves(send.patch, "").flatMap(({ pointer, value }) =>
            said(on, ["send", place, { of: "request", index: null, pointer }], oneOf([value])),
          )
        : []),
      ...wheres(on, ["where", place], where),
      ...(expect.kind === "outcome" ? inOutcomes(on, ["expect", place], expect.outcomes) : []),
    ]),
    ...refusals(on, operation.rejects),
  ];
}

function saidByServer(channel: On, { messages, echoes, audience, trigger }: ServerOperation): Said[] {
  const on = { ...channel, replies: messages };
  const cause = { ...on, ...requestsOf(channel, trigger) };
  return [
    ...echoes.flatMap(({ place, to, from }) => [
      ...said(on, ["echoes", place, to]),
      ...said(cause, ["echoes", place, from]),
    ]),
    ...(audience.kind === "only"
      ? said(audience.pointer.of === "request" ? cause : on, ["audience", audience.place, audience.pointer])
      : []),
  ];
}

/** The values that a JSON Merge Patch sets (RFC 7396); one in a list is part of that list. */
function leaves(patch: Json, pointer: string): { readonly pointer: string; readonly value: Json }[] {
  if (!isObject(patch)) return patch === null ? [] : [{ pointer, value: patch }];
  return Object.entries(patch).flatMap(([name, value]) => leaves(value, pointer + pointerOf(name)));
}

/** What a push comes after may be said on another connection. */
function requestsOf({ all }: On, trigger: ServerOperation["trigger"]): Partial<On> {
  if (trigger.kind !== "operation") return {};
  const [channel, messages] = [...all].find(([{ name }]) => name === trigger.channel) ?? [];
  const operation = channel?.operations.find(({ name }) => name === trigger.operation);
  return messages === undefined || operation?.kind !== "client"
    ? {}
    : { messages, requests: operation.requests };
}

function refusals(on: On, rejects: Channel["rejects"]): Said[] {
  return Object.entries(rejects).flatMap(([kind, refusal]) =>
    refusal.kind === "declared" ? inOutcomes(on, [kind, refusal.place], refusal.outcomes) : [],
  );
}

type Spot = readonly [keyword: string, place: Place];

function inOutcomes(on: On, spot: Spot, outcomes: readonly Outcome[]): Said[] {
  return repliesOf(outcomes).flatMap(({ where }) => wheres(on, spot, where));
}

function wheres(on: On, spot: Spot, all: readonly Where[]): Said[] {
  return all.flatMap(({ at, values }) => said(on, [...spot, at], oneOf(values)));
}

/** What the value at a pointer is. */
type Form = Pick<Said, "allows" | "form">;

const ANY: Form = { allows: () => true, form: "" };
const NUMBER = ofType("number");
const COMPARABLE = ofType("number", "string");
const JOINED = ofType("string", "array");

function ofType(...types: readonly string[]): Form {
  return { allows: (schema) => hasType(schema, types), form: `a ${types.join(" or ")}` };
}

function oneOf(values: readonly Json[]): Form {
  return {
    allows: (schema) => values.some((value) => isAllowed(schema, value)),
    form: values.map((value) => JSON.stringify(value)).join(" or "),
  };
}

function isAllowed(schema: JsonObject, value: Json): boolean {
  const { const: only, enum: some } = schema;
  if (only !== undefined) return jsonEqual(only, value);
  return Array.isArray(some) ? some.some((one) => jsonEqual(one, value)) : hasType(schema, [typeOf(value)]);
}

function said(on: On, [keyword, place, at]: readonly [...Spot, at: Pointer], form: Form = ANY): Said[] {
  const { of, pointer } = at;
  const written = of === "" ? pointer : `${of}#${pointer}`;
  return [{ keyword, place, at: written, pointer, messages: messagesOf(on, at), ...form }];
}

/** The messages that a pointer may be about; none for a part of the handshake. */
function messagesOf({ messages, requests, replies }: On, at: Pointer): readonly Message[] {
  const named = (names: readonly string[]): Message[] => names.flatMap((name) => messages.get(name) ?? []);
  if (at.of === "request") return named(requests);
  if (at.of === "reply") return named(replies).filter(({ error }) => !error);
  return at.of === "handshake" ? [] : named([messageOfPointer(at)]);
}
