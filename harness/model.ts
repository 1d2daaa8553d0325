import type { CredentialFlavour } from "../config/model.ts";
import type { Json } from "../contract/json.ts";
import type { NotReachedReason, ReceivedMessage } from "../judge/model.ts";

/** What generated tests use. They are written against this file and nothing else. */

/** About one planned test. */
export interface ScenarioOptions {
  /** Places of the document that this test exercises. */
  readonly covers: readonly string[];
  /**
   * Must not run beside other tests: floods, waits for idle, restarts. `"channel"`: not beside those of its channel, to
   * whose clients it pushes.
   */
  readonly exclusive?: boolean | "channel";
  /** The document promises nothing here: after the safety checks pass the test is pending with this reason. */
  readonly unspecified?: string;
}

/** Wraps a body as a Mocha callback: makes connections, judges every frame, fails on the first violation, closes all. */
export interface ScenarioFunction {
  (options: ScenarioOptions, body: (service: Service) => Promise<void>): MochaCallback;
  /**
   * The same for many made-up values, one after the other, each before connections of its own. What breaks it is made
   * as small as it can be, and is told with the seed and path that lead to it again.
   */
  property<T>(
    options: ScenarioOptions,
    any: AnyValue<T>,
    body: (service: Service, value: T) => Promise<void>,
  ): MochaCallback;
}

export type MochaCallback = (this: Mocha.Context) => Promise<void>;

/** What is to be made up for a property. */
export interface AnyValue<T> {
  readonly kind: "valid" | "broken" | "walk";
  readonly channel: string;
  /** "" for a walk. */
  readonly message: string;
  /** Nothing; says what the values are. */
  readonly values?: T;
}

/** What clients may say, made up. */
export interface AnyFunctions {
  /** Any valid payload of a message. */
  valid(channel: string, message: string): AnyValue<Json>;
  /** Any payload of a message with one rule broken, so that it is no message of the channel any more. */
  broken(channel: string, message: string): AnyValue<Json>;
  /** Any operations of a channel in an order that its conversation allows. */
  walk(channel: string): AnyValue<Walk>;
}

/** What a client says, in order. */
export type Walk = readonly {
  readonly operation: string;
  readonly message: string;
  readonly payload: Json;
}[];

/** A planned test that can't be run, as a Mocha callback: pending, with its reason from the closed list. */
export type NotReachedFunction = (options: {
  readonly covers: readonly string[];
  readonly reason: NotReachedReason;
  readonly because: string;
}) => (this: Mocha.Context) => void;

export interface HandshakeOptions {
  /** Who connects: an identity of the config by position (`first` is the default). */
  readonly as?: "first" | "second" | "third" | `client-${number}`;
  readonly query?: { readonly [name: string]: string };
  readonly headers?: { readonly [name: string]: string };
  readonly parameters?: { readonly [name: string]: string };
  /** Credential for each scheme of the alternative that is used; default: the channel's first alternative, `valid`. */
  readonly credentials?: { readonly [scheme: string]: CredentialFlavour };
  /** Leaves out a declared query parameter, header or subprotocol. */
  readonly without?: readonly string[];
  /** `false`: what the service asks of this client (heartbeats, calls) stays unanswered. */
  readonly answers?: boolean;
}

export interface Service {
  /** Opens a connection to a channel and waits for its opening. Throws the violation when it is refused or the opening does not come. */
  connect(channel: string, options?: HandshakeOptions): Promise<Client>;
  /** Tries a handshake that should be refused and waits for what becomes of it (refusal, or accept then close). */
  handshake(
    channel: string,
    options?: HandshakeOptions & {
      readonly expects?: "unauthenticated" | "forbidden" | "badHandshake" | "unknownChannel";
    },
  ): Promise<HandshakeResult>;
  /** The same for a path that the document does not declare. */
  handshakeAt(path: string): Promise<HandshakeResult>;
  /** Runs the attempt up to `times` until it returns true; false each time: the test is notReached (not steerable). */
  attempts(times: number, attempt: () => Promise<boolean>): Promise<void>;
  /**
   * Has the service stopped in order and started again, and waits until it is there. Not reached (not steerable) where
   * the run has not started it.
   */
  restart(): Promise<void>;
  env(name: string): string;
}

export type HandshakeResult =
  | { readonly kind: "accepted"; readonly client: Client }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "closed"; readonly code: number; readonly received: readonly ReceivedMessage[] };

export interface Client {
  /** The value the declared identity pointer gives for this connection. Throws where none is declared or known. */
  readonly identity: string;
  /** What the server said in the opening. */
  readonly opening: readonly ReceivedMessage[];
  /** Everything the server has sent on this connection so far. */
  readonly received: readonly ReceivedMessage[];
  /** A valid credential of this connection's identity, by name (`$credentials.NAME`). Throws where the config has none. */
  credential(name: string): Promise<string>;
  /** Value at a pointer of the latest such message received here. Throws where none came. */
  value(message: string, pointer: string): Json;
  /** Sends a message as JSON (or as its declared content type). Throws a TypeError for a name that the channel lacks. */
  send(message: string, payload: Json): Exchange;
  /** Sends a made-up payload, with what the document's `fills` put into it, and waits for the end of its exchange. */
  converse(message: string, payload: Json): Promise<Replies>;
  /**
   * Says all of a walk, each after the end of what came before, an interruption while its target runs. Stops where an
   * error leaves the conversation behind, and where the service closes.
   */
  walk(walk: Walk): Promise<readonly Replies[]>;
  /** Bad input: sends exactly these bytes. */
  sendText(text: string): BadFrame;
  sendBinary(bytes: Uint8Array): BadFrame;
  /**
   * Sends a text frame of bytes that are no UTF-8, and waits for the close that RFC 6455 (8.1) asks for, whatever the
   * document says. NO-CLOSE when none comes.
   */
  sendUndecodable(bytes: readonly number[]): Promise<CloseResult>;
  /** Bad input: any value as JSON. */
  sendJson(value: Json): BadFrame;
  /**
   * Next message of that name, or of one of those names, which the server pushed by itself, not yet taken. Waits until
   * its deadline, then NOT-DELIVERED.
   */
  pushed(message: string | readonly string[]): Promise<ReceivedMessage>;
  /** The same, of a message that the config makes come (`triggers`), for this client; needs trigger where it does not. */
  triggered(message: string): Promise<ReceivedMessage>;
  /** Proves that nothing more comes: a sentinel request where the contract has one, else one quiet window. Gives what came meanwhile. */
  quiet(): Promise<readonly ReceivedMessage[]>;
  /** Sends a close frame and waits for its answer. NO-CLOSE when none comes. */
  close(code?: number): Promise<CloseResult>;
  /** Cuts the TCP connection without a close frame. */
  cut(): void;
  /** Resets the TCP connection, as a client that has crashed. */
  reset(): void;
  /** Reads nothing more until `readOn`. What the service sends meanwhile has to wait, and is not late. */
  stopReading(): void;
  readOn(): void;
  /** Waits for the server's close (idle, refusal, shutdown). */
  closedByServer(): Promise<CloseResult>;
}

export interface CloseResult {
  readonly code: number;
  readonly reason: string;
  readonly by: "client" | "server";
  /**
   * Milliseconds since the client's last data frame (or the open) until the close, on a clock that stands still while this
   * process is held up: never more than have passed.
   */
  readonly afterMs: number;
}

/** A request and what follows. */
export interface Exchange {
  /** The next reply (of that name, when given) that was not taken yet. Fails by the exchange's deadline. */
  next(message?: string): Promise<ReceivedMessage>;
  /** Waits until the exchange is over, or open-ended and nothing is owed; gives its replies. */
  ended(): Promise<Replies>;
  /** True when an interrupter ended it; false when its own terminal came first. */
  interrupted(): Promise<boolean>;
}

/** Replies of one exchange in order; what `expect(...)` takes. */
export interface Replies {
  readonly operation: string;
  readonly phase: string;
  readonly messages: readonly ReceivedMessage[];
}

/** A frame that the service has to refuse. */
export interface BadFrame {
  /** Waits for the declared or inferred outcome, or (unspecified) for a sentinel or quiet window. */
  refusal(): Promise<RefusalResult>;
}

export interface RefusalResult {
  /** What the judge took the frame for: `malformed`, `unknown`, `invalid`, ... */
  readonly kinds: readonly string[];
  readonly phase: string;
  readonly reply: ReceivedMessage | null;
  readonly closeCode: number | null;
}

/** An outcome as generated tests write it; the vocabulary's own words. */
export interface ExpectedOutcome {
  readonly reply?: string;
  /** By pointer into the reply. */
  readonly where?: { readonly [pointer: string]: Json };
  readonly close?: number | readonly number[] | "any";
  readonly status?: number | readonly number[] | "any";
  readonly ignored?: true;
}

/**
 * Assertions added to chai (declared in `harness/assertions.ts` by module augmentation):
 * - `expect(replies).to.follow("token+ (done | error)")`  names in order keep to the sequence (also for `client.opening`)
 * - `expect(replies).to.succeed()`                        at least one reply came where one is declared, none is an error message, nothing was refused
 * - `expect(replies).to.succeedIfTaken()`                 the same of a request that nothing shows to succeed: where an error came instead, the test is notReached (needs example)
 * - `expect(replies).to.be.accepted()`                    the vocabulary's "accepted": kept its sequence, error branches included
 * - `expect(message).to.carry({"/content": "Hello"})`     values at pointers (of a ReceivedMessage); `{oneOf: [...]}` never needed: arrays compare as JSON
 * - `expect(replies).to.carry({"done#/text": "x"})`       values at `name#/pointer`; every message of that name
 * - `expect(replies).to.echo({"stored#/content": "Hello"})` as carry, rule ECHO
 * - `expect(refusal).to.be.refused("malformed", {reply: "error", where: {"/code": "MALFORMED"}}, ...more outcomes)` any one of them
 * - `expect(refusal).to.be.harmless("malformed")`         unspecified outcome: nothing forbidden happened (stays up, nothing undeclared, not answered as good; a `duplicate` may be)
 * - `expect(handshake).to.be.refusedWith({status: 401}, ...)` a HandshakeResult
 * - `expect(close).to.be.closedWith(1000)`                a CloseResult; number, list or "any"
 * - `expect(messages).to.have.none("private_message")`    no message of that name among ReceivedMessage[]
 * A failed assertion throws the judge's narrative where the judge knows the cause.
 */
export type Assertions = never;
