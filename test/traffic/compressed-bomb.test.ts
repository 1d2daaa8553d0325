import { expect } from "chai";
import type { Socket } from "node:net";
import { constants, deflateRawSync } from "node:zlib";
import type { Violation } from "../../judge/index.ts";
import { Enforcer } from "../../traffic/index.ts";
import { AGENT, contractOf, hearingOf, PLAIN } from "./documents.ts";
import { type Heard, proxied } from "./proxied.ts";
import { type RawService, rawClient, rawFrame, rawService } from "./raw-peers.ts";

const MIB = 1024 * 1024;
/** 1 GiB of zeros, of which 64 MiB may be unpacked. */
const MIBS = 1024;
/** The whole process, as for all that is hostile. */
const MOST_BYTES = 700 * MIB;

/** One compressed message; in three frames, so that no frame alone says how much it is. */
function bomb(masked: boolean): Buffer {
  // What ends with a full flush needs nothing before it, and may stand there any number of times.
  const block = deflateRawSync(Buffer.alloc(MIB), { finishFlush: constants.Z_FULL_FLUSH });
  // The last four bytes are left out (RFC 7692, section 7.2.1).
  const all = Buffer.concat(Array.from({ length: MIBS }, () => block)).subarray(0, -4);
  const third = Math.ceil(all.length / 3);
  const parts = [0, 1, 2].map((index) => all.subarray(index * third, (index + 1) * third));
  const frames = parts.map((part, index) => {
    const frame = rawFrame({ opcode: index === 0 ? 1 : 0, fin: index === 2, masked }, part);
    // The first frame says that the message is compressed (RFC 7692, section 6.1).
    if (index === 0) frame[0] = (frame[0] ?? 0) | 0x40;
    return frame;
  });
  return Buffer.concat(frames);
}

/** Resolves when so many bytes have come. */
async function received(socket: Socket, count: number): Promise<void> {
  let seen = 0;
  socket.resume();
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    seen += chunk.length;
    if (seen >= count) return;
  }
  throw new Error(`the stream ended after ${seen} of ${count} bytes`);
}

async function until(ready: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !ready(); ) {
    if (Date.now() > end) throw new Error("nothing was said in 30 s");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("a bomb of negotiated compression", () => {
  const EXTENSION = "Sec-WebSocket-Extensions: permessage-deflate";
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  async function judged(): Promise<{
    readonly heard: Heard;
    readonly broken: readonly Violation[];
    readonly next: RawService["next"];
  }> {
    const service = await rawService([EXTENSION]);
    const { hearing, broken } = hearingOf(await contractOf(AGENT), { ...PLAIN, patienceMs: 10_000 });
    const heard = await proxied(service.port, {}, (event) => hearing.take(event));
    closing.push(service.close, heard.proxy.close);
    return { heard, broken, next: service.next };
  }

  for (const from of ["client", "server"] as const)
    it(`of the ${from} is carried whole, unpacked no further than 64 MiB, and blamed on nobody`, async () => {
      const { heard, broken, next } = await judged();
      const bytes = bomb(from === "client");
      const { socket: client } = await rawClient(heard.proxy.port, { path: "/agent", headers: [EXTENSION] });
      const { socket: server } = await next();
      const [sender, receiver] = from === "client" ? [client, server] : [server, client];
      const all = received(receiver, bytes.length);
      sender.write(bytes);
      await all;
      await until(() => heard.lines.length > 0);
      sender.destroy();
      expect(heard.lines.join("\n")).to.include(
        `connection 1: a message of the ${from} is larger than 64 MiB: it is carried, and nothing of the connection is judged from here on`,
      );
      expect(heard.events.filter(({ kind }) => kind === "frame" || kind === "failed")).to.deep.equal([]);
      expect(broken).to.deep.equal([]);
      expect(process.memoryUsage().rss).to.be.below(MOST_BYTES);
    });

  it("can't be agreed upon where the proxy enforces: no extension gets through", async () => {
    const service = await rawService();
    const contract = await contractOf(AGENT);
    const { hearing } = hearingOf(contract);
    const heard = await proxied(service.port, { enforcer: new Enforcer(contract, hearing) }, (event) =>
      hearing.take(event),
    );
    closing.push(service.close, heard.proxy.close);
    await rawClient(heard.proxy.port, { path: "/agent", headers: [EXTENSION] });
    const { request } = await service.next();
    expect(request.headers["sec-websocket-extensions"]).to.equal(undefined);
  });
});
