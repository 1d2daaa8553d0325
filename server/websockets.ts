import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";

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

/**
 * A socket of `ws` that emits `goodbye` when the client's close frame is there. The library tells no more than that TCP
 * is down, which a busy client may leave up for long.
 */
class ServedSocket extends WebSocket {
  /** `ws` answers the client's close frame through this method: with its code and its reason's bytes, or with nothing. */
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code, reason);
    if (code === undefined || Buffer.isBuffer(reason)) this.emit("goodbye");
  }
}

export function createWebSockets(): WebSockets {
  const chosen = new WeakMap<IncomingMessage, string>();
  const server = new WebSocketServer({
    noServer: true,
    // Deflate costs some 200 kB a connection, and a stub has nothing to gain from it.
    perMessageDeflate: false,
    maxPayload: MOST_BYTES,
    clientTracking: false,
    WebSocket: ServedSocket,
    handleProtocols: (_offered, request) => chosen.get(request) || false,
  });
  return {
    accept: ({ request, socket, head }, subprotocol, then) => {
      chosen.set(request, subprotocol);
      server.handleUpgrade(request, socket, head, then);
    },
  };
}
