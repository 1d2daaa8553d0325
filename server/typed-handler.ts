import type { HandlerContext } from "./model.ts";

/**
 * A handler that knows its payloads: `Requests` and `Replies` are payload types by message name, `Errors` the names of
 * the replies that report a failure. `asyncproof generate --types` writes them from a document.
 */
export type TypedHandler<Requests, Replies, Errors extends keyof Replies> = (
  context: TypedContext<Requests, Replies, Errors>,
) => void | Promise<void>;

/** One for each message that the operation takes: `message` tells which. */
export type TypedContext<Requests, Replies, Errors extends keyof Replies> = {
  [Name in keyof Requests]: Omit<HandlerContext, "request" | "message" | "reply" | "fail"> & {
    readonly request: Requests[Name];
    readonly message: Name;
  } & TypedReplies<Replies, Errors>;
}[keyof Requests];

export interface TypedReplies<Replies, Errors extends keyof Replies> {
  /** See `HandlerContext.reply`. */
  reply<Name extends keyof Replies>(name: Name, patch?: Patch<Replies[Name]>): void;
  /** See `HandlerContext.fail`. */
  fail<Name extends Errors>(name: Name, patch?: Patch<Replies[Name]>): void;
}

/** What may be merged over a payload (RFC 7396): any part of it; null takes a property away. */
export type Patch<Payload> = Payload extends readonly unknown[]
  ? Payload
  : Payload extends object
    ? { readonly [Key in keyof Payload]?: Patch<Payload[Key]> | null }
    : Payload;
