import type { Json, JsonObject } from "../../contract/json.ts";
import {
  type Channel,
  type ClientOperation,
  type Contract,
  type Message,
  type Operation,
  type Outcome,
  REJECT_KINDS,
  type Refusal,
  type RejectKind,
  type Rejects,
} from "../../contract/model.ts";
import { deadline, declared, sequence, status } from "./contract-parts.ts";

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
    correlationPlace: `#/components/messages/${name}/correlationId`,
    error,
    samples,
    examples: Object.entries(examples).map(([key, payload]) => ({
      name: key,
      place: `#/components/messages/${name}/examples/${key}`,
      payload,
    })),
  };
}
