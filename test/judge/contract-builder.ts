import { compileSequence } from "../../contract/index.ts";
import type { Json, JsonObject } from "../../contract/json.ts";
import {
  type Case,
  type Channel,
  type ClientOperation,
  type Contract,
  type Deadline,
  type Echo,
  type Message,
  type Operation,
  type Outcome,
  type Pointer,
  REJECT_KINDS,
  type Refusal,
  type RejectKind,
  type Rejects,
  type Sequence,
  type ServerOperation,
  type Where,
} from "../../contract/model.ts";

/** A message `{type: NAME, ...}`; values are JSON Schemas of further properties, optional where the key ends in `?`. */
export interface MessageSpec {
  readonly properties?: { readonly [name: string]: Json };
  readonly correlation?: readonly string[];
  readonly error?: boolean;
  /** No `type` that tells it from others. */
  readonly nameless?: boolean;
  readonly examples?: { readonly [name: string]: Json };
  readonly samples?: "examples";
}

export interface ChannelSpec
  extends Partial<Omit<Channel, "messages" | "operations" | "opening" | "rejects">> {
  readonly messages: { readonly [name: string]: MessageSpec };
  readonly operations: readonly (Operation | ClientDraft)[];
  readonly opening?: string;
  readonly openingWithin?: number;
  readonly order?: string;
  readonly rejects?: RejectsSpec;
}

export type RejectsSpec = { readonly [kind in RejectKind]?: Refusal | readonly Outcome[] };

/** A client operation without the channel's rejects. */
export type ClientDraft = Omit<ClientOperation, "rejects"> & { readonly own: RejectsSpec };

const INFERRED: Refusal = { kind: "inferred", outcomes: [{ kind: "close", codes: { kind: "refusing" } }] };

/** A contract of these channels, by name. */
export function contractOf(
  channels: { readonly [name: string]: ChannelSpec },
  more: Partial<Contract> = {},
): Contract {
  const schemas: { [name: string]: Contract["schemas"][string] } = {};
  for (const [channel, { messages }] of Object.entries(channels))
    for (const [name, spec] of Object.entries(messages))
      schemas[`${channel}.${name}`] = {
        place: `#/components/schemas/${name}`,
        dialect: "draft-07",
        schema: schemaOf(name, spec),
      };
  return {
    format: 1,
    asyncapi: "3.1.0",
    title: "Test",
    version: "1",
    document: "asyncapi.yaml",
    role: "server",
    servers: [],
    channels: Object.entries(channels).map(([name, spec]) => channelOf(name, spec)),
    securitySchemes: [],
    schemas,
    unknownChannel: declared("unknownChannel", [status(404)]),
    shutdown: { kind: "none" },
    ...more,
  };
}

function schemaOf(name: string, { properties = {}, nameless = false }: MessageSpec): JsonObject {
  const entries = Object.entries(properties).map(([key, schema]) => [key.replace(/\?$/, ""), schema]);
  const required = Object.keys(properties).filter((key) => !key.endsWith("?"));
  return {
    type: "object",
    required: nameless ? required : ["type", ...required],
    properties: { ...(nameless ? {} : { type: { const: name } }), ...Object.fromEntries(entries) },
  };
}

function channelOf(name: string, spec: ChannelSpec): Channel {
  const { messages, operations, opening, openingWithin, order, rejects = {}, ...rest } = spec;
  const place = `#/channels/${name}`;
  const own = rejectsOf([rejects]);
  return {
    name,
    place,
    title: "",
    description: "",
    path: `/${name}`,
    parameters: [],
    query: [],
    headers: [],
    subprotocols: [],
    security: [],
    scopes: [],
    conversation:
      order === undefined
        ? { kind: "any" }
        : { kind: "sequence", sequence: sequence(`${place}/conversation`, order) },
    identity: { kind: "none" },
    fills: [],
    idle: { kind: "none" },
    limits: {
      place: `${place}/limits`,
      messageBytes: null,
      messagesPerSecond: null,
      connections: null,
      exchanges: null,
    },
    ...rest,
    opening:
      opening === undefined
        ? { kind: "none" }
        : {
            kind: "sequence",
            sequence: sequence(`${place}/opening`, opening),
            within: deadline(`${place}/openingWithin`, openingWithin),
          },
    rejects: own,
    messages: Object.entries(messages).map(([key, message]) => messageOf(name, key, message)),
    operations: operations.map((one) => ("own" in one ? withRejects(one, rejects) : one)),
  };
}

function withRejects({ own, ...draft }: ClientDraft, channel: RejectsSpec): ClientOperation {
  return { ...draft, rejects: rejectsOf([own, channel]) };
}

function rejectsOf(specs: readonly RejectsSpec[]): Rejects {
  const entries = REJECT_KINDS.map((kind) => {
    const found = specs.map((spec) => spec[kind]).find((one) => one !== undefined);
    if (found === undefined) return [kind, INFERRED];
    return [kind, "kind" in found ? found : declared(kind, found)];
  });
  // `fromEntries` forgets which keys there are.
  return Object.fromEntries(entries) as Rejects;
}

function messageOf(channel: string, name: string, spec: MessageSpec): Message {
  const {
    correlation = [],
    error = name === "error",
    nameless = false,
    examples = {},
    samples = "schema",
  } = spec;
  return {
    name,
    place: `#/components/messages/${name}`,
    title: "",
    description: "",
    content: { kind: "json", schema: `${channel}.${name}` },
    constants: nameless ? [] : [{ pointer: "/type", values: [name] }],
    correlation,
    error,
    samples,
    examples: Object.entries(examples).map(([key, payload]) => ({
      name: key,
      place: `#/components/messages/${name}/examples/${key}`,
      payload,
    })),
  };
}

/** A client operation; `replies` is its sequence, "" for none. Its request is the message of the same name. */
export function client(
  name: string,
  replies: string,
  more: Partial<ClientDraft> & ClientExtras = {},
): ClientDraft {
  const { within, gap, errors = [], own = {}, ...rest } = more;
  const place = `#/operations/${name}`;
  const known = replies === "" ? null : sequence(`${place}/sequence`, replies);
  return {
    kind: "client",
    name,
    place,
    title: "",
    description: "",
    requests: [name],
    replies: [...namesOf(replies), ...errors],
    sequence: known === null ? { kind: "none" } : { kind: "sequence", sequence: known },
    echoes: [],
    ordered: [],
    joins: [],
    counts: [],
    fills: [],
    interrupts: [],
    scopes: [],
    cases: [],
    ...rest,
    own,
    within: within ?? deadline(`${place}/within`, 2000),
    gap: gap ?? deadline(`${place}/gap`, 2000),
  };
}

interface ClientExtras {
  /** Error messages of the reply that the sequence does not name. */
  readonly errors?: readonly string[];
}

/** An operation of the server that sends the message of the same name. */
export function push(name: string, more: Partial<ServerOperation> = {}): ServerOperation {
  return {
    kind: "server",
    name: `${name}Push`,
    place: `#/operations/${name}Push`,
    title: "",
    description: "",
    messages: [name],
    trigger: { kind: "unsolicited" },
    echoes: [],
    audience: { kind: "undeclared" },
    after: "",
    within: deadline(`#/operations/${name}Push/within`, 2000),
    answer: { kind: "none" },
    ...more,
  };
}

export function on(operation: string, channel = "main"): ServerOperation["trigger"] {
  return { kind: "operation", channel, operation, place: `#/trigger/${operation}` };
}

export function audience(kind: "sender" | "others" | "everyone"): ServerOperation["audience"] {
  return { kind, place: `#/audience/${kind}` };
}

function namesOf(text: string): string[] {
  return [...new Set(text.replace(/close\(\d+\)|\{[^}]*\}/g, " ").match(/[A-Za-z_]\w*/g) ?? [])];
}

export function sequence(place: string, text: string): Sequence {
  return compileSequence(text, place, namesOf(text));
}

export function deadline(place: string, ms: number | undefined): Deadline {
  return ms === undefined ? { kind: "patience" } : { kind: "declared", ms, place };
}

export const PATIENCE: Deadline = { kind: "patience" };

export function declared(kind: string, outcomes: readonly Outcome[]): Refusal {
  return { kind: "declared", place: `#/rejects/${kind}`, outcomes };
}

export const OPEN: Refusal = { kind: "unspecified", deliberate: true, place: "#/rejects/open" };

export function status(...codes: number[]): Outcome {
  return { kind: "status", codes: { kind: "codes", codes } };
}

export function close(...codes: number[]): Outcome {
  return { kind: "close", codes: { kind: "codes", codes } };
}

/** `reply: error`, with a code. */
export function error(
  code: string,
  more: { readonly correlated?: boolean; readonly close?: number } = {},
): Outcome {
  const { correlated = true, close: then } = more;
  const reply = { message: "error", where: [where("error", "/code", code)], correlated };
  return then === undefined
    ? { kind: "reply", reply }
    : { kind: "reply-close", reply, codes: { kind: "codes", codes: [then] } };
}

export function where(of: string, pointer: string, ...values: Json[]): Where {
  return { at: at(of, pointer), values };
}

/** `of` may carry an index: `token[2]`. */
export function at(of: string, pointer: string): Pointer {
  const [, name = of, index] = /^(.*?)(?:\[(\d+)\])?$/.exec(of) ?? [];
  return { of: name, index: index === undefined ? null : Number(index), pointer };
}

export function echo(to: Pointer, from: Pointer): Echo {
  return { place: `#/echoes${to.pointer}`, to, from };
}

export function merged(
  name: string,
  patch: Json,
  expects: { expect: Case["expect"]; where?: readonly Where[] },
): Case {
  return { name, place: `#/cases/${name}`, send: { kind: "merge", patch }, where: [], ...expects };
}

export const TEXT: Json = { type: "string" };
export const NUMBER: Json = { type: "integer" };
