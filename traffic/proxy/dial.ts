import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { TlsOptions } from "../../config/index.ts";

const CONNECT_WITHIN_MS = 10_000;

/** Connects to the service; either direction may end before the other. */
export function dial(target: URL, tls: TlsOptions): Socket {
  const secure = target.protocol === "wss:";
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const port = Number(target.port || (secure ? 443 : 80));
  const at = { host, port, allowHalfOpen: true, noDelay: true };
  const socket = secure
    ? connectTls({ ...at, ...tls, servername: /^[\d.]+$|:/.test(host) ? "" : host })
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
