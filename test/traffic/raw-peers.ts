import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { connect, type Socket } from "node:net";

/** A service of bare sockets: accepts every handshake and then leaves the bytes alone. */
export interface RawService {
  readonly port: number;
  /** The next accepted connection, with its request. */
  next(): Promise<{ readonly socket: Socket; readonly request: IncomingMessage }>;
  close(): Promise<void>;
}

export async function rawService(headers: readonly string[] = []): Promise<RawService> {
  const arrived: { socket: Socket; request: IncomingMessage }[] = [];
  const waiting: ((one: { socket: Socket; request: IncomingMessage }) => void)[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((_request, response) => response.writeHead(404).end());
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
  });
  server.on("upgrade", (request, duplex, head) => {
    const socket = duplex as Socket;
    if (head.length > 0) socket.unshift(head);
    socket.write(acceptance(request, headers));
    const take = waiting.shift();
    if (take === undefined) arrived.push({ socket, request });
    else take({ socket, request });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    next: () => {
      const one = arrived.shift();
      return one === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(one);
    },
    close: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function acceptance({ headers }: IncomingMessage, more: readonly string[]): string {
  const key = `${headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash("sha1").update(key).digest("base64");
  const lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
  return [...lines, `Sec-WebSocket-Accept: ${accept}`, ...more, "", ""].join("\r\n");
}

/** A client of bare sockets that has its handshake behind it; `head`: the answer that it got. */
export async function rawClient(
  port: number,
  { path = "/", headers = [] }: { readonly path?: string; readonly headers?: readonly string[] } = {},
): Promise<{ readonly socket: Socket; readonly head: string }> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => socket.destroy());
  const lines = [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, "Upgrade: websocket"];
  const rest = [
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
  ];
  socket.write([...lines, ...rest, ...headers, "", ""].join("\r\n"));
  let bytes: Buffer = Buffer.alloc(0);
  while (!bytes.includes("\r\n\r\n")) {
    const [chunk]: Buffer[] = await once(socket, "data");
    bytes = Buffer.concat([bytes, chunk ?? Buffer.alloc(0)]);
  }
  socket.pause();
  const end = bytes.indexOf("\r\n\r\n") + 4;
  if (end < bytes.length) socket.unshift(bytes.subarray(end));
  return { socket, head: bytes.subarray(0, end).toString() };
}

/** Everything that comes until the other side ends. */
export async function allOf(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.resume();
  if (!socket.readableEnded) await once(socket, "end");
  return Buffer.concat(chunks);
}

/** Numbers from a seed: the same traffic whenever a test runs. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** One frame, masked with a key that changes the bytes (RFC 6455, section 5.2). */
export function rawFrame(
  { opcode, fin, masked }: { readonly opcode: number; readonly fin: boolean; readonly masked: boolean },
  payload: Buffer,
): Buffer {
  const { length } = payload;
  const size = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const head = Buffer.alloc(size);
  head[0] = (fin ? 0x80 : 0) | opcode;
  head[1] = (masked ? 0x80 : 0) | (size === 2 ? length : size === 4 ? 126 : 127);
  if (size === 4) head.writeUInt16BE(length, 2);
  if (size === 10) head.writeBigUInt64BE(BigInt(length), 2);
  if (!masked) return Buffer.concat([head, payload]);
  const key = Buffer.from([0x5a, 0xc3, 0x17, 0x99]);
  const hidden = Buffer.from(payload);
  for (let index = 0; index < length; index += 1)
    hidden[index] = (hidden[index] ?? 0) ^ (key[index & 3] ?? 0);
  return Buffer.concat([head, key, hidden]);
}
