import type { Channel, Refusal, RejectKind } from "../../contract/model.ts";
import type { Subject } from "./authenticate.ts";
import type { TokenFlaw } from "./verify-token.ts";

/** What is wrong with a handshake, finer than the vocabulary's kinds. */
export type HandshakeFlaw =
  | TokenFlaw
  | "no-credential"
  | "scope"
  | "unknown-path"
  | "bad-field"
  | "bad-subprotocol"
  | "too-many"
  /** Of a deliberate fault: nothing is wrong. */
  | "none";

export type HandshakeVerdict =
  | { readonly kind: "accepted"; readonly session: Session }
  | {
      readonly kind: "refused";
      readonly flaw: HandshakeFlaw;
      /** An undeclared path has no kind of its own: it goes as `badHandshake`. */
      readonly reject: RejectKind;
      readonly refusal: Refusal;
      /** Where the document names no status. */
      readonly status: number;
      /** What would be, were the flaw overlooked; null where the document has no channel at all. */
      readonly session: Session | null;
    }
  /** A deliberate fault: nothing comes. */
  | { readonly kind: "unanswered" };

/** What a handshake settles for its connection. */
export interface Session {
  readonly channel: Channel;
  readonly parameters: { readonly [name: string]: string };
  readonly subject: Subject;
  /** The subprotocol that the answer names; "" for none. */
  readonly subprotocol: string;
}
