import type { FrameData, Reading, SchemaFault, Side } from "../contract/frame.ts";
import type { Json } from "../contract/json.ts";
import type { ClientOperation, Place, RejectKind } from "../contract/model.ts";
import type { CoverageTally } from "./tally/coverage-tally.ts";
import type { RuleId } from "./rules.ts";

/** Names one connection in a scope of judgement. */
export type ConnectionId = string;
/** Numbers the frames of a scope, given by whoever feeds the judge; rising. */
export type FrameId = number;

/** What a client said in its handshake; values are strings as on the wire. Header names are lower case. */
export interface HandshakeFacts {
  /** Channel name; "" for a path that the document does not declare. */
  readonly channel: string;
  /** Path as requested, without query. */
  readonly path: string;
  readonly parameters: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: string };
  readonly headers: { readonly [name: string]: string };
  /** As whom the service knows the client: other names are other clients. Absent: nothing in the handshake tells. */
  readonly principal?: string;
  /** What the document wants to happen with this handshake, as far as the one who made it knows. */
  readonly expects: HandshakeExpectation;
}

/** `any`: a proxy or recording does not know whether a credential is good. */
export type HandshakeExpectation =
  | { readonly kind: "any" }
  | { readonly kind: "accepted" }
  | {
      readonly kind: "refused";
      readonly as: "unknownChannel" | "badHandshake" | "unauthenticated" | "forbidden";
    };

/** Everything a judge is told. `at` is in milliseconds of a monotonic clock; events come in the order of `at`. */
export type TrafficEvent =
  | {
      readonly kind: "handshake";
      readonly at: number;
      readonly connection: ConnectionId;
      readonly facts: HandshakeFacts;
    }
  | {
      readonly kind: "open";
      readonly at: number;
      readonly connection: ConnectionId;
      readonly subprotocol: string;
    }
  | {
      readonly kind: "refused";
      readonly at: number;
      readonly connection: ConnectionId;
      readonly status: number;
    }
  /** The transport failed without an HTTP answer or broke RFC 6455: nothing listens, reset, bad bytes. */
  | {
      readonly kind: "failed";
      readonly at: number;
      readonly connection: ConnectionId;
      readonly code: string;
      readonly message: string;
    }
  | {
      readonly kind: "frame";
      readonly at: number;
      readonly connection: ConnectionId;
      readonly frame: FrameId;
      readonly from: Side;
      readonly data: FrameData;
    }
  /** The client stops reading: what comes late from now on is not the service's delay; then it reads again. */
  | { readonly kind: "hold" | "release"; readonly at: number; readonly connection: ConnectionId }
  /** Whoever runs the service asks it to stop in order. */
  | { readonly kind: "stop"; readonly at: number }
  /** A close frame, by whoever sent it first; 1006: the connection was cut or lost without one. */
  | {
      readonly kind: "close";
      readonly at: number;
      readonly connection: ConnectionId;
      readonly code: number;
      readonly reason: string;
      readonly by: Side;
    }
  | { readonly kind: "tick"; readonly at: number }
  /** Nothing more will come; what is still owed is `notReached`, not broken. */
  | { readonly kind: "end"; readonly at: number };

/** What an observer may add whose `at` stands still while it can't look: "too late" counts in `at`, "too early" in this. */
export interface Observed {
  readonly wall?: number;
}

/** A broken promise, as data. */
export interface Violation {
  readonly rule: RuleId;
  /** Where in the document the promise stands. */
  readonly place: Place;
  readonly connection: ConnectionId;
  readonly at: number;
  /** The frame that broke it; null where something did not come. */
  readonly frame: FrameId | null;
  /** What happened, one sentence: "a `token` came 12 ms after `done`". */
  readonly summary: string;
  /** What the document promises, as it stands there: "sequence: token+ (done | error)". */
  readonly promised: string;
  /** What came instead. */
  readonly got: string;
  readonly faults: readonly SchemaFault[];
}

/** Reasons for what a run could not reach: a closed list. */
export const NOT_REACHED = [
  "needs trigger",
  "needs example",
  "longer than max-wait",
  "not steerable",
  "format unchecked",
  "ended before",
] as const;
export type NotReachedReason = (typeof NOT_REACHED)[number];

export type Verdict =
  | { readonly kind: "kept"; readonly place: Place; readonly at: number; readonly connection: ConnectionId }
  | { readonly kind: "violated"; readonly violation: Violation }
  | {
      readonly kind: "unspecified";
      readonly place: Place;
      readonly why: string;
      readonly at: number;
      readonly connection: ConnectionId;
    }
  | {
      readonly kind: "notReached";
      readonly place: Place;
      readonly reason: NotReachedReason;
      readonly at: number;
      readonly connection: ConnectionId;
    };

/** A message the server sent, as the judge read it. */
export interface ReceivedMessage {
  readonly frame: FrameId;
  readonly at: number;
  /** Message name; "" where it is none that is declared. */
  readonly name: string;
  readonly payload: Json;
  readonly reading: Reading;
}

/**
 * How far an exchange is.
 * `running`: more is owed. `open-ended`: accepting, more may come, nothing is owed. `ended`: complete.
 * `failed`: ended by an error message. `declined`: nothing came but an error that may come at any time.
 * `interrupted`; `cut-short`: closed by the server; `left`: closed by the client.
 * `broken`: it violated its sequence or deadline.
 */
export type ExchangePhase =
  | "running"
  | "open-ended"
  | "ended"
  | "failed"
  | "declined"
  | "interrupted"
  | "cut-short"
  | "left"
  | "broken";

/** A live view of one exchange: its fields change as events are fed. */
export interface ExchangeView {
  readonly operation: ClientOperation;
  readonly request: Json;
  readonly startedAt: number;
  phase: ExchangePhase;
  readonly replies: ReceivedMessage[];
}

/** A live view of what a refused (bad) frame drew. */
export interface RefusalView {
  /** Kinds of fault the frame has; it takes the outcome of any. None: it is a declared case that expects a refusal. */
  readonly kinds: readonly RejectKind[];
  /** Whose `rejects` say what it gets; null: the channel's do. */
  readonly operation: ClientOperation | null;
  /**
   * `owed`: not answered yet. `refused`: a declared or inferred outcome came. `broken`: another one came, or none.
   * `unspecified`: the document promises nothing, and nothing forbidden happened so far.
   */
  phase: "owed" | "refused" | "broken" | "unspecified";
  /** What came as refusal, if a message came. */
  reply: ReceivedMessage | null;
  closeCode: number | null;
}

/** What the judge made of a client's frame. */
export type Fate =
  | { readonly kind: "exchange"; readonly exchange: ExchangeView }
  | { readonly kind: "refusal"; readonly refusal: RefusalView }
  /** The client's answer to a server's call, or a frame without an operation: nothing is owed for it. */
  | { readonly kind: "none" };

/** A push that one connection must get after a trigger. */
export interface OwedPush {
  readonly connection: ConnectionId;
  readonly operation: string;
  readonly messages: readonly string[];
  phase: "owed" | "delivered" | "missed";
  message: ReceivedMessage | null;
}

/** A live view of one connection. */
export interface ConnectionView {
  readonly id: ConnectionId;
  readonly channel: string;
  phase: "handshaking" | "opening" | "open" | "refused" | "closed";
  /** Everything the server sent here, in order. */
  readonly received: ReceivedMessage[];
  readonly opening: ReceivedMessage[];
  closed: { readonly code: number; readonly reason: string; readonly by: Side } | null;
  /** The server has closed it as the document says that a stopped service does, though nobody stopped it here. */
  stopped: boolean;
}

export interface JudgeOptions {
  /** Deadline where the document declares none, ms. */
  readonly patienceMs: number;
  /** For how long a reply may still come after an error that may have declined its request, ms. Default: the patience. */
  readonly quietMs?: number;
  /**
   * True where every connection of the service is seen (a test run against a service of its own): only then
   * "must not get it" is judged for pushes.
   */
  readonly seesAll: boolean;
  /**
   * True where clients that are not seen come and go meanwhile, and say nothing that reaches others: that the service
   * tells of a new client, to more than that one, is then no violation. Default: false.
   */
  readonly othersCome?: boolean;
  /**
   * True where the server's close frame that answers a client's close is fed as a second `close` event: only then
   * its absence (NO-CLOSE) is judged. Default: false.
   */
  readonly closeAnswers?: boolean;
  /** Counts what the traffic exercises; it may serve many judges. Default: nobody counts. */
  readonly coverage?: CoverageTally;
  /**
   * True for traffic without an end: of what came only the latest of each name is remembered, and of the fates of
   * frames the last. Default: false.
   */
  readonly forgets?: boolean;
  /**
   * True where the clients are real ones: that one gives no answer which it owes, within the patience, is then told
   * (CLIENT). Default: false.
   */
  readonly hearsClients?: boolean;
}

/** The judge: a pure state machine without a clock. One for each scope (a test, a proxy, a recording). */
export interface Judge {
  /** Takes one event and returns what it decided, violations first. */
  feed(event: TrafficEvent & Observed): readonly Verdict[];
  /** The next time at which a `tick` can change something; `Infinity` when nothing is owed. */
  deadline(): number;
  fate(frame: FrameId): Fate;
  connection(id: ConnectionId): ConnectionView | undefined;
  /** Pushes owed or delivered so far, in the order of their triggers. */
  pushes(): readonly OwedPush[];
  /** Is anything owed on this connection (reply, refusal, push, opening, close)? */
  owes(id: ConnectionId): boolean;
  /** The connection is gone for good: nothing more will be heard of it, and nothing of it is remembered. */
  forget(id: ConnectionId): void;
}
