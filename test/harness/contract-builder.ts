import { compileSequence } from "../../contract/index.ts";
import type { Json, JsonObject } from "../../contract/json.ts";
import {
  type Channel,
  type ClientOperation,
  type Contract,
  type HandshakeField,
  type Message,
  type Outcome,
  REJECT_KINDS,
  type Refusal,
  type RejectKind,
  type Rejects,
  type Sequence,
  type ServerOperation,
} from "../../contract/model.ts";

/** Contracts as data, without a document: only what a test is about is said. */

const UNSPECIFIED: Refusal = { kind: "unspecified", deliberate: false, place: "#" };
const PATIENCE = { kind: "patience" } as const;

export function rejects(declared: { readonly [kind in RejectKind]?: readonly Outcome[] } = {}): Rejects {
  const entries = REJECT_KINDS.map((kind): [RejectKind, Refusal] => {
    const outcomes = declared[kind];
    return [
      kind,
      outcomes === undefined ? UNSPECIFIED : { kind: "declared", place: `#/rejects/${kind}`, outcomes },
    ];
  });
  // One entry for each kind of the closed list.
  return Object.fromEntries(entries) as Rejects;
}

export function replying(message: string, where: { readonly [pointer: string]: Json } = {}): Outcome {
  const values = Object.entries(where).map(([pointer, value]) => ({
    at: { of: message, index: null, pointer },
    values: [value],
  }));
  return { kind: "reply", reply: { message, where: values, correlated: false } };
}

export function closing(...codes: readonly number[]): Outcome {
  return { kind: "close", codes: { kind: "codes", codes } };
}

export function status(...codes: readonly number[]): Outcome {
  return { kind: "status", codes: { kind: "codes", codes } };
}

/** A JSON message whose `type` names it. */
export function message(
  name: string,
  properties: JsonObject,
  more: Partial<Message> & { readonly example?: JsonObject } = {},
): Message & { readonly schema: Json } {
  const { example, ...rest } = more;
  return {
    name,
    place: `#/components/messages/${name}`,
    title: name,
    description: "",
    content: { kind: "json", schema: name },
    constants: [{ pointer: "/type", values: [name] }],
    correlation: [],
    correlationPlace: `#/components/messages/${name}/correlationId`,
    error: name === "error",
    samples: "schema",
    examples:
      example === undefined
        ? []
        : [{ name: "example", place: `#/examples/${name}`, payload: { type: name, ...example } }],
    schema: {
      type: "object",
      required: ["type", ...Object.keys(properties)],
      properties: { type: { const: name }, ...properties },
    },
    ...rest,
  };
}

export function sequence(text: string, messages: readonly string[]): Sequence {
  return compileSequence(text, `#/sequences/${text}`, messages);
}

export function clientOperation(
  name: string,
  replies: string,
  more: Partial<ClientOperation> & { readonly names?: readonly string[] } = {},
): ClientOperation {
  const { names = replies.match(/\w+/g) ?? [], ...rest } = more;
  return {
    kind: "client",
    name,
    place: `#/operations/${name}`,
    title: name,
    description: "",
    requests: [name],
    replies: names,
    sequence: replies === "" ? { kind: "none" } : { kind: "sequence", sequence: sequence(replies, names) },
    within: PATIENCE,
    gap: PATIENCE,
    echoes: [],
    ordered: [],
    joins: [],
    counts: [],
    fills: [],
    interrupts: [],
    scopes: [],
    rejects: rejects(),
    cases: [],
    ...rest,
  };
}

export function serverOperation(name: string, more: Partial<ServerOperation> = {}): ServerOperation {
  return {
    kind: "server",
    name,
    place: `#/operations/${name}`,
    title: name,
    description: "",
    messages: [name],
    trigger: { kind: "unsolicited" },
    echoes: [],
    audience: { kind: "undeclared" },
    after: "",
    within: PATIENCE,
    answer: { kind: "none" },
    ...more,
  };
}

export function opening(text: string): Channel["opening"] {
  return { kind: "sequence", sequence: sequence(text, text.match(/\w+/g) ?? []), within: PATIENCE };
}

export function field(name: string, more: Partial<HandshakeField> = {}): HandshakeField {
  return { name, place: `#/fields/${name}`, required: true, schema: "text", example: null, ...more };
}

export function channel(name: string, more: Partial<Channel> = {}): Channel {
  return {
    name,
    place: `#/channels/${name}`,
    title: name,
    description: "",
    path: `/${name}`,
    parameters: [],
    query: [],
    headers: [],
    subprotocols: [],
    security: [],
    scopes: [],
    messages: [],
    operations: [],
    opening: { kind: "none" },
    conversation: { kind: "any" },
    identity: { kind: "none" },
    fills: [],
    idle: { kind: "none" },
    limits: {
      place: `#/channels/${name}`,
      messageBytes: null,
      messagesPerSecond: null,
      connections: null,
      exchanges: null,
    },
    rejects: rejects(),
    ...more,
  };
}

/** A contract of these channels; the schemas are those of their messages. */
export function contractOf(channels: readonly Channel[], more: Partial<Contract> = {}): Contract {
  const schemas = channels.flatMap(({ messages }) =>
    messages.map((one) => {
      const schema: Json = "schema" in one ? (JSON.parse(JSON.stringify(one.schema)) as Json) : true;
      return [one.name, { place: one.place, dialect: "draft-07" as const, schema }] as const;
    }),
  );
  return {
    format: 1,
    asyncapi: "3.1.0",
    title: "Test",
    version: "1.0.0",
    document: "asyncapi.yaml",
    role: "server",
    servers: [],
    channels,
    securitySchemes: [],
    schemas: {
      text: { place: "#/schemas/text", dialect: "draft-07", schema: { type: "string" } },
      ...Object.fromEntries(schemas),
    },
    unknownChannel: { kind: "declared", place: "#/x-contract/rejects", outcomes: [status(404)] },
    shutdown: { kind: "none" },
    ...more,
  };
}
