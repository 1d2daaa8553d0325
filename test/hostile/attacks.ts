import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { rawClient, rawFrame } from "../traffic/raw-peers.ts";

export const PING: string = JSON.stringify({ type: "ping" });
const TEXT = { opcode: 1, fin: true, masked: true } as const;

/** Keeps writing as fast as the other side reads, for so long or until it is cut. */
async function pour(socket: Socket, bytes: Buffer, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (!socket.destroyed && performance.now() < end) {
    if (socket.write(bytes)) await new Promise((resolve) => setImmediate(resolve));
    else await once(socket, "drain", { signal: AbortSignal.timeout(100) }).catch(() => {});
  }
  socket.destroy();
}

async function bare(port: number): Promise<Socket> {
  const socket = connectTcp({ port, host: "127.0.0.1" });
  socket.on("error", () => socket.destroy());
  await once(socket, "connect");
  return socket;
}

async function bares(port: number, count: number, text: string): Promise<Socket[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const socket = await bare(port);
      if (text !== "") socket.write(text);
      return socket;
    }),
  );
}

/** Whatever error it ends with. */
async function closed(socket: Socket): Promise<void> {
  if (!socket.destroyed) await new Promise((resolve) => socket.once("close", resolve));
}

function lying(length: bigint): Buffer {
  const head = Buffer.alloc(14);
  head[0] = 0x81;
  head[1] = 0xff;
  head.writeBigUInt64BE(length, 2);
  return head;
}

const opened =
  (write: (socket: Socket) => void | Promise<void>) =>
  async (port: number): Promise<void> => {
    const { socket } = await rawClient(port);
    await write(socket);
    socket.destroy();
  };

/** What a hostile client does to whoever listens at a port. */
export const ATTACKS: readonly (readonly [what: string, attack: (port: number) => Promise<void>])[] = [
  [
    "1,000 connections that say nothing",
    async (port) => {
      for (const socket of await bares(port, 1000, "")) socket.destroy();
    },
  ],
  [
    "1,000 handshakes that are cut in the middle",
    async (port) => {
      for (const socket of await bares(port, 1000, "GET / HTTP/1.1\r\nUpgrade: webso")) socket.destroy();
    },
  ],
  [
    "200 handshakes that drip and never end",
    async (port) => {
      const sockets = await bares(port, 200, "GET / HTTP/1.1\r\nX: ");
      const drip = setInterval(() => {
        for (const socket of sockets) socket.write("x");
      }, 500);
      await Promise.all(sockets.map(closed));
      clearInterval(drip);
    },
  ],
  [
    "bytes that are no HTTP",
    async (port) => {
      for (const socket of await bares(port, 50, "\u0016\u0003\u0001 hello\r\n\r\n")) await closed(socket);
    },
  ],
  [
    "a header of 1 MB",
    async (port) => {
      const [socket] = await bares(port, 1, `GET / HTTP/1.1\r\nX: ${"x".repeat(1_000_000)}`);
      if (socket !== undefined) await closed(socket);
    },
  ],
  [
    "a thousand subprotocols",
    async (port) => {
      const { socket } = await rawClient(port, {
        headers: [`Sec-WebSocket-Protocol: ${Array.from({ length: 1000 }, (_, n) => `p${n}`).join(",")}`],
      });
      socket.destroy();
    },
  ],
  [
    "requests faster than it reads the answers",
    opened((socket) =>
      pour(socket, Buffer.concat(Array.from({ length: 200 }, () => rawFrame(TEXT, Buffer.from(PING)))), 3000),
    ),
  ],
  [
    "a flood of pings",
    opened((socket) => pour(socket, rawFrame({ ...TEXT, opcode: 9 }, Buffer.alloc(125)), 1500)),
  ],
  [
    "a flood of nonsense",
    opened((socket) => pour(socket, rawFrame(TEXT, Buffer.from("{".repeat(500))), 1500)),
  ],
  [
    "fragments without end",
    opened(async (socket) => {
      socket.write(rawFrame({ ...TEXT, fin: false }, Buffer.from("x")));
      await pour(socket, rawFrame({ opcode: 0, fin: false, masked: true }, Buffer.alloc(1024 * 1024)), 5000);
    }),
  ],
  [
    "a frame of 100 MB",
    opened((socket) => pour(socket, rawFrame(TEXT, Buffer.alloc(100 * 1024 * 1024, "x")), 1000)),
  ],
  ["a length of 2^62", opened((socket) => pour(socket, lying(2n ** 62n), 200))],
  [
    "a length of 1 TB, and bytes on and on",
    opened(async (socket) => {
      socket.write(lying(2n ** 40n));
      await pour(socket, Buffer.alloc(1024 * 1024), 3000);
    }),
  ],
  [
    "frames without a mask",
    opened((socket) => pour(socket, rawFrame({ ...TEXT, masked: false }, Buffer.from(PING)), 200)),
  ],
  [
    "a compressed bomb that nobody agreed to",
    opened((socket) => {
      const bomb = rawFrame(TEXT, Buffer.alloc(1024));
      bomb[0] = 0xc1;
      return pour(socket, bomb, 200);
    }),
  ],
  ["text that is no UTF-8", opened((socket) => pour(socket, rawFrame(TEXT, Buffer.from([0xff, 0xc0])), 200))],
  ["a half-open connection", opened((socket) => void socket.end())],
  [
    "a reset in the middle of a frame",
    opened((socket) => {
      socket.write(rawFrame(TEXT, Buffer.alloc(70_000)).subarray(0, 500));
      socket.resetAndDestroy();
    }),
  ],
];
