import type { FrameReader } from "../contract/frame.ts";
import type { CoverageTally } from "./tally/coverage-tally.ts";
import type { Channel, Contract } from "../contract/model.ts";
import type { Call } from "./frames/calls.ts";
import type { Scheduled } from "./agenda.ts";
import type { Conversation } from "./exchange/conversation.ts";
import type { Exchange } from "./exchange/exchange.ts";
import type { OpenExchanges } from "./exchange/open-exchanges.ts";
import type { HandshakeRefusal } from "./connection/handshake.ts";
import type { IdleClock } from "./connection/idle.ts";
import type { Ledger } from "./ledger.ts";
import type { ConnectionId, ConnectionView, HandshakeFacts, JudgeOptions, ReceivedMessage } from "./model.ts";
import type { OpeningRun } from "./connection/opening.ts";
import type { Past } from "./exchange/past.ts";
import type { PushBook } from "./push/book.ts";
import type { Round } from "./push/round.ts";
import type { Rate } from "./frames/rate.ts";
import type { OwedRefusal } from "./refusal/refusal.ts";

/** What the judge of one scope knows. Each part is changed by the file that owns its type. */
export interface Scope {
  readonly contract: Contract;
  readonly reader: FrameReader;
  readonly options: JudgeOptions;
  readonly ledger: Ledger;
  readonly coverage: CoverageTally;
  readonly connections: Map<ConnectionId, Connection>;
  readonly pushes: PushBook;
  /** Some handshake in this scope has succeeded. */
  handshaken: boolean;
  /** Somebody has asked the service to stop. */
  stopping: boolean;
  /** Time of the event being judged, on a clock that never stands still. */
  wall: number;
}

export interface Connection extends Scheduled<Connection> {
  readonly view: ConnectionView;
  readonly channel: Channel;
  readonly facts: HandshakeFacts;
  readonly handshakeAt: number;
  /** The same on the clock that never stands still. */
  readonly handshakeWall: number;
  /** Since when its client has not read; null: it reads. */
  heldAt: number | null;
  /** When something is decided here without another event; `Infinity`: never. */
  dueAt: number;
  /** Who comes first of those that are due at once. */
  dueTurn: number;
  /** What others are to be told of its coming, until its handshake is answered. */
  arrival: readonly Round[];
  openAt: number;
  /** When its opening was over; pushes count it in from then on. */
  readyAt: number;
  /** Its beginning was not seen: what came before can't be told. */
  midway: boolean;
  /** Nothing more is judged here: one violation has made the rest worthless. */
  muted: boolean;
  /** When the client sent its close frame; `Infinity` before. */
  leftAt: number;
  /** Until when the server has to answer the client's close frame; `Infinity`: nothing of the kind is owed. */
  answerBy: number;
  refusing: HandshakeRefusal | null;
  opening: OpeningRun | null;
  idle: IdleClock | null;
  conversation: Conversation;
  readonly exchanges: OpenExchanges;
  /** The latest message of the server of each name. */
  readonly latest: Map<string, ReceivedMessage>;
  readonly past: Past;
  readonly refusals: OwedRefusal[];
  /** Refusals that went wrong; what still comes for them is no news. */
  readonly spent: OwedRefusal[];
  /** What some frame belonged to could not be told: what has no id from then on may belong to what seems over. */
  unsure: boolean;
  /** The last frame that was refused and should have left the connection open. */
  lastRefused: OwedRefusal | null;
  /** When the client last sent bad input; `-Infinity`: never. */
  badAt: number;
  /** The exchange of the last frame that was taken as a good one. */
  lastTaken: Exchange | null;
  /** The last one without a declared reply, until a reply to a later frame shows that the service got past it. */
  lastSilent: Exchange | null;
  readonly calls: Call[];
  /** When the client last answered a call; `-Infinity`: never. */
  answeredAt: number;
  readonly rate: Rate;
  /** Client operations that have succeeded here. */
  readonly succeeded: Set<string>;
  /** Verdicts that were given once and need not be repeated. */
  readonly said: Set<string>;
}

/** One connection at one time: what most functions here are told. */
export interface Moment {
  readonly scope: Scope;
  readonly connection: Connection;
  readonly at: number;
}
