import type { Duplex } from "node:stream";
import type { Json } from "../contract/json.ts";
import type { Channel, ServerOperation } from "../contract/model.ts";
import type { WebSocket } from "ws";
import { handshakeJson, type HandshakeFacts } from "./handshake/request-facts.ts";
import type { Session } from "./handshake/verdict.ts";
import type { Conversation } from "./exchange/conversation.ts";
import { createConversation } from "./exchange/conversation.ts";
import type { Exchange } from "./exchange/exchange.ts";
import type { OwedAnswer } from "./push/answers.ts";
import { RateWindow } from "./rate.ts";

/** `barred`: its handshake is refused after it was accepted; `closing`: the close frame is on its way. */
export type ConnectionPhase = "opening" | "open" | "barred" | "closing" | "closed";

export interface ConnectionParts {
  readonly socket: WebSocket;
  readonly tcp: Duplex;
  readonly session: Session;
  readonly facts: HandshakeFacts;
}

/** One client's connection: what it is, and what runs on it. */
export class Connection {
  readonly id: number;
  readonly channel: Channel;
  readonly session: Session;
  readonly socket: WebSocket;
  /** What lies below it. */
  readonly tcp: Duplex;
  /** The handshake as pointers see it. */
  readonly handshake: Json;
  readonly exchanges: Set<Exchange> = new Set();
  /** Client operations that succeeded here. */
  readonly succeeded: Set<string> = new Set();
  readonly owed: OwedAnswer[] = [];
  /** What came here unasked already. */
  readonly unasked: Set<ServerOperation> = new Set();
  readonly conversation: Conversation;
  readonly rate: RateWindow;
  phase: ConnectionPhase = "opening";
  /** The name under which others reach it; null for none. */
  identity: string | null = null;
  /** Requests so far: part of the seed of each. */
  requests = 0;
  lastFromClient: number = performance.now();
  lastFromServer: number = performance.now();

  constructor(id: number, about: ConnectionParts) {
    this.id = id;
    this.socket = about.socket;
    this.tcp = about.tcp;
    this.session = about.session;
    this.channel = about.session.channel;
    this.handshake = handshakeJson(about.facts, about.session.parameters);
    this.conversation = createConversation(this.channel);
    this.rate = new RateWindow(this.channel.limits.messagesPerSecond);
  }

  /** True where frames can still be sent. */
  isWritable(): boolean {
    return this.phase !== "closed" && this.phase !== "closing" && this.socket.readyState === this.socket.OPEN;
  }

  /** True where it was accepted only to be refused. */
  isBarred(): boolean {
    return this.phase === "barred";
  }

  /** Ends every exchange; nothing is sent for them any more. */
  endExchanges(): void {
    for (const exchange of [...this.exchanges]) exchange.end();
  }
}
