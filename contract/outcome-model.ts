import type { Json } from "./json.ts";
import type { Place } from "./model.ts";
import type { Pointer } from "./operation-model.ts";

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

/** `refusing` (inferred outcomes only): 1003, 1007, 1008 or 4000 to 4999. `closeMatches` tells whether a code is meant. */
export type CloseCodes =
  | { readonly kind: "any" }
  | { readonly kind: "refusing" }
  | { readonly kind: "codes"; readonly codes: readonly number[] };
export type StatusCodes = CloseCodes;

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
