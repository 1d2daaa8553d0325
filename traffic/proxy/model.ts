import type { TlsOptions } from "../../config/index.ts";
import type { Verdict } from "../../judge/index.ts";
import type { Headers, WireEvent } from "../model.ts";
import type { Enforcer } from "./enforcer.ts";

type WithoutStamp<E> = E extends unknown ? Omit<E, "at" | "connection"> : never;

/** What happened, before anybody has said when and where. */
export type HappenedEvent = WithoutStamp<WireEvent>;

export interface ProxyOptions {
  /** `ws://` or `wss://`; its path comes before that of each request. */
  readonly target: URL;
  readonly tls: TlsOptions;
  /** Headers that go into each handshake with the service where the client has none of the name. */
  readonly headers: Headers;
  /** The HTTP proxy on the way to the service; null: straight. */
  readonly via: URL | null;
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  /** Of so many connections one is judged. */
  readonly sample: number;
  /** Blocks what breaks the contract; null: everything goes through as it comes. */
  readonly enforcer: Enforcer | null;
  /** The path and query under which the contract knows a request. */
  urlOf(url: string): string;
  /** Milliseconds since the traffic began. */
  now(): number;
  /** Hears everything of connections that are judged. */
  hear(event: WireEvent): readonly Verdict[];
  /** Told what is no event of the contract, one line, without secrets. */
  log(line: string): void;
}

/** What a proxy carries at the moment, and has carried. */
export interface ProxyStats {
  open: number;
  connections: number;
  /** Frames of connections that are judged. */
  frames: number;
  /** Handshakes that the service answered. */
  answered: number;
  /** Handshakes for which no service was there. */
  unreachable: number;
}
