import type { RejectKind } from "../contract/model.ts";

/** What happens on the stub's connections, as it happens. `connection` counts from 1, anew after a reload. */
export type StubEvent =
  | {
      readonly kind: "opened";
      readonly connection: number;
      readonly channel: string;
      /** As requested, the values of credentials masked. */
      readonly target: string;
      /** Whom the credential names; null where none does. */
      readonly subject: string | null;
    }
  /** A handshake was refused; `status` 101: accepted, and refused after that. */
  | {
      readonly kind: "handshake-refused";
      readonly target: string;
      readonly status: number;
      readonly why: string;
    }
  | {
      readonly kind: "received";
      readonly connection: number;
      /** Null where the document has no such message. */
      readonly message: string | null;
      readonly data: FrameText;
      /** Which kind of bad input it is; null for good input. */
      readonly refused: RejectKind | null;
    }
  | {
      readonly kind: "sent";
      readonly connection: number;
      /** Null for what is no message of the document (a deliberate fault). */
      readonly message: string | null;
      readonly data: FrameText;
    }
  /** `code` 1006: without a close frame. */
  | { readonly kind: "closed"; readonly connection: number; readonly code: number; readonly reason: string };

/** A frame's content: its text, or how many bytes. */
export type FrameText = { readonly text: string } | { readonly bytes: number };

/** Told of every event; null: nobody listens, and nothing is made for it. */
export type Observer = ((event: StubEvent) => void) | null;
