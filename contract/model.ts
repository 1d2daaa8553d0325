import type { Json, JsonObject } from "./json.ts";
import type { Deadline, Fill, Idle, Limits, Operation, Pointer } from "./operation-model.ts";
import type { CloseCodes, Refusal, Rejects, Sequence } from "./outcome-model.ts";

export type * from "./operation-model.ts";
export * from "./outcome-model.ts";

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
  /** Where that is declared; the message's own place where it is not. */
  readonly correlationPlace: Place;
  /** Reports a refusal or a failure. */
  readonly error: boolean;
  /** `examples`: only the declared examples are valid business-wise. */
  readonly samples: "schema" | "examples";
  readonly examples: readonly Example[];
}

export type Content =
  | { readonly kind: "json"; readonly schema: SchemaName }
  | { readonly kind: "text"; readonly schema: SchemaName }
  /** `anyBytes`: any are valid; else they are of a media type that nobody here can make or check. */
  | { readonly kind: "binary"; readonly anyBytes: boolean }
  | { readonly kind: "unchecked"; readonly why: string };

export interface Example {
  readonly name: string;
  readonly place: Place;
  /** Bytes are written as base64. */
  readonly payload: Json;
}
