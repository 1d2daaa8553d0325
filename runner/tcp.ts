import { connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 25;
const CONNECT_LIMIT_MS = 2000;

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Host and port that a `ws://`, `wss://`, `http://` or `https://` URL means. */
export function endpointOf(url: string): Endpoint {
  const { hostname, port, protocol } = new URL(url);
  const byDefault = protocol === "wss:" || protocol === "https:" ? 443 : 80;
  return { host: hostname.replace(/^\[|\]$/g, ""), port: port === "" ? byDefault : Number(port) };
}

/** Is the host of a URL this machine, by its name alone? */
export function isLoopback(url: string): boolean {
  const { host } = endpointOf(url);
  return (
    host === "localhost" || host.endsWith(".localhost") || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host)
  );
}

/** "" when something accepts TCP connections there, else why not (`ECONNREFUSED`, `ENOTFOUND`, `ETIMEDOUT`). */
export function connectFailure({ host, port }: Endpoint): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_LIMIT_MS });
    const settle = (failure: string): void => {
      socket.destroy();
      resolve(failure);
    };
    socket.once("connect", () => settle(""));
    socket.once("timeout", () => settle("ETIMEDOUT"));
    socket.once("error", (error) => settle(codeOf(error)));
  });
}

/** Waits until something accepts. Gives "" then, or the last failure when the time is up or `signal` is aborted. */
export async function accepts(endpoint: Endpoint, limitMs: number, signal: AbortSignal): Promise<string> {
  const end = performance.now() + limitMs;
  for (;;) {
    const failure = await connectFailure(endpoint);
    if (failure === "" || signal.aborted || performance.now() >= end) return failure;
    await pause(POLL_MS);
  }
}

/** A port of the loopback interface on which nothing listens at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Both families refused gives an AggregateError, whose own code says it. */
function codeOf(error: Error & { readonly code?: string }): string {
  return error.code ?? error.message;
}
