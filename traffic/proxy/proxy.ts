import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { ToolError } from "../../contract/index.ts";
import { Backlog } from "./backlog.ts";
import { Carrier } from "./carrier.ts";
import type { ProxyOptions, ProxyStats } from "./model.ts";
import { tunnel, type Way } from "./tunnel.ts";

/** A running proxy. */
export interface RunningProxy {
  readonly port: number;
  readonly stats: ProxyStats;
  /** Resolves when everything that has come so far was heard: what is compressed takes its time. */
  told(): Promise<void>;
  /** Carries nothing more; resolves when everything that came was heard, or after some seconds. */
  rest(): Promise<void>;
  /** Stops listening and cuts what is left; resolves when every connection is gone. */
  close(): Promise<void>;
}

const REST_MS = 5000;
const UPGRADE_REQUIRED = 426;
/** Handshakes that may wait to be taken: many clients come back at once after a restart. */
const BACKLOG = 4096;

/** Who has not asked in that time is not waited for. */
const REQUESTS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 1000,
} as const;

/** Starts a proxy between clients and a service. Throws LISTEN. */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const stats: ProxyStats = { open: 0, connections: 0, frames: 0, answered: 0, unreachable: 0 };
  const common = { stats, backlog: new Backlog() };
  const carriers = new Set<Carrier>();
  const sockets = new Set<Socket>();
  const server = createServer(REQUESTS, (_request, response) => {
    response.writeHead(UPGRADE_REQUIRED, { Connection: "Upgrade", Upgrade: "websocket" });
    response.end("This is a proxy for WebSockets alone.\n");
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  const told = new Set<string>();
  server.on("clientError", (error: Error & { readonly code?: string }, socket) => {
    const { code = "" } = error;
    // Once of each kind: a flood shall not fill the log.
    if (!told.has(code)) options.log(`a request that is none was dropped: ${code || error.message}`);
    told.add(code);
    socket.destroy();
  });
  server.on("upgrade", (request, socket, head) => {
    const carry = (upstream: Socket | null): void => {
      // A request over plain HTTP comes on a TCP socket.
      const carrier = new Carrier({ request, socket: socket as Socket, head, upstream }, options, common);
      carriers.add(carrier);
      void carrier.over.then(() => carriers.delete(carrier));
    };
    if (options.via === null) carry(null);
    else
      void upstreamOf({ ...options, via: options.via, signal: closing.signal }).then((upstream) => {
        if (socket.destroyed) upstream.destroy();
        else carry(upstream);
      });
  });
  const closing = new AbortController();
  const watch = setInterval(() => tellSlow(carriers, options), LOOK_MS).unref();
  await listening(server, options);
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    stats,
    told: () => common.backlog.told(),
    rest: async () => {
      const heard = Promise.all([...carriers].map((carrier) => carrier.rest()));
      const late = pause(REST_MS, "late", { ref: false });
      if ((await Promise.race([heard, late])) === "late")
        options.log("not everything that came was heard in time: what was said last is not judged");
    },
    close: async () => {
      clearInterval(watch);
      closing.abort();
      const closed = once(server, "close");
      server.close();
      const gone = [...carriers].map((carrier) => carrier.over);
      for (const carrier of carriers) carrier.server.destroy();
      for (const socket of sockets) socket.destroy();
      await Promise.all([closed, ...gone]);
    },
  };
}

/** The socket to the service behind a proxy; one that fails at once where the proxy gives none. */
async function upstreamOf(way: Way): Promise<Socket> {
  try {
    return await tunnel(way);
  } catch (error) {
    return new Socket().destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

/** How often slow readers are looked for; one that is slow at two looks is named. */
const LOOK_MS = 5000;

/** Says once of a side that has not read for so long that the other one had to wait. */
function tellSlow(carriers: ReadonlySet<Carrier>, { log }: ProxyOptions): void {
  for (const carrier of carriers)
    for (const side of carrier.slow())
      log(`connection ${carrier.id}: the ${side} reads slowly, the other side has to wait`);
}

async function listening(server: Server, { port, host }: ProxyOptions): Promise<void> {
  try {
    server.listen({ port, host, backlog: BACKLOG });
    await once(server, "listening");
  } catch (error) {
    throw new ToolError(
      "LISTEN",
      `can't listen on ${host}:${port}: ${error instanceof Error ? error.message : error}`,
      { hint: "--port 0 takes a free one" },
    );
  }
}
