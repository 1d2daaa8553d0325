import type { DocumentNode } from "../document/document-node.ts";
import type { Json } from "../json.ts";
import type { Place } from "../model.ts";

/**
 * A document without the differences between versions of AsyncAPI: traits merged, references followed. Each
 * version has one file that makes it; all that follows reads only this.
 */
export interface Outline {
  readonly asyncapi: string;
  readonly title: string;
  readonly version: string;
  readonly extension: DocumentNode | null;
  /** "" where the document declares none. */
  readonly contentType: string;
  readonly servers: readonly OutlineServer[];
  readonly channels: readonly OutlineChannel[];
  readonly operations: readonly OutlineOperation[];
  /** Operations that the document has, but that can't be read. */
  readonly leftOut: readonly LeftOut[];
  /** False where replies can't be declared natively (2.x): then an operation lists all that its side sends. */
  readonly nativeReplies: boolean;
}

/** An operation that can't be read, and the reason: what follows "because". */
export interface LeftOut {
  readonly name: string;
  readonly place: Place;
  readonly why: string;
}

export interface OutlineServer {
  readonly name: string;
  readonly place: Place;
  /** In small letters. */
  readonly protocol: string;
  readonly host: string;
  /** "" or `/...`, without a trailing slash; variables filled with their defaults. */
  readonly path: string;
  readonly security: readonly OutlineAlternative[];
}

/** Security schemes that are needed together. */
export type OutlineAlternative = readonly OutlineNeed[];
export interface OutlineNeed {
  readonly name: string;
  readonly scheme: DocumentNode;
  readonly scopes: readonly string[];
}

export interface OutlineChannel {
  readonly name: string;
  readonly place: Place;
  readonly title: string;
  readonly description: string;
  /** Null: not known at design time. */
  readonly address: string | null;
  /** Names of servers; null: all. */
  readonly servers: readonly string[] | null;
  readonly parameters: readonly OutlineParameter[];
  /** Protocols that the channel has a binding for. */
  readonly bindings: readonly string[];
  /** The `ws` binding, or null. */
  readonly binding: DocumentNode | null;
  readonly messages: readonly OutlineMessage[];
  readonly extension: DocumentNode | null;
}

export interface OutlineParameter {
  readonly name: string;
  readonly place: Place;
  readonly schema:
    | { readonly kind: "made"; readonly schema: Json }
    | { readonly kind: "at"; readonly place: Place };
  /** The values that it may have; null: not known. */
  readonly values: readonly Json[] | null;
  readonly example: string | null;
  /** Runtime expression of where messages have the same value; "": none. */
  readonly location: string;
}

export interface OutlineMessage {
  readonly name: string;
  readonly place: Place;
  /** Where it is defined, references followed: two messages with the same are one. */
  readonly origin: Place;
  readonly title: string;
  readonly description: string;
  /** "" where the message declares none. */
  readonly contentType: string;
  readonly payload: OutlineSchema | null;
  readonly headers: OutlineSchema | null;
  /** Runtime expression of the correlation id; null: none. */
  readonly correlation: { readonly location: string; readonly place: Place } | null;
  readonly tags: readonly string[];
  readonly examples: readonly OutlineExample[];
  readonly extension: DocumentNode | null;
}

/** Where a schema stands; format "" is AsyncAPI's own. */
export interface OutlineSchema {
  readonly place: Place;
  readonly format: string;
}

export interface OutlineExample {
  readonly name: string;
  readonly place: Place;
  readonly payload: Json | null;
  readonly headers: Json | null;
}

export interface OutlineOperation {
  readonly name: string;
  readonly place: Place;
  readonly title: string;
  readonly description: string;
  /** From the application's chair. */
  readonly action: "send" | "receive";
  readonly channel: string;
  /** Null: all of the channel. */
  readonly messages: readonly MessageRef[] | null;
  readonly reply: OutlineReply | null;
  readonly security: readonly OutlineAlternative[];
  readonly extension: DocumentNode | null;
}

export interface OutlineReply {
  /** Null: on the requester's connection. */
  readonly channel: string | null;
  /** Null: all of the channel. */
  readonly messages: readonly MessageRef[] | null;
  /** Runtime expression of the address, known only when the request is; null: none. */
  readonly address: { readonly location: string; readonly place: Place } | null;
}

export interface MessageRef {
  readonly channel: string;
  readonly message: string;
}
