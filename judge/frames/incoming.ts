import type { Reading, SchemaFault } from "../../contract/frame.ts";
import type { Json } from "../../contract/json.ts";
import type { Message } from "../../contract/model.ts";
import type { Charge } from "../ledger.ts";
import type { FrameId, ReceivedMessage } from "../model.ts";

/** A frame of the server that is a declared message, before it is known what it belongs to. */
export interface Incoming {
  readonly frame: FrameId;
  readonly at: number;
  readonly reading: Reading;
  /** What it may be, likeliest first; never empty. */
  readonly readings: readonly Message[];
  readonly payload: Json;
  /** Schema rules that it breaks; what its values say is then not judged any further. */
  readonly faults: readonly SchemaFault[];
}

/** Something that a frame could belong to. */
export interface Claim {
  /** Claims are tried in the order of their tiers. */
  readonly tier: number;
  readonly message: Message;
  /** What would be wrong with it there. */
  readonly charges: readonly Charge[];
  /** Claims of one name are interchangeable: nobody could tell which of them the service meant. */
  readonly alike: string;
  /** True where the document names the very values that the message has, as coming there. */
  readonly named: boolean;
  /** True where what it belongs to is in doubt anyway. */
  readonly doubtful: boolean;
  /** Told when another claim was as good. */
  doubt(): void;
  take(received: ReceivedMessage): void;
}

export const TIER = {
  opening: 0,
  /** A refusal whose declared values the message has. */
  exactRefusal: 1,
  /** The open exchange with its id. */
  byId: 2,
  /** An open exchange without an id. */
  withoutId: 3,
  /** A refusal that any such message is. */
  refusal: 4,
  /** An error without an id, for an exchange that has one. */
  errorWithoutId: 5,
  idle: 6,
  tolerated: 7,
  push: 8,
} as const;
