import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { TlsOptions } from "../../config/index.ts";

const CONNECT_WITHIN_MS = 10_000;

/** Connects to the service; either direction may end before the other. */
export function dial(target: URL, tls: TlsOptions): Socket {
  const secure = target.protocol === "wss:";
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const port = portOf(target);
  const at = { host, port, allowHalfOpen: true, noDelay: true };
  const socket = secure
    ? connectTls({ ...at, ...tls, servername: isAddress(target) ? "" : host })
    : connect(at);
  const ready = secure ? "secureConnect" : "connect";
  const timer = setTimeout(
    () => socket.destroy(Object.assign(new Error("no connection in 10 s"), { code: "ETIMEDOUT" })),
    CONNECT_WITHIN_MS,
  );
  const stop = (): void => clearTimeout(timer);
  socket.once(ready, stop).once("close", stop);
  return socket;
}

/** The port of a `ws:` or `wss:` URL. */
export function portOf({ protocol, port }: URL): number {
  return Number(port || (protocol === "wss:" ? 443 : 80));
}

/** Not a name: nothing that a TLS server could be asked for. */
export function isAddress({ hostname }: URL): boolean {
  return /^[\d.]+$|:/.test(hostname);
}
