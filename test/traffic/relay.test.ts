import { expect } from "chai";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { dial } from "../../traffic/proxy/dial.ts";
import { join, reset } from "../../traffic/proxy/relay.ts";
import { proxied } from "./proxied.ts";
import { allOf, numbers, rawClient, rawFrame, rawService } from "./raw-peers.ts";

interface Between {
  readonly port: number;
  close(): Promise<void>;
}

/** The same promises hold for bytes that nobody looks at. */
async function bareRelay(port: number): Promise<Between> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = dial(new URL(`ws://127.0.0.1:${port}`), { rejectUnauthorized: true });
    for (const socket of [client, upstream]) sockets.add(socket);
    join({ client, server: upstream });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function judgingProxy(port: number): Promise<Between> {
  const { proxy } = await proxied(port);
  return proxy;
}

/** Conversations of one side: messages whole and in pieces, with pings between the pieces, and a close. */
function stream(seed: number, masked: boolean, sizes: readonly number[]): Buffer {
  const random = numbers(seed);
  const frames: Buffer[] = [];
  for (const size of sizes) {
    const payload = Buffer.alloc(size, random(256));
    const pieces = 1 + random(3);
    for (let piece = 0; piece < pieces; piece += 1) {
      const from = Math.floor((size * piece) / pieces);
      const part = payload.subarray(from, Math.floor((size * (piece + 1)) / pieces));
      frames.push(rawFrame({ opcode: piece === 0 ? 2 : 0, fin: piece === pieces - 1, masked }, part));
      if (random(2) === 0)
        frames.push(rawFrame({ opcode: 9 + random(2), fin: true, masked }, Buffer.alloc(random(126), 1)));
    }
  }
  const goodbye = Buffer.concat([Buffer.from([0x0f, 0xa0]), Buffer.from("that is all")]);
  return Buffer.concat([...frames, rawFrame({ opcode: 8, fin: true, masked }, goodbye)]);
}

const SMALL = [0, 1, 125, 126, 127, 65_535, 65_536, 100_000];
const LARGE = [16 * 1024 * 1024];

for (const [name, between] of [
  ["a bare relay", bareRelay],
  ["the judging proxy", judgingProxy],
] as const)
  describe(`${name}: what leaves equals what came`, function () {
    this.timeout(60_000);
    let service: Awaited<ReturnType<typeof rawService>>;
    let middle: Between;
    beforeEach(async () => {
      service = await rawService();
      middle = await between(service.port);
    });
    afterEach(async () => {
      await middle.close();
      await service.close();
    });

    async function pair(): Promise<{ client: Socket; server: Socket }> {
      const { socket: client } = await rawClient(middle.port);
      const { socket: server } = await service.next();
      return { client, server };
    }

    for (const [what, sizes] of [
      ["frames of every length of header, fragments, pings and a close", SMALL],
      ["a message of 16 MiB", LARGE],
    ] as const)
      it(`${what}, both ways at once, byte for byte`, async () => {
        const { client, server } = await pair();
        const [up, down] = [stream(7, true, sizes), stream(8, false, sizes)];
        const got = Promise.all([allOf(server), allOf(client)]);
        client.end(up);
        server.end(down);
        const [atServer, atClient] = await got;
        expect(atServer.equals(up), `${atServer.length} of ${up.length} bytes`).to.equal(true);
        expect(atClient.equals(down), `${atClient.length} of ${down.length} bytes`).to.equal(true);
      });

    it("bytes in the smallest pieces, and bytes that are no frames at all", async () => {
      const { client, server } = await pair();
      const bytes = Buffer.concat([
        stream(3, true, [3, 200]),
        Buffer.from("no frame \xff\xff\xff", "latin1"),
      ]);
      const got = allOf(server);
      for (const byte of bytes) client.write(Buffer.from([byte]));
      client.end();
      expect((await got).equals(bytes)).to.equal(true);
      server.end();
    });

    it("goes on one way when the other way has ended", async () => {
      const { client, server } = await pair();
      const atServer = allOf(server);
      client.end(rawFrame({ opcode: 1, fin: true, masked: true }, Buffer.from("last")));
      await atServer;
      const late = stream(5, false, [70_000, 5]);
      const atClient = allOf(client);
      server.end(late);
      expect((await atClient).equals(late)).to.equal(true);
    });

    it("passes a reset on as a reset", async () => {
      const { client, server } = await pair();
      const failed = new Promise<string>((resolve) => {
        server.on("error", (error: Error & { readonly code?: string }) => resolve(error.code ?? ""));
      });
      server.resume();
      client.resetAndDestroy();
      expect(await failed).to.equal("ECONNRESET");
    });

    it("makes the sender wait while the reader does not read", async () => {
      const { client, server } = await pair();
      server.pause();
      const flood = Buffer.alloc(64 * 1024 * 1024, 0x82);
      const flushed = new Promise<string>((resolve) => client.write(flood, () => resolve("taken")));
      const waits = new Promise<string>((resolve) => setTimeout(() => resolve("waits"), 300));
      expect(await Promise.race([flushed, waits])).to.equal("waits");
      client.destroy();
      server.destroy();
    });
  });

describe("a reset", () => {
  it("closes a socket whose end is on its way, too", async () => {
    const service = createServer((socket) => void socket.on("error", () => {}).resume());
    service.listen(0, "127.0.0.1");
    await once(service, "listening");
    const address = service.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    await once(socket, "connect");
    const closed = once(socket, "close");
    socket.end();
    // Two ticks: the end was asked of the system, which has not answered yet.
    await new Promise<void>((resolve) => process.nextTick(() => process.nextTick(resolve)));
    expect(socket.writableFinished).to.equal(false);
    reset(socket);
    await closed;
    service.close();
    await once(service, "close");
  });
});
