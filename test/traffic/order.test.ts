import { expect } from "chai";
import { once } from "node:events";
import type { Socket } from "node:net";
import { deflateRawSync } from "node:zlib";
import type { WireEvent } from "../../traffic/index.ts";
import { trafficClock } from "../../runner/traffic/traffic-clock.ts";
import { AGENT, contractOf, hearingOf, PLAIN } from "./documents.ts";
import { holdPool } from "./held-pool.ts";
import { type Heard, proxied } from "./proxied.ts";
import { rawClient, rawFrame, rawService } from "./raw-peers.ts";

const TEXT = { opcode: 1, fin: true };

function compressed(text: string): Buffer {
  const payload = deflateRawSync(Buffer.from(text), { finishFlush: 2 }).subarray(0, -4);
  const frame = rawFrame({ ...TEXT, masked: true }, payload);
  frame[0] = (frame[0] ?? 0) | 0x40;
  return frame;
}

function told(events: readonly WireEvent[]): string[] {
  return events.map((event) => {
    const said = event.kind === "frame" && event.data.kind === "text" ? event.data.text : event.kind;
    return `${event.connection} ${said}`;
  });
}

describe("the order of what happens on several connections", () => {
  let heard: Heard | null = null;
  const closing: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
    await heard?.proxy.close();
    heard = null;
  });

  /** Two connections; the first has sent a compressed frame that nobody can read before the pool is released. */
  async function unread(): Promise<{
    readonly client: Socket;
    readonly server: Socket;
    readonly released: () => Promise<void>;
  }> {
    const service = await rawService(["Sec-WebSocket-Extensions: permessage-deflate"]);
    closing.push(service.close);
    heard = await proxied(service.port);
    const first = await rawClient(heard.proxy.port);
    const { socket: asked } = await service.next();
    const { socket: client } = await rawClient(heard.proxy.port);
    const { socket: server } = await service.next();
    const pool = holdPool();
    closing.push(pool.release);
    first.socket.write(compressed("cause"));
    await once(asked, "data");
    return { client, server, released: pool.release };
  }

  it("tells an effect behind its cause, though the cause is compressed and takes longer to read", async () => {
    const { client, server, released } = await unread();
    server.write(rawFrame({ ...TEXT, masked: false }, Buffer.from("effect")));
    const got = once(client, "data");
    client.resume();
    await got;
    await rawClient(heard?.proxy.port ?? 0);
    await released();
    await heard?.proxy.rest();
    const { events = [] } = heard ?? {};
    const since = events.slice(events.findIndex((event) => event.kind === "frame"));
    expect(told(since).slice(0, 4)).to.deep.equal(["1 cause", "2 effect", "3 handshake", "3 open"]);
    const times = events.map(({ at }) => at);
    expect(times).to.deep.equal(times.toSorted((one, other) => one - other));
  });

  it("lets no deadline pass before what came in time was read", async () => {
    const { hearing } = hearingOf(await contractOf(AGENT), PLAIN);
    const { released } = await unread();
    const ticks: string[] = [];
    Object.assign(hearing, {
      deadline: () => (ticks.length === 0 ? 0 : Number.POSITIVE_INFINITY),
      tick: () => ticks.push(told(heard?.events ?? []).at(-1) ?? ""),
    });
    const clock = trafficClock(hearing, null, () => heard?.proxy.told() ?? Promise.resolve());
    closing.push(() => clock.stop());
    clock.arm();
    // Behind every timer that is due.
    await new Promise((resolve) => setTimeout(() => setImmediate(resolve), 5));
    expect(ticks).to.deep.equal([]);
    await released();
    await heard?.proxy.told();
    await new Promise((resolve) => setImmediate(resolve));
    expect(ticks).to.deep.equal(["1 cause"]);
  });
});
