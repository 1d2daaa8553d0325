import { expect } from "chai";
import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { startStub, type Stub } from "../../server/index.ts";
import { Enforcer } from "../../traffic/index.ts";
import { buildContract } from "../server/build-contract.ts";
import { connect } from "../server/client.ts";
import { CONFIG } from "../server/config.ts";
import { hearingOf } from "../traffic/documents.ts";
import { type Heard, proxied } from "../traffic/proxied.ts";
import { rawClient, rawFrame } from "../traffic/raw-peers.ts";

const CONTRACT = buildContract([
  {
    name: "chat",
    path: "/",
    messages: { ping: {}, pong: {} },
    client: { ping: { requests: ["ping"], sequence: "pong", replies: ["pong"] } },
  },
]);
const PING = JSON.stringify({ type: "ping" });
const TEXT = { opcode: 1, fin: true, masked: true } as const;
const MOST_BYTES = 700 * 1024 * 1024;

/** Keeps writing as fast as the other side reads, for so long or until it is cut. */
async function pour(socket: Socket, bytes: Buffer, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (!socket.destroyed && performance.now() < end) {
    if (socket.write(bytes)) await new Promise((resolve) => setImmediate(resolve));
    else
      await Promise.race([
        once(socket, "drain").catch(() => {}),
        new Promise((resolve) => setTimeout(resolve, 100)),
      ]);
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

const ATTACKS: readonly (readonly [what: string, attack: (port: number) => Promise<void>])[] = [
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

async function servesNext(port: number): Promise<void> {
  const client = await connect(`ws://127.0.0.1:${port}/`);
  client.socket.send(PING);
  const [data] = await once(client.socket, "message");
  expect(String(data)).to.include("pong");
  client.socket.terminate();
}

for (const kind of ["stub", "relaying proxy", "enforcing proxy"] as const)
  describe(`the ${kind} outlives`, function () {
    this.timeout(60_000);
    const log: string[] = [];
    let stub: Stub;
    let heard: Heard | null = null;

    before(async () => {
      stub = await startStub({ config: CONFIG, contract: CONTRACT, log: (line) => log.push(line) });
      if (kind === "stub") return;
      const { hearing } = hearingOf(CONTRACT);
      const enforcer = kind === "enforcing proxy" ? new Enforcer(CONTRACT, hearing) : null;
      heard = await proxied(stub.port, { log: (line) => log.push(line), enforcer }, (event) =>
        hearing.take(event),
      );
    });
    after(async () => {
      await heard?.proxy.close();
      await stub.close();
    });

    for (const [what, attack] of ATTACKS)
      it(`${what}, and serves the next client in bounded memory`, async () => {
        const port = heard?.proxy.port ?? stub.port;
        await attack(port);
        await servesNext(port);
        expect(process.memoryUsage().rss).to.be.below(MOST_BYTES);
        // What the test itself remembers is no finding.
        heard?.events.splice(0);
      });

    it("and says in its log what it dropped, once of each kind", () => {
      const dropped = log.filter((line) => line.startsWith("a request that is none was dropped"));
      expect(new Set(dropped).size).to.equal(dropped.length);
      expect(dropped.join()).to.include("HPE_").and.to.include("ERR_HTTP_REQUEST_TIMEOUT");
    });
  });
