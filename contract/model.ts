import type { Json, JsonObject } from "./json.ts";

/**
 * The Contract: what a document promises, normalised. It is total: nothing optional, no difference between
 * versions of AsyncAPI, references resolved except inside payload schemas, everything in document order.
 * It is plain JSON and is what the lock file holds. It knows no line numbers: see `LineMap`.
 */

/**
 * Where a node stands in the document: a JSON pointer from the document's root with a leading `#`
 * (`#/channels/chat/messages/ping`); in another file, the file's path relative to the document before the `#`.
 */
export type Place = string;
/** Name of a schema in `Contract.schemas`. Inside schemas, `$ref` is `schema:NAME` or `schema:NAME#/inner/pointer`. */
export type SchemaName = string;
/** A JSON pointer into a payload (RFC 6901). */
export type PayloadPointer = string;

export interface Contract {
  /** Version of this format; a lock of another version is not read. */
  readonly format: 1;
  readonly asyncapi: string;
  readonly title: string;
  readonly version: string;
  /** Document's file name as given by the user, relative to the working directory, with forward slashes. */
  readonly document: string;
  readonly role: "server" | "client";
  readonly servers: readonly Server[];
  /** One for each connection a client can open: channels that share server and address are pooled. */
  readonly channels: readonly Channel[];
  readonly securitySchemes: readonly SecurityScheme[];
  readonly schemas: { readonly [name: SchemaName]: SchemaEntry };
  readonly unknownChannel: Refusal;
  readonly shutdown:
    | { readonly kind: "none" }
    | { readonly kind: "close"; readonly codes: CloseCodes; readonly place: Place };
}

export interface Server {
  readonly name: string;
  readonly place: Place;
  /** `ws://host:port/path`, variables filled with their defaults, no trailing slash. */
  readonly url: string;
}

export interface SchemaEntry {
  readonly place: Place;
  /** Which ajv judges it. */
  readonly dialect: "draft-07" | "2019-09" | "2020-12";
  readonly schema: Json;
}

/** One connection: a path, and everything that is said on it. Names inside a channel are unique. */
export interface Channel {
  readonly name: string;
  readonly place: Place;
  readonly title: string;
  readonly description: string;
  /** Path with `{parameter}`s as in the document, starting with `/`, the server's path before it. */
  readonly path: string;
  readonly parameters: readonly HandshakeField[];
  readonly query: readonly HandshakeField[];
  readonly headers: readonly HandshakeField[];
  readonly subprotocols: readonly string[];
  /** Any one of these suffices; empty: no credential is asked for. */
  readonly security: readonly SecurityAlternative[];
  /** What a valid credential needs besides. */
  readonly scopes: readonly string[];
  readonly messages: readonly Message[];
  readonly operations: readonly Operation[];
  readonly opening:
    | { readonly kind: "none" }
    | { readonly kind: "sequence"; readonly sequence: Sequence; readonly within: Deadline };
  /** Sequence of names of client operations. */
  readonly conversation:
    | { readonly kind: "any" }
    | { readonly kind: "sequence"; readonly sequence: Sequence };
  readonly identity:
    | { readonly kind: "none" }
    | { readonly kind: "pointer"; readonly pointer: Pointer; readonly place: Place };
  readonly fills: readonly Fill[];
  readonly idle: Idle;
  readonly limits: Limits;
  /** What bad input on this channel gets when no operation is known. */
  readonly rejects: Rejects;
}

export interface HandshakeField {
  readonly name: string;
  readonly place: Place;
  readonly required: boolean;
  readonly schema: SchemaName;
  /** A value that the document gives: default, first example, first enum value; null: none. */
  readonly example: string | null;
}

export type SecurityAlternative = readonly SecurityNeed[];
export interface SecurityNeed {
  readonly scheme: string;
  readonly scopes: readonly string[];
}

export interface SecurityScheme {
  readonly name: string;
  readonly place: Place;
  readonly carrier:
    | { readonly kind: "query"; readonly name: string }
    | { readonly kind: "header"; readonly name: string; readonly prefix: string }
    | { readonly kind: "cookie"; readonly name: string }
    | { readonly kind: "basic" }
    | { readonly kind: "untestable"; readonly type: string };
  /** `recipe`: the document says of what form the token is; `bearer`: it says JWT, no more; `opaque`: anything. */
  readonly token:
    | { readonly kind: "recipe"; readonly alg: string; readonly claims: JsonObject }
    | { readonly kind: "bearer" }
    | { readonly kind: "opaque" };
}

export interface Message {
  readonly name: string;
  readonly place: Place;
  readonly title: string;
  readonly description: string;
  readonly content: Content;
  /** Constants that every valid payload carries, for telling messages apart: any one of `values` at `pointer`. */
  readonly constants: readonly { readonly pointer: PayloadPointer; readonly values: readonly Json[] }[];
  /** Where the correlation id lies; several pointers count together; empty: none declared. */
  readonly correlation: readonly PayloadPointer[];
  /** Reports a refusal or a failure. */
  readonly error: boolean;
  /** `examples`: only the declared examples are valid business-wise. */
  readonly samples: "schema" | "examples";
  readonly examples: readonly Example[];
}

export type Content =
  | { readonly kind: "json"; readonly schema: SchemaName }
  | { readonly kind: "text"; readonly schema: SchemaName }
  | { readonly kind: "binary" }
  | { readonly kind: "unchecked"; readonly why: string };

export interface Example {
  readonly name: string;
  readonly place: Place;
  readonly payload: Json;
}

export type Operation = ClientOperation | ServerOperation;

/** An operation that clients send; what follows is its exchange. */
export interface ClientOperation {
  readonly kind: "client";
  readonly name: string;
  readonly place: Place;
  readonly title: string;
  readonly description: string;
  /** Names of the request messages in this channel. */
  readonly requests: readonly string[];
  /** Names of messages that may come as reply; empty: nothing is answered. */
  readonly replies: readonly string[];
  /** The replies in their order; `none`: no reply is declared. */
  readonly sequence: { readonly kind: "none" } | { readonly kind: "sequence"; readonly sequence: Sequence };
  readonly within: Deadline;
  readonly gap: Deadline;
  readonly echoes: readonly Echo[];
  readonly ordered: readonly Ordered[];
  readonly joins: readonly Join[];
  readonly counts: readonly Count[];
  readonly fills: readonly Fill[];
  /** Names of the client operations of this channel whose running exchange this one ends. */
  readonly interrupts: readonly string[];
  readonly scopes: readonly string[];
  /** Nearest outcome for every kind: operation, else channel, else root, else inferred. */
  readonly rejects: Rejects;
  readonly cases: readonly Case[];
}

/** An operation that the server sends by itself. */
export interface ServerOperation {
  readonly kind: "server";
  readonly name: string;
  readonly place: Place;
  readonly title: string;
  readonly description: string;
  /** Names of the messages it sends, in this channel. */
  readonly messages: readonly string[];
  readonly trigger: Trigger;
  readonly echoes: readonly Echo[];
  readonly audience: Audience;
  /** Client operation that must have succeeded on the connection before; "" for none. */
  readonly after: string;
  readonly within: Deadline;
  /** What the client owes: `none`, or an answer. */
  readonly answer:
    | { readonly kind: "none" }
    | { readonly kind: "owed"; readonly messages: readonly string[]; readonly payload: Json | null };
}

export type Trigger =
  | { readonly kind: "unsolicited" }
  | { readonly kind: "connect"; readonly place: Place }
  | { readonly kind: "disconnect"; readonly place: Place }
  | {
      readonly kind: "operation";
      readonly channel: string;
      readonly operation: string;
      readonly place: Place;
    };

export type Audience =
  | { readonly kind: "undeclared" }
  | { readonly kind: "sender" | "others" | "everyone"; readonly place: Place }
  | { readonly kind: "only"; readonly pointer: Pointer; readonly place: Place }
  | { readonly kind: "running"; readonly operation: string; readonly place: Place };

/** `NAME#/json/pointer`; `of` is a message name, `request`, `reply` or `handshake`; `index` from `next[2]#/x`, else null. */
export interface Pointer {
  readonly of: string;
  readonly index: number | null;
  readonly pointer: PayloadPointer;
}

export interface Echo {
  readonly place: Place;
  readonly to: Pointer;
  readonly from: Pointer;
}

export interface Ordered {
  readonly place: Place;
  readonly at: Pointer;
  readonly rule:
    | { readonly kind: "step"; readonly from: number | null }
    | { readonly kind: "increasing" }
    | { readonly kind: "non-decreasing" };
}

/** The value at `whole` (on the terminal named) is the values at `item` concatenated or appended. */
export interface Join {
  readonly place: Place;
  readonly whole: Pointer;
  readonly item: Pointer;
}

/** The value at `whole` is how many `message`s came. */
export interface Count {
  readonly place: Place;
  readonly whole: Pointer;
  readonly message: string;
}

export interface Fill {
  readonly place: Place;
  readonly to: Pointer;
  readonly source: Source;
}

export type Source =
  | {
      readonly kind: "received";
      readonly connection: "this" | "previous";
      readonly message: string;
      readonly pointer: PayloadPointer;
    }
  | { readonly kind: "credentials" | "env"; readonly name: string }
  | { readonly kind: "identity" }
  | { readonly kind: "peer-identity" }
  | { readonly kind: "unique" }
  | { readonly kind: "literal"; readonly value: Json };

/** A declared duration, or none: then the tool's patience applies. */
export type Deadline =
  | { readonly kind: "declared"; readonly ms: number; readonly place: Place }
  | { readonly kind: "patience" };

export type Idle =
  | { readonly kind: "none" }
  | {
      readonly kind: "close";
      readonly place: Place;
      readonly after:
        | { readonly kind: "fixed"; readonly ms: number }
        | {
            readonly kind: "handshake";
            readonly pointer: Pointer;
            readonly unitMs: number;
            readonly defaultMs: number | null;
          };
      readonly codes: CloseCodes;
      /** Client operation until which the clock runs from the handshake; "" for an ordinary idle limit. */
      readonly until: string;
      readonly resets: "client" | "any";
      /** Message that precedes the close; "" for none. */
      readonly reply: string;
    };

/** A declared bound, or null. */
export interface Limits {
  readonly place: Place;
  readonly messageBytes: number | null;
  readonly messagesPerSecond: number | null;
  readonly connections: number | null;
  readonly exchanges: number | null;
}

export const REJECT_KINDS = [
  "malformed",
  "unknown",
  "invalid",
  "binary",
  "tooLarge",
  "tooFast",
  "outOfOrder",
  "duplicate",
  "empty",
  "misdirected",
  "uncorrelated",
  "badHandshake",
  "unauthenticated",
  "forbidden",
  "noReply",
] as const;
export type RejectKind = (typeof REJECT_KINDS)[number];
export type Rejects = { readonly [kind in RejectKind]: Refusal };

/** What follows one kind of bad input: any one of the outcomes. `inferred` and `unspecified` as the vocabulary defines them. */
export type Refusal =
  | { readonly kind: "declared"; readonly place: Place; readonly outcomes: readonly Outcome[] }
  | { readonly kind: "inferred"; readonly outcomes: readonly Outcome[] }
  | { readonly kind: "unspecified"; readonly deliberate: boolean; readonly place: Place };

/** A total outcome: what is sent, then what becomes of the connection. */
export type Outcome =
  | { readonly kind: "reply"; readonly reply: ReplyForm }
  | { readonly kind: "close"; readonly codes: CloseCodes }
  | { readonly kind: "reply-close"; readonly reply: ReplyForm; readonly codes: CloseCodes }
  | { readonly kind: "status"; readonly codes: StatusCodes }
  | { readonly kind: "ignored" }
  | { readonly kind: "as-text" };

export interface ReplyForm {
  readonly message: string;
  readonly where: readonly Where[];
  /** False: the refusal carries no or another id. */
  readonly correlated: boolean;
}

/** The value at the pointer is one of `values`. */
export interface Where {
  readonly at: Pointer;
  readonly values: readonly Json[];
}

export type CloseCodes =
  | { readonly kind: "any" }
  | { readonly kind: "codes"; readonly codes: readonly number[] };
export type StatusCodes = CloseCodes;

export interface Case {
  readonly name: string;
  readonly place: Place;
  readonly send:
    | { readonly kind: "merge"; readonly patch: Json }
    | { readonly kind: "example"; readonly message: string; readonly example: string };
  readonly expect:
    | { readonly kind: "sequence"; readonly sequence: Sequence }
    | { readonly kind: "outcome"; readonly outcomes: readonly Outcome[] };
  readonly where: readonly Where[];
}

/** A sequence as written, and its deterministic automaton; state 0 is the start. */
export interface Sequence {
  readonly place: Place;
  readonly text: string;
  readonly states: readonly SequenceState[];
}

export interface SequenceState {
  readonly accepting: boolean;
  readonly steps: readonly SequenceStep[];
}

/** `name` is a message (or operation) name; `close` a server's close with that code. At most one step per symbol. */
export interface SequenceStep {
  readonly on:
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "close"; readonly code: number };
  readonly to: number;
}
