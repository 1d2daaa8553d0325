import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { TlsOptions } from "../../config/index.ts";
import { isAddress, portOf } from "./dial.ts";
import { AnswerReader } from "./heads.ts";

const WITHIN_MS = 10_000;

/** A way to the service through an HTTP proxy. */
export interface Way {
  readonly target: URL;
  /** `http://` or `https://`, maybe with user and password. */
  readonly via: URL;
  readonly tls: TlsOptions;
  readonly signal: AbortSignal;
}

/**
 * A socket to the service through a proxy that tunnels (RFC 9110, section 9.3.6). Rejects where the proxy can't be
 * reached, refuses, or says nothing in 10 s.
 */
export async function tunnel(way: Way): Promise<Socket> {
  const socket = toProxy(way);
  const signal = AbortSignal.any([way.signal, AbortSignal.timeout(WITHIN_MS)]);
  const cut = (): void => void socket.destroy(new Error("the proxy on the way said nothing"));
  signal.addEventListener("abort", cut, { once: true });
  try {
    await granted(socket, way);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener("abort", cut);
  }
  const { target, tls } = way;
  if (target.protocol !== "wss:") return socket;
  // The host is for the certificate: without one, an address would be checked as if it were `localhost`.
  const host = target.hostname.replace(/^\[|\]$/g, "");
  return connectTls({ socket, host, ...tls, servername: isAddress(target) ? "" : host });
}

function toProxy({ via, tls: { ca, rejectUnauthorized } }: Way): Socket {
  const host = via.hostname.replace(/^\[|\]$/g, "");
  const secure = via.protocol === "https:";
  const at = { host, port: Number(via.port || (secure ? 443 : 80)), allowHalfOpen: true, noDelay: true };
  // The client certificate is for the service alone.
  const own = { rejectUnauthorized, ...(ca === undefined ? {} : { ca }) };
  return secure ? connectTls({ ...at, ...own, servername: isAddress(via) ? "" : host }) : connect(at);
}

/** Resolves when the proxy has connected the socket to the service. */
function granted(socket: Socket, { target, via }: Way): Promise<void> {
  const reader = new AnswerReader();
  const address = `${target.hostname}:${portOf(target)}`;
  const user = via.username === "" ? "" : `Proxy-Authorization: Basic ${credentialOf(via)}\r\n`;
  socket.write(`CONNECT ${address} HTTP/1.1\r\nHost: ${address}\r\n${user}\r\n`);
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(error);
    const ended = (): void => reject(new Error("the proxy on the way closed without an answer"));
    socket.once("error", failed).once("end", ended);
    socket.on("data", function take(chunk: Buffer) {
      const answer = answerIn(reader, chunk, reject);
      if (answer === null) return;
      socket.off("data", take).off("error", failed).off("end", ended);
      socket.pause();
      if (answer.status !== 200) reject(new Error(`the proxy on the way answers ${answer.status}`));
      if (answer.rest.length > 0) socket.unshift(answer.rest);
      resolve();
    });
  });
}

function answerIn(
  reader: AnswerReader,
  chunk: Buffer,
  reject: (error: unknown) => void,
): ReturnType<AnswerReader["push"]> {
  try {
    return reader.push(chunk);
  } catch (error) {
    reject(error);
    return null;
  }
}

function credentialOf({ username, password }: URL): string {
  return Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
}
