import type { FrameData, Reading } from "../contract/frame.ts";
import type { Json } from "../contract/json.ts";
import type {
  Channel,
  ClientOperation,
  Message,
  Outcome,
  Refusal,
  RejectKind,
  ServerOperation,
} from "../contract/model.ts";
import type { Connection } from "./connection.ts";
import type { Exchange, Request } from "./exchange/exchange.ts";
import type { Script } from "./exchange/script.ts";
import type { HandshakeFacts } from "./handshake/request-facts.ts";
import type { HandshakeVerdict } from "./handshake/verdict.ts";

/** Why a message goes out. */
export type Cause =
  /** `ends`: it is the last of the opening. */
  | { readonly kind: "opening"; readonly ends: boolean }
  /** `ends`: the exchange is over with it. */
  | {
      readonly kind: "reply";
      readonly exchange: Exchange;
      readonly ends: boolean;
      readonly interrupted: Exchange | null;
    }
  /** `exchange`: the running one that it belongs to. */
  | { readonly kind: "push"; readonly operation: ServerOperation; readonly exchange: Exchange | null }
  | { readonly kind: "refusal"; readonly reject: RejectKind }
  | { readonly kind: "idle" };

/** What goes over the wire. */
export type Wire =
  | { readonly kind: "message"; readonly to: Connection; readonly message: Message; readonly payload: Json }
  | { readonly kind: "text"; readonly to: Connection; readonly text: string }
  /** Bytes that need not be WebSocket frames. */
  | { readonly kind: "bytes"; readonly to: Connection; readonly bytes: Uint8Array }
  | { readonly kind: "close"; readonly to: Connection; readonly code: number }
  /** The wire, so many milliseconds later. */
  | { readonly kind: "later"; readonly to: Connection; readonly ms: number; readonly wire: Wire };

/** A message of ours that was checked and is about to go out. */
export interface Outgoing {
  readonly connection: Connection;
  readonly message: Message;
  readonly payload: Json;
  readonly cause: Cause;
}

/** A client's frame. */
export interface Incoming {
  readonly connection: Connection;
  readonly data: FrameData;
  readonly reading: Reading;
}

/** What becomes of a client's frame. `nothing`: no operation names it, or it answers a question of ours. */
export type FrameVerdict =
  | { readonly kind: "request"; readonly request: Request }
  | { readonly kind: "nothing" }
  | { readonly kind: "refused"; readonly refused: Refused };

/** Bad input, and what is promised for it. */
export interface Refused {
  readonly reject: RejectKind;
  readonly refusal: Refusal;
  /** The operation that is nearest; null where none is known. */
  readonly operation: ClientOperation | null;
  /** The message that it nearly is, and its payload, as far as they can be read. */
  readonly message: Message | null;
  readonly payload: Json | undefined;
}

/** Someone who is to get a push. `exchange`: the subscription that it belongs to. */
export interface Recipient {
  readonly connection: Connection;
  readonly exchange: Exchange | null;
}

/** A push that is due. */
export interface Pushing {
  readonly operation: ServerOperation;
  readonly channel: Channel;
  /** Whose doing triggered it. */
  readonly sender: Connection;
  /** Everyone who could get it. */
  readonly present: readonly Connection[];
}

export type CloseReason = RejectKind | "idle" | "shutdown" | "restart" | "sequence" | "internal";

/**
 * The points at which the stub decides. The right stub decides nothing here (each gives back what it gets); each
 * deliberate fault changes one. Nothing else in the stub knows of faults.
 */
export interface Decisions {
  readonly handshake: (verdict: HandshakeVerdict, facts: HandshakeFacts) => HandshakeVerdict;
  /** Which subprotocol the answer names; "" for none. */
  readonly subprotocol: (name: string, channel: Channel) => string;
  /** A connection is accepted; its opening comes next. */
  readonly connected: (connection: Connection) => void;
  /** The client is gone; `running`: its exchanges that were not over. */
  readonly left: (connection: Connection, running: readonly Exchange[]) => void;
  /** A connection is accepted only to be refused; the refusal comes next. */
  readonly opensBarred: (opens: boolean, channel: Channel) => boolean;
  readonly frame: (verdict: FrameVerdict, incoming: Incoming) => FrameVerdict;
  readonly tooLarge: (isTooLarge: boolean, connection: Connection) => boolean;
  readonly tooFast: (isTooFast: boolean, connection: Connection) => boolean;
  readonly script: (script: Script, request: Request, connection: Connection) => Script;
  readonly interrupts: (stops: boolean, interrupter: Request, target: Exchange) => boolean;
  readonly outgoing: (wires: readonly Wire[], outgoing: Outgoing) => readonly Wire[];
  /** Null: nothing comes. */
  readonly refusal: (outcome: Outcome | null, refused: Refused, connection: Connection) => Outcome | null;
  readonly recipients: (recipients: readonly Recipient[], pushing: Pushing) => readonly Recipient[];
  readonly closeCode: (code: number, reason: CloseReason, connection: Connection) => number;
  /** Milliseconds of silence; `Infinity`: never. */
  readonly idleMs: (ms: number, channel: Channel) => number;
}

/** Decisions that change nothing. */
export const RIGHT: Decisions = {
  handshake: (verdict) => verdict,
  subprotocol: (name) => name,
  connected: () => undefined,
  left: () => undefined,
  opensBarred: (opens) => opens,
  frame: (verdict) => verdict,
  tooLarge: (isTooLarge) => isTooLarge,
  tooFast: (isTooFast) => isTooFast,
  script: (script) => script,
  interrupts: (stops) => stops,
  outgoing: (wires) => wires,
  refusal: (outcome) => outcome,
  recipients: (recipients) => recipients,
  closeCode: (code) => code,
  idleMs: (ms) => ms,
};
