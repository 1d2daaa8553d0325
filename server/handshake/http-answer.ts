import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** Refuses a handshake: a whole HTTP/1.1 answer with a small JSON body, then the end of the connection. */
export function answerRefused(socket: Duplex, status: number): void {
  const reason = STATUS_CODES[status] ?? "Refused";
  const body = JSON.stringify({ status, error: reason });
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    "Connection: close",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
