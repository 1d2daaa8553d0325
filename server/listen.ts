import { once } from "node:events";
import { createServer, type Server } from "node:http";
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

/** Listens for upgrades; anything else is told that this is a WebSocket service. Throws LISTEN where the port can't be had. */
export async function listen(
  at: { readonly port: number; readonly host: string },
  onUpgrade: (upgrade: Upgrade) => void,
): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => {
    response.writeHead(UPGRADE_REQUIRED, { Connection: "Upgrade", Upgrade: "websocket" });
    response.end(JSON.stringify({ status: UPGRADE_REQUIRED, error: "this is a WebSocket service" }));
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client may vanish at any time, also while its handshake is decided.
    socket.on("error", () => socket.destroy());
  });
  server.on("upgrade", (request, socket, head) => onUpgrade({ request, socket, head }));
  await listening(server, at);
  return { port: portOf(server), close: () => stop(server, sockets) };
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
