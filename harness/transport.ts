import { type ClientOptions, WebSocket } from "ws";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { FrameData } from "../contract/frame.ts";
import { headerBytes } from "../contract/header-text.ts";
import type { Reach } from "./reach.ts";

/** How a socket is opened. */
export interface TransportOptions {
  readonly url: URL;
  readonly headers: { readonly [name: string]: string };
  readonly subprotocols: readonly string[];
  readonly reach: Reach;
  /** Milliseconds after which an unanswered handshake, or an unanswered close, is given up. */
  readonly giveUpMs: number;
}

/** What happens on a socket, in order; attached before it opens, so that no frame is lost. */
export interface TransportListener {
  /** TCP stands: from now on silence is the service's own. */
  connected(): void;
  /** The handshake was answered with 101; what its answer names as subprotocol. */
  upgraded(subprotocol: string): void;
  opened(): void;
  refused(status: number): void;
  /** The proxy on the way answered with this status, and the service was not asked. */
  noWay(status: number): void;
  frame(data: FrameData): void;
  failed(error: Error): void;
  /** The server's close frame, or TCP gone (1006). May come twice. */
  ended(code: number, reason: string): void;
}

/** The largest message taken: far above what any declared limit is tested with. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * A `ws` client without compression and redirects. It tells when the server's close frame is there, not only when
 * TCP is down, which an idle or careless server can leave up for long.
 */
export class Transport extends WebSocket {
  readonly #listener: TransportListener;
  /** What the proxy answered in place of the service; 0 where it did not. */
  #refusedByProxy = 0;
  /** The socket below; null before the handshake was answered. */
  #tcp: Socket | null = null;

  constructor(
    { url, headers, subprotocols, giveUpMs, reach }: TransportOptions,
    listener: TransportListener,
  ) {
    const agent = reach.agentFor(url);
    const options: ClientOptions & { readonly closeTimeout: number } = {
      ...reach.tls,
      ...(agent === null ? {} : { agent }),
      headers: inBytes(headers),
      perMessageDeflate: false,
      followRedirects: false,
      handshakeTimeout: giveUpMs,
      closeTimeout: giveUpMs,
      maxPayload: MOST_BYTES,
      finishRequest: (request) => {
        request.once("proxyConnect", ({ statusCode = 0 }: IncomingMessage) => {
          if (statusCode !== 200) this.#refusedByProxy = statusCode;
        });
        // A socket that comes from a proxy stands already.
        request.once("socket", (socket) => {
          if (socket.connecting) socket.once("connect", () => listener.connected());
          else if (this.#refusedByProxy === 0) listener.connected();
        });
        request.end();
      },
    };
    super(url, [...subprotocols], options);
    this.#listener = listener;
    attach(this, listener);
    this.on("upgrade", ({ socket }) => {
      this.#tcp = socket;
    });
    this.on("unexpected-response", (request, response) => {
      response.resume();
      if (this.#refusedByProxy === 0) listener.refused(response.statusCode ?? 0);
      else listener.noWay(this.#refusedByProxy);
      request.destroy();
    });
  }

  /**
   * `ws` answers the server's close frame through this method: with code and reason as the server gave them, or
   * with nothing for a close frame without a code. Its own protocol errors come with a code alone.
   */
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code, reason);
    if (Buffer.isBuffer(reason)) this.#listener.ended(code ?? 1005, reason.toString());
    else if (code === undefined) this.#listener.ended(1005, "");
  }

  /** Sends bytes, of a text too: then `ws` makes one piece of header and content, which is cheaper to write than two. */
  sendFrame(data: FrameData): void {
    if (data.kind === "text") this.send(Buffer.from(data.text), { binary: false });
    else this.send(data.bytes);
  }

  /**
   * What is sent in this turn goes out in one write: a request and what comes right behind it reach the service
   * together, however busy the machine is.
   */
  gather(): void {
    const tcp = this.#tcp;
    if (tcp === null || GATHERED.has(tcp)) return;
    tcp.cork();
    GATHERED.add(tcp);
    process.nextTick(sendGathered);
  }

  /** Ends TCP, but not before what was sent, here and on any other connection. */
  override terminate(): void {
    sendGathered();
    super.terminate();
  }

  /**
   * Ends TCP with a reset behind what was sent, as a machine does that has crashed; on TLS, which has no such end of
   * its own, as `terminate`.
   */
  reset(): void {
    sendGathered();
    const tcp = this.#tcp;
    // While its end is on its way Node 20 neither resets nor closes it.
    if (tcp !== null && !tcp.destroyed && !tcp.writableEnded && !(tcp instanceof TLSSocket))
      tcp.resetAndDestroy();
    this.terminate();
  }

  /** Starts the closing handshake. */
  leave(code: number): void {
    super.close(code);
  }
}

function inBytes(headers: TransportOptions["headers"]): { [name: string]: string } {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, headerBytes(value)]));
}

/** The sockets whose frames of this turn are still held together, in the order of their first ones. */
const GATHERED = new Set<Socket>();

function sendGathered(): void {
  for (const tcp of GATHERED) tcp.uncork();
  GATHERED.clear();
}

function attach(socket: Transport, listener: TransportListener): void {
  socket.on("upgrade", (response) => listener.upgraded(response.headers["sec-websocket-protocol"] ?? ""));
  socket.on("open", () => listener.opened());
  socket.on("message", (data: Buffer, isBinary) =>
    listener.frame(isBinary ? { kind: "binary", bytes: data } : { kind: "text", text: data.toString() }),
  );
  socket.on("error", (error) => listener.failed(error));
  socket.on("close", (code, reason) => listener.ended(code, reason.toString()));
}
