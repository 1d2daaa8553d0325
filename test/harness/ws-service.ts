import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { Json } from "../../contract/json.ts";

/** A connection as the handlers of a test's own service see it. */
export interface Peer {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  /** All connections that are open, this one too. */
  readonly all: readonly Peer[];
  say(message: Json): void;
}

export interface Handlers {
  /** Certificate and key of a service that speaks TLS. */
  readonly tls?: ServerOptions;
  /** Takes text frames that are no UTF-8 for text. */
  readonly skipUTF8Validation?: true;
  /** Status with which a handshake is refused; 0: it is accepted. */
  refuse?(request: IncomingMessage): number;
  open?(peer: Peer): void;
  text?(peer: Peer, text: string): void;
  /** A frame that is a JSON object; without it `text` gets every frame. */
  said?(peer: Peer, message: { readonly [key: string]: Json }): void;
  subprotocol?(offered: ReadonlySet<string>): string | false;
}

export interface RunningService {
  readonly url: string;
  close(): Promise<void>;
}

/** A real WebSocket service on a free port that shares no code with the harness. */
export async function startService(handlers: Handlers): Promise<RunningService> {
  const peers: Peer[] = [];
  const http = handlers.tls === undefined ? createServer() : createTlsServer(handlers.tls);
  const sockets = new WebSocketServer({
    noServer: true,
    skipUTF8Validation: handlers.skipUTF8Validation ?? false,
    ...(handlers.subprotocol && { handleProtocols: handlers.subprotocol }),
  });
  http.on("upgrade", (request, raw, head) => {
    const code = handlers.refuse?.(request) ?? 0;
    if (code !== 0) return raw.end(`HTTP/1.1 ${code} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    sockets.handleUpgrade(request, raw, head, (socket) => welcome(handlers, peers, socket, request));
    return undefined;
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this form.
  const { port } = http.address() as AddressInfo;
  const scheme = handlers.tls === undefined ? "ws" : "wss";
  return { url: `${scheme}://127.0.0.1:${port}`, close: () => shut(http, sockets) };
}

function welcome(handlers: Handlers, peers: Peer[], socket: WebSocket, request: IncomingMessage): void {
  const peer: Peer = {
    socket,
    request,
    get all() {
      return peers;
    },
    say: (message) => socket.send(JSON.stringify(message)),
  };
  peers.push(peer);
  socket.on("close", () => peers.splice(peers.indexOf(peer), 1));
  socket.on("error", () => {});
  socket.on("message", (data, isBinary) => {
    const message = isBinary ? null : objectIn(String(data));
    if (message !== null && handlers.said) handlers.said(peer, message);
    else handlers.text?.(peer, String(data));
  });
  handlers.open?.(peer);
}

function objectIn(text: string): { readonly [key: string]: Json } | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

async function shut(http: ReturnType<typeof createServer>, sockets: WebSocketServer): Promise<void> {
  for (const client of sockets.clients) client.terminate();
  sockets.close();
  http.closeAllConnections();
  await new Promise<void>((resolve) => http.close(() => resolve()));
}
