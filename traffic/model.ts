import type { FrameData, Side } from "../contract/index.ts";
import type { ConnectionId } from "../judge/index.ts";

/** Names and values as on the wire; names in lower case. */
export type Headers = { readonly [name: string]: string };

interface Happened {
  /** Milliseconds since the traffic began, rising. */
  readonly at: number;
  readonly connection: ConnectionId;
}

/** What happens between a client and a service: what a proxy hears, and what a recording holds. */
export type WireEvent =
  /** The request of a handshake. `midway`: the connection was open before anybody listened. */
  | (Happened & {
      readonly kind: "handshake";
      /** Path and query, as requested. */
      readonly url: string;
      readonly headers: Headers;
      readonly midway: boolean;
    })
  | (Happened & { readonly kind: "open"; readonly subprotocol: string })
  | (Happened & { readonly kind: "refused"; readonly status: number })
  | (Happened & { readonly kind: "failed"; readonly code: string; readonly message: string })
  | (Happened & { readonly kind: "frame"; readonly from: Side; readonly data: FrameData })
  | (Happened & {
      readonly kind: "close";
      readonly from: Side;
      readonly code: number;
      readonly reason: string;
    })
  /** Both sides are gone: nothing more can come. */
  | (Happened & { readonly kind: "gone" });

/** How traffic was listened to: what a judge of it has to know. */
export interface Circumstances {
  /** Deadline where the document declares none, ms; null: only a close or the end decides. */
  readonly patienceMs: number | null;
  /** Every connection of the service was heard. */
  readonly seesAll: boolean;
  /** Values were replaced by marks: what a mark breaks proves nothing. */
  readonly redacted: boolean;
}
