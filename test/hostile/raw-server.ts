import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { rawFrame } from "../traffic/raw-peers.ts";

/** What a service does once TCP stands. Its socket is cut with the server. */
export type Habit = (peer: RawPeer) => void | Promise<void>;

/** A client as a service of bare bytes sees it. */
export interface RawPeer {
  readonly socket: Socket;
  /** Resolves with the request of the handshake. */
  readonly request: Promise<string>;
  /** Answers the handshake; `more`: header lines of its own. */
  accept(more?: readonly string[]): Promise<void>;
  /** Sends a text frame. */
  say(text: string): void;
  /** Resolves when the client has sent something after its handshake. */
  spoken(): Promise<void>;
  /** Writes a thing again and again, as fast as the client reads, until it is gone. */
  pour(make: (turn: number) => Buffer): Promise<void>;
}

export interface RawServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export async function rawServer(habit: Habit): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    Promise.resolve(habit(peerOf(socket))).catch(() => socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    port,
    url: `ws://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function peerOf(socket: Socket): RawPeer {
  let bytes = "";
  const request = new Promise<string>((resolve) => {
    const take = (chunk: Buffer): void => {
      bytes += chunk.toString("latin1");
      if (!bytes.includes("\r\n\r\n")) return;
      socket.off("data", take);
      resolve(bytes);
    };
    socket.on("data", take);
  });
  return {
    socket,
    request,
    accept: async (more = []) => void socket.write(acceptance(await request, more)),
    say: (text) => void socket.write(textFrame(text)),
    spoken: async () => void (await once(socket, "data")),
    pour: async (make) => {
      for (let turn = 0; !socket.destroyed; turn += 1) {
        if (socket.write(make(turn))) await new Promise((resolve) => setImmediate(resolve));
        else await Promise.race([once(socket, "drain"), once(socket, "close")]);
      }
    },
  };
}

export function textFrame(text: string): Buffer {
  return rawFrame({ opcode: 1, fin: true, masked: false }, Buffer.from(text));
}

function acceptance(request: string, more: readonly string[]): string {
  const key = /sec-websocket-key: *(\S+)/i.exec(request)?.[1] ?? "";
  const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  const lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
  return [...lines, `Sec-WebSocket-Accept: ${accept}`, ...more, "", ""].join("\r\n");
}
