import { performance } from "node:perf_hooks";
import process from "node:process";
import { assertNever } from "../contract/assert-never.ts";
import type { Json } from "../contract/json.ts";
import type { Message } from "../contract/model.ts";
import { isSendable } from "./codes.ts";
import { textFrame } from "./text-frame.ts";
import type { Connection } from "./connection.ts";
import type { Cause, CloseReason, Wire } from "./decisions.ts";
import type { FrameText } from "./events.ts";
import type { World } from "./world.ts";

/** Sends a message that keeps to its schema; nothing where the connection no longer takes any. */
export function send(
  world: World,
  connection: Connection,
  what: { readonly message: Message; readonly payload: Json; readonly cause: Cause },
): void {
  const { message, payload, cause } = what;
  const wires: readonly Wire[] = [{ kind: "message", to: connection, message, payload }];
  for (const wire of world.decisions.outgoing(wires, { connection, message, payload, cause }))
    transmit(world, wire);
}

function transmit(world: World, wire: Wire): void {
  const { observe } = world;
  const { to } = wire;
  if (!to.isWritable()) return;
  to.lastFromServer = performance.now();
  gather(to);
  switch (wire.kind) {
    case "message": {
      const data = encoded(wire.message, wire.payload);
      observe?.({ kind: "sent", connection: to.id, message: wire.message.name, data: textOf(data) });
      sendData(world, to, data);
      return;
    }
    case "text":
      observe?.({ kind: "sent", connection: to.id, message: null, data: { text: wire.text } });
      sendData(world, to, wire.text);
      return;
    case "bytes":
      observe?.({ kind: "sent", connection: to.id, message: null, data: { bytes: wire.bytes.byteLength } });
      // What no WebSocket would send goes past it, straight to TCP.
      to.tcp.write(wire.bytes);
      return;
    case "close":
      closeWith(to, wire.code);
      return;
    case "later":
      world.timers.after(wire.ms, () => transmit(world, wire.wire));
      return;
    default:
      assertNever(wire);
  }
}

function textOf(data: string | Uint8Array): FrameText {
  return typeof data === "string" ? { text: data } : { bytes: data.byteLength };
}

/** Text goes past `ws`, which makes three objects and two writes of each frame. */
function sendData(world: World, to: Connection, data: string | Uint8Array): void {
  const { tcp, socket } = to;
  if (typeof data === "string") tcp.write(textFrame(data));
  else socket.send(data);
  if (tcp.writableNeedDrain) hold(world, to);
}

/** What waits for a client that does not read. */
const MOST_UNREAD = 64 * 1024 * 1024;

/** A client that does not read is not listened to until it does; one for which too much waits is cut. */
function hold(world: World, { id, tcp, socket }: Connection): void {
  if (tcp.writableLength > MOST_UNREAD) {
    world.log(`connection ${id} was cut: it leaves ${MOST_UNREAD / 1024 / 1024} MiB unread`);
    socket.terminate();
  } else if (!socket.isPaused) {
    socket.pause();
    tcp.once("drain", () => socket.resume());
  }
}

/** What is sent in one turn goes out in one write: a client that sends many frames at once is answered at once. */
function gather({ tcp }: Connection): void {
  if (tcp.writableCorked > 0) return;
  tcp.cork();
  process.nextTick(() => tcp.uncork());
}

/** A frame as the message's content type has it; binary content, which nobody describes, is a few zero bytes. */
function encoded({ content }: Message, payload: Json): string | Uint8Array {
  if (content.kind === "binary") return new Uint8Array(16);
  return content.kind === "text" && typeof payload === "string" ? payload : JSON.stringify(payload);
}

/** Closes in order: all that runs ends, then the close frame goes. May be called twice. */
export function close(
  world: World,
  connection: Connection,
  about: { readonly code: number; readonly reason: CloseReason; readonly text?: string },
): void {
  if (!connection.isWritable()) return;
  closeWith(connection, world.decisions.closeCode(about.code, about.reason, connection), about.text);
}

function closeWith(connection: Connection, code: number, text: string = ""): void {
  connection.phase = "closing";
  connection.endExchanges();
  if (isSendable(code)) connection.socket.close(code, text);
  else if (code === NO_CODE) connection.socket.close();
  else cut(connection);
}

/** Ends the connection without a close frame, but not before what was sent. */
function cut({ tcp, socket }: Connection): void {
  while (tcp.writableCorked > 0) tcp.uncork();
  socket.terminate();
}

/** Stands for a close frame without a code (RFC 6455, section 7.1.5). */
const NO_CODE = 1005;
