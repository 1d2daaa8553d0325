import { compileSequence } from "../../contract/index.ts";
import type { Json, JsonObject } from "../../contract/json.ts";
import {
  type Case,
  type Channel,
  type ClientOperation,
  type Contract,
  type Message,
  type Outcome,
  type Pointer,
  REJECT_KINDS,
  type Refusal,
  type RejectKind,
  type Rejects,
  type SchemaEntry,
  type Sequence,
  type ServerOperation,
  type Where,
} from "../../contract/model.ts";

/** Contracts by hand, in short: what is left out is what a document without the vocabulary would say. */
export interface MessageParts {
  readonly properties?: JsonObject;
  /** Default: all properties. */
  readonly required?: readonly string[];
  readonly correlation?: readonly string[];
  readonly error?: boolean;
  readonly examples?: readonly Json[];
}

type ClientParts = Partial<Omit<ClientOperation, "kind" | "sequence" | "rejects" | "cases">> & {
  readonly requests: readonly string[];
  readonly sequence?: string;
  readonly rejects?: Partial<Rejects>;
  readonly cases?: readonly CaseParts[];
};
type ServerParts = Partial<Omit<ServerOperation, "kind">> & { readonly messages: readonly string[] };
type CaseParts = Pick<Case, "send"> & { expect: string | Outcome; where?: readonly Where[] };

export interface ChannelParts
  extends Partial<Omit<Channel, "messages" | "operations" | "rejects" | "opening">> {
  readonly name: string;
  readonly messages: { readonly [name: string]: MessageParts };
  readonly client?: { readonly [name: string]: ClientParts };
  readonly server?: { readonly [name: string]: ServerParts };
  readonly rejects?: Partial<Rejects>;
  readonly opening?: string;
  readonly order?: string;
}

export function buildContract(
  channels: readonly ChannelParts[],
  parts: Partial<Pick<Contract, "securitySchemes" | "unknownChannel" | "shutdown">> = {},
): Contract {
  const schemas: { [name: string]: SchemaEntry } = {};
  return {
    format: 1,
    asyncapi: "3.1.0",
    title: "made by hand",
    version: "1",
    document: "asyncapi.yaml",
    role: "server",
    servers: [],
    securitySchemes: [],
    unknownChannel: open,
    shutdown: { kind: "none" },
    ...parts,
    channels: channels.map((channel) => buildChannel(channel, schemas)),
    schemas,
  };
}

const open: Refusal = { kind: "unspecified", deliberate: false, place: "#" };

export function declared(...outcomes: readonly Outcome[]): Refusal {
  return { kind: "declared", place: "#/x-contract/rejects", outcomes };
}
export function closing(...codes: readonly number[]): Outcome {
  return { kind: "close", codes: { kind: "codes", codes } };
}
export function status(code: number): Outcome {
  return { kind: "status", codes: { kind: "codes", codes: [code] } };
}
export function replying(message: string, where: readonly Where[] = [], correlated = true): Outcome {
  return { kind: "reply", reply: { message, where, correlated } };
}
/** `done#/text`, `next[2]#/x`. */
export function at(text: string): Pointer {
  const [, of = "", index, pointer = ""] = /^(.*?)(?:\[(\d+)\])?#(.*)$/.exec(text) ?? [];
  return { of, index: index === undefined ? null : Number(index), pointer };
}
export function where(text: string, ...values: readonly Json[]): Where {
  return { at: at(text), values };
}

function rejectsOf(parts: Partial<Rejects>, nearest: Rejects | null): Rejects {
  const entries = REJECT_KINDS.map((kind: RejectKind) => [kind, parts[kind] ?? nearest?.[kind] ?? open]);
  return Object.fromEntries(entries) as Rejects; // every kind is among the entries
}

function buildChannel(parts: ChannelParts, schemas: { [name: string]: SchemaEntry }): Channel {
  const { client = {}, server = {}, opening, order, ...own } = parts;
  const place = `#/channels/${parts.name}`;
  const names = Object.keys(parts.messages);
  const rejects = rejectsOf(parts.rejects ?? {}, null);
  const messages = names.map((name) => buildMessage(name, parts.messages[name] ?? {}, schemas));
  return {
    place,
    title: "",
    description: "",
    path: `/${parts.name}`,
    parameters: [],
    query: [],
    headers: [],
    subprotocols: [],
    security: [],
    scopes: [],
    identity: { kind: "none" },
    fills: [],
    idle: { kind: "none" },
    limits: { place, messageBytes: null, messagesPerSecond: null, connections: null, exchanges: null },
    conversation:
      order === undefined
        ? { kind: "any" }
        : { kind: "sequence", sequence: sequenceOf(order, Object.keys(client)) },
    ...own,
    opening:
      opening === undefined
        ? { kind: "none" }
        : { kind: "sequence", sequence: sequenceOf(opening, names), within: { kind: "patience" } },
    messages,
    rejects,
    operations: [
      ...Object.entries(client).map(([name, one]) => buildClient(name, one, { names, rejects })),
      ...Object.entries(server).map(([name, one]) => buildServer(name, one)),
    ],
  };
}

function sequenceOf(text: string, names: readonly string[]): Sequence {
  return compileSequence(text, "#/sequence", names);
}

function buildMessage(name: string, parts: MessageParts, schemas: { [name: string]: SchemaEntry }): Message {
  const properties: JsonObject = { type: { const: name }, ...parts.properties };
  const schema = {
    type: "object",
    properties,
    required: parts.required === undefined ? Object.keys(properties) : ["type", ...parts.required],
    additionalProperties: false,
  };
  const place = `#/components/messages/${name}`;
  schemas[name] = { place: `${place}/payload`, dialect: "2020-12", schema };
  return {
    name,
    place,
    title: "",
    description: "",
    content: { kind: "json", schema: name },
    constants: [{ pointer: "/type", values: [name] }],
    correlation: parts.correlation ?? [],
    correlationPlace: place,
    error: parts.error ?? false,
    samples: "schema",
    examples: (parts.examples ?? []).map((payload, index) => ({ name: `e${index}`, place, payload })),
  };
}

function buildClient(
  name: string,
  parts: ClientParts,
  { names, rejects }: { names: readonly string[]; rejects: Rejects },
): ClientOperation {
  const { sequence, cases = [], ...own } = parts;
  const compiled = sequence === undefined ? null : sequenceOf(sequence, names);
  const inSequence = compiled?.states.flatMap(({ steps }) => steps.map(({ on }) => on)) ?? [];
  return {
    kind: "client",
    name,
    place: `#/operations/${name}`,
    title: "",
    description: "",
    replies: [...new Set(inSequence.flatMap((on) => (on.kind === "name" ? [on.name] : [])))],
    within: { kind: "patience" },
    gap: { kind: "patience" },
    echoes: [],
    ordered: [],
    joins: [],
    counts: [],
    fills: [],
    interrupts: [],
    scopes: [],
    ...own,
    sequence: compiled === null ? { kind: "none" } : { kind: "sequence", sequence: compiled },
    rejects: rejectsOf(parts.rejects ?? {}, rejects),
    cases: cases.map((one, index) => buildCase(`case ${index}`, one, names)),
  };
}

function buildCase(name: string, { send, expect, where = [] }: CaseParts, names: readonly string[]): Case {
  return {
    name,
    place: "#/cases",
    send,
    where,
    expect:
      typeof expect === "string"
        ? { kind: "sequence", sequence: sequenceOf(expect, names) }
        : { kind: "outcome", outcomes: [expect] },
  };
}

function buildServer(name: string, parts: ServerParts): ServerOperation {
  return {
    kind: "server",
    name,
    place: `#/operations/${name}`,
    title: "",
    description: "",
    trigger: { kind: "unsolicited" },
    echoes: [],
    audience: { kind: "undeclared" },
    after: "",
    within: { kind: "patience" },
    answer: { kind: "none" },
    ...parts,
  };
}
