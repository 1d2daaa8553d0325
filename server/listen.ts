import { once } from "node:events";
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Socket } from "node:net";
import { ToolError } from "../contract/tool-error.ts";
import type { Upgrade } from "./websockets.ts";

/** A listening HTTP server that knows its sockets. */
export interface Listener {
  readonly port: number;
  /** Stops listening and cuts every socket that is left. */
  close(): Promise<void>;
}

const UPGRADE_REQUIRED = 426;
/** Who has not asked in that time is not waited for. */
const REQUESTS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 1000,
} as const;

/** Answers a plain HTTP request; false where it is not its own. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface ListenAt {
  readonly port: number;
  readonly host: string;
  /** Certificate and key in PEM; null: no TLS. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/**
 * Listens for upgrades; anything else is told that this is a WebSocket service. Throws LISTEN where the port can't be
 * had, TLS for a certificate or key that is none.
 */
export async function listen(
  at: ListenAt,
  on: {
    readonly upgrade: (upgrade: Upgrade) => void;
    readonly answer: Answer | undefined;
    readonly dropped?: (why: string) => void;
  },
): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer(at.tls, (request, response) => {
    if (on.answer?.(request, response) === true) return;
    response.writeHead(UPGRADE_REQUIRED, { Connection: "Upgrade", Upgrade: "websocket" });
    response.end(JSON.stringify({ status: UPGRADE_REQUIRED, error: "this is a WebSocket service" }));
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client may vanish at any time, also while its handshake is decided.
    socket.on("error", () => socket.destroy());
  });
  server.on("clientError", (error: Error & { readonly code?: string }, socket) => {
    on.dropped?.(error.code ?? error.message);
    socket.destroy();
  });
  server.on("upgrade", (request, socket, head) => on.upgrade({ request, socket, head }));
  await listening(server, at);
  return { port: portOf(server), close: () => stop(server, sockets) };
}

function createServer(tls: ListenAt["tls"], answer: RequestListener): Server {
  if (tls === null) return createHttpServer(REQUESTS, answer);
  try {
    return createHttpsServer({ ...REQUESTS, ...tls }, answer);
  } catch (error) {
    throw new ToolError("TLS", `TLS can't be had: ${error instanceof Error ? error.message : error}`, {
      hint: "certificate and key are PEM files, and belong to each other",
    });
  }
}

async function listening(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    throw new ToolError(
      "LISTEN",
      `can't listen on ${host}:${port}: ${error instanceof Error ? error.message : error}`,
      {
        hint: "port 0 takes a free one",
      },
    );
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}
