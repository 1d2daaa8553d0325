import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";

/** A client's request to upgrade, as Node hands it over. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Turns upgrades into WebSockets. */
export interface WebSockets {
  /** Completes the handshake (or refuses it with 400 where it breaks RFC 6455). `subprotocol`: what the answer names; "" for none. */
  accept(upgrade: Upgrade, subprotocol: string, then: (socket: WebSocket) => void): void;
}

/** A declared limit is the stub's own matter, not the library's; where none is, this much is taken. */
const MOST_BYTES = 64 * 1024 * 1024;

export function createWebSockets(): WebSockets {
  const chosen = new WeakMap<IncomingMessage, string>();
  const server = new WebSocketServer({
    noServer: true,
    // Deflate costs some 200 kB a connection, and a stub has nothing to gain from it.
    perMessageDeflate: false,
    maxPayload: MOST_BYTES,
    clientTracking: false,
    handleProtocols: (_offered, request) => chosen.get(request) || false,
  });
  return {
    accept: ({ request, socket, head }, subprotocol, then) => {
      chosen.set(request, subprotocol);
      server.handleUpgrade(request, socket, head, then);
    },
  };
}
