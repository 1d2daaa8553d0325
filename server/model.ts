import type { Config } from "../config/model.ts";
import type { Json } from "../contract/json.ts";
import type { Contract } from "../contract/model.ts";
import type { SelectedFault } from "./faults/select.ts";
import type { StubEvent } from "./events.ts";
import type { PaceOption } from "./pace.ts";

export interface StubOptions {
  readonly contract: Contract;
  readonly config: Config;
  /** Default 0: a free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Deliberate faults: `NAME`, `NAME@channelOrOperation`, or one at places of your choice. See docs/faults.md. */
  readonly faults?: readonly (string | SelectedFault)[];
  /** Your own behaviour, by the name of the client operation. */
  readonly handlers?: Handlers;
  /** Default: the config's. */
  readonly seed?: number;
  /**
   * Milliseconds between two messages of a stream, so that a cancel can come in between; default 5, 0: next turn of
   * the loop. `real`: as a service that thinks, seeded.
   */
  readonly paceMs?: PaceOption;
  /** True: what may come at any time is sent once to each connection; default false. */
  readonly unsolicited?: boolean;
  /** Gets what a person running the stub should know, one line each; default: nobody. */
  readonly log?: (line: string) => void;
  /** Gets every connection, frame and refusal as it happens; default: nobody. Credentials in the query are masked. */
  readonly observe?: (event: StubEvent) => void;
  /** Path that answers `GET` with the stub's health as JSON; default: none. */
  readonly health?: string;
  /** Listens for `wss://`: certificate and key in PEM. Throws TLS where they are none. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** Did a fault come to a place where it could show (`asked`), and did it change anything there (`shown`)? */
export interface FaultWitness {
  readonly asked: boolean;
  readonly shown: boolean;
}
/** What a reload changes; what is left out stays. */
export type Reload = Partial<Pick<StubOptions, "contract" | "config" | "handlers">>;

/** A running stub. */
export interface Stub {
  /** `ws://host:port` (`wss://` with TLS), without a path. */
  readonly url: string;
  readonly port: number;
  /** What each of the faults has done so far, in the order of `faults`. */
  readonly faults: readonly FaultWitness[];
  /**
   * Goes on with another contract or other handlers on the same port. Open connections are closed with 1012 and
   * `why` (cut to what a close frame can hold); those that come from now on meet the new one. Where the new one can't
   * be had, the old goes on and the reason is thrown, as `startStub` throws it.
   */
  reload(change: Reload, why: string): Promise<void>;
  /**
   * Closes every connection with the declared code (1001 where none is), cuts those that do not answer within a
   * second, and stops listening. No timer is left. May be called twice.
   */
  close(): Promise<void>;
}

/** Takes the place of what the stub does for an operation, or wraps it with `next`. */
export type Handler = (context: HandlerContext) => void | Promise<void>;
export type Handlers = { readonly [operation: string]: Handler };

export interface HandlerContext {
  /** The request's payload, valid by its schema. */
  readonly request: Json;
  /** Name of the request's message. */
  readonly message: string;
  readonly channel: string;
  /** Under which the connection is known; null where the document declares none. */
  readonly identity: string | null;
  /** Aborted when the client leaves, another operation interrupts this one, or the stub stops. */
  readonly signal: AbortSignal;
  /**
   * Sends a message of this exchange: made as the stub makes it (examples, correlation, echoes, order), then the patch
   * merged over it (RFC 7396). Does nothing once `signal` is aborted. Throws a RangeError for a name that the channel
   * lacks, STUB-OUTPUT where the result breaks the message's schema.
   */
  reply(name: string, patch?: Json): void;
  /** The same with an error message, which ends the exchange. */
  fail(name: string, patch?: Json): void;
  /** Does what the stub would have done; resolves when that is over. */
  next(): Promise<void>;
}
