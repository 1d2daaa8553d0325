import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { ToolError } from "../../../contract/index.ts";
import { type LiveEvent, type LiveStats, livePage } from "../../../report/index.ts";
import type { LiveFeed } from "./live-feed.ts";
import { PageStream } from "./page-stream.ts";

export interface LiveServerOptions {
  /** 0 for a free one. */
  readonly port: number;
  readonly feed: LiveFeed;
  stats(): Omit<LiveStats, "kind" | "perSecond">;
}

export interface LiveServer {
  readonly url: string;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
/** Each page costs memory and work. */
const MOST_PAGES = 8;
const EVERY_MS = 1000;
const POLICY = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join("; ");
const HEADERS = {
  "Content-Security-Policy": POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cache-Control": "no-store",
};

/** Serves the live page to browsers on this machine, and to no other page in them. Throws LISTEN. */
export async function startLiveServer({ port, feed, stats }: LiveServerOptions): Promise<LiveServer> {
  const files = livePage();
  const streams = new Set<PageStream>();
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const refused = refusalOf(request, addressOf(server.address()));
    if (refused !== 0) return answer(response, refused, "");
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    if (path === "/events") return events(request, response, { feed, streams });
    const file = files.get(path);
    if (file === undefined) return answer(response, 404, "");
    response.setHeader("Content-Type", file.type);
    answer(response, 200, request.method === "HEAD" ? "" : file.body);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const tell = telling(stats, streams);
  await listening(server, port);
  return {
    url: `http://${HOST}:${addressOf(server.address())}/`,
    close: async () => {
      clearInterval(tell);
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A status, or 0. A name that was bound to this address, and a page of elsewhere, get nothing. */
function refusalOf({ headers, method }: IncomingMessage, port: number): number {
  const hosts = [`${HOST}:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? "")) return 421;
  const origin = headers.origin;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) return 403;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return 403;
  return method === "GET" || method === "HEAD" ? 0 : 405;
}

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, HEADERS).end(body);
}

function events(
  request: IncomingMessage,
  response: ServerResponse,
  { feed, streams }: { readonly feed: LiveFeed; readonly streams: Set<PageStream> },
): void {
  if (streams.size >= MOST_PAGES) {
    answer(response, 503, "");
    return;
  }
  response.writeHead(200, { ...HEADERS, "Content-Type": "text/event-stream; charset=utf-8" });
  const stream = new PageStream(response);
  const last = Number(request.headers["last-event-id"] ?? 0);
  for (const entry of feed.after(Number.isSafeInteger(last) ? last : 0)) stream.tell(entry);
  const stop = feed.listen((entry) => stream.tell(entry));
  streams.add(stream);
  response.on("error", () => response.destroy());
  response.once("close", () => {
    stop();
    streams.delete(stream);
  });
}

function telling(stats: LiveServerOptions["stats"], streams: ReadonlySet<PageStream>): NodeJS.Timeout {
  let before = { frames: 0, at: performance.now() };
  return setInterval(() => {
    const now = stats();
    const at = performance.now();
    const perSecond = Math.round(((now.frames - before.frames) * 1000) / (at - before.at));
    before = { frames: now.frames, at };
    const event: LiveEvent = { kind: "stats", ...now, perSecond };
    for (const stream of streams) stream.tell(event);
  }, EVERY_MS).unref();
}

function addressOf(address: ReturnType<ReturnType<typeof createServer>["address"]>): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function listening(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  try {
    server.listen({ port, host: HOST });
    await once(server, "listening");
  } catch (error) {
    throw new ToolError(
      "LISTEN",
      `can't listen on ${HOST}:${port}: ${error instanceof Error ? error.message : error}`,
      {
        hint: "--ui without a number takes a free port",
      },
    );
  }
}
