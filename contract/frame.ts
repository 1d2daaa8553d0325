import type { Json } from "./json.ts";
import type { Channel, Contract, Message, Place } from "./model.ts";

/** Which side of a connection sent a frame. */
export type Side = "client" | "server";

/** One WebSocket message as it came: text already decoded from UTF-8, or bytes. */
export type FrameData =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary"; readonly bytes: Uint8Array };

/** One rule of a payload schema that a value breaks. */
export interface SchemaFault {
  /** Where in the payload (JSON pointer). */
  readonly at: string;
  /** Where the broken rule stands in the document. */
  readonly place: Place;
  readonly keyword: string;
  /** What is wrong, in words: `must be integer`. */
  readonly message: string;
}

/**
 * What a frame is, by the document: direction first, then the constants of the messages, then their schemas.
 * - `message`: valid against `message`; `also` names others that it is valid against too.
 * - `invalid`: identified as `message`, but breaks its schema.
 * - `unknown`: parsed, but no declared message of this direction; `misdirected`: a message of the other direction.
 * - `malformed`: not of the content type (not JSON); `empty`: no bytes; `binary`: a frame type that no message of this direction has.
 * - `unchecked`: a message whose content nobody here can check (Avro, unknown schema format); `why` says so. `also`
 *   names the others of which that holds: the frame may be any of them.
 */
export type Reading =
  | {
      readonly kind: "message";
      readonly message: Message;
      readonly payload: Json;
      readonly also: readonly string[];
    }
  | {
      readonly kind: "invalid";
      readonly message: Message;
      readonly payload: Json;
      readonly faults: readonly SchemaFault[];
    }
  | { readonly kind: "unknown"; readonly payload: Json }
  | { readonly kind: "misdirected"; readonly message: Message; readonly payload: Json }
  | { readonly kind: "malformed"; readonly why: string }
  | { readonly kind: "empty" }
  | { readonly kind: "binary" }
  | {
      readonly kind: "unchecked";
      readonly message: Message;
      readonly why: string;
      readonly also: readonly string[];
    };

/** Reads frames by one contract. Validators are compiled at first use. */
export interface FrameReader {
  /** `among`: only these message names are candidates (the replies of one exchange); null: all of the direction. */
  read(channel: Channel, from: Side, data: FrameData, among?: readonly string[] | null): Reading;
  /** Faults of a payload against one message's schema; empty: valid. */
  check(message: Message, payload: Json): readonly SchemaFault[];
}

/** Implemented in `contract/frame-reader.ts`. */
export type CreateFrameReader = (contract: Contract) => FrameReader;
