import type { Json } from "./json.ts";
import type { PayloadPointer, Place } from "./model.ts";
import type { CloseCodes, Outcome, Rejects, Sequence, Where } from "./outcome-model.ts";

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
    | {
        readonly kind: "owed";
        readonly messages: readonly string[];
        /** In which order they come; null: exactly one of them does. */
        readonly order: Sequence | null;
        readonly payload: Json | null;
      };
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
  /** The reply to a request on another connection: goes to one connection here of who has asked. */
  | { readonly kind: "requester"; readonly place: Place }
  | { readonly kind: "only"; readonly pointer: Pointer; readonly place: Place }
  | { readonly kind: "running"; readonly operation: string; readonly place: Place };

/**
 * `NAME#/json/pointer`; `of` is a message name (in quotes where it is one of these words: `pointerName`), `request`,
 * `reply` or `handshake`; `index` from `next[2]#/x`, else null.
 */
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

/** A declared example of behaviour that schemas cannot say. */
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
