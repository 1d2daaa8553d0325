import { expect } from "chai";
import { once } from "node:events";
import { deflateRawSync } from "node:zlib";
import { WebSocket, WebSocketServer } from "ws";
import type { WireEvent } from "../../traffic/index.ts";
import { connectProxy } from "../harness/connect-proxy.ts";
import { holdPool } from "./held-pool.ts";
import { type Heard, proxied } from "./proxied.ts";
import { allOf, rawClient, rawFrame, rawService } from "./raw-peers.ts";

const TEXT = { opcode: 1, fin: true, masked: true };

async function until(ready: () => boolean): Promise<void> {
  for (const end = Date.now() + 5000; !ready(); ) {
    if (Date.now() > end) throw new Error("it did not happen in 5 s");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function told(events: readonly WireEvent[]): string[] {
  return events.map((event) => {
    if (event.kind === "frame")
      return `${event.from} ${event.data.kind === "text" ? event.data.text : `${event.data.bytes.length} bytes`}`;
    if (event.kind === "close") return `${event.from} close ${event.code} ${event.reason}`.trim();
    return event.kind;
  });
}

describe("the proxy", () => {
  let heard: Heard | null = null;
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await heard?.proxy.close();
    heard = null;
    for (const close of closing.splice(0)) await close();
  });

  it("leaves the bytes of a header as they are, adds its own as UTF-8, and tells both as text", async () => {
    const service = await rawService();
    closing.push(service.close);
    heard = await proxied(service.port, { headers: { "X-Own": "Köln" } });
    await rawClient(heard.proxy.port, { headers: ["X-City: 大阪"] });
    const { request } = await service.next();
    const text = (name: string): string =>
      Buffer.from(String(request.headers[name]), "latin1").toString("utf8");
    expect([text("x-city"), text("x-own")]).to.deep.equal(["大阪", "Köln"]);
    const [handshake] = heard.events.filter((event) => event.kind === "handshake");
    expect(handshake?.headers).to.include({ "x-city": "大阪", "x-own": "Köln" });
  });

  it("hands the handshake on: path, query, subprotocols, cookies and own headers, in their order", async () => {
    const service = await rawService(["Sec-WebSocket-Protocol: two", "X-Own: yes"]);
    closing.push(service.close);
    heard = await proxied(service.port, { target: new URL(`ws://127.0.0.1:${service.port}/base`) });
    const { head } = await rawClient(heard.proxy.port, {
      path: "/room/%C3%A4?a=1&a=2&token=x",
      headers: [
        "Cookie: one=1; two=2",
        "Sec-WebSocket-Protocol: one, two",
        "X-Two: a",
        "X-Two: b",
        "TE: trailers",
      ],
    });
    const { request } = await service.next();
    expect(request.url).to.equal("/base/room/%C3%A4?a=1&a=2&token=x");
    const { rawHeaders } = request;
    const own = rawHeaders.filter((_one, index) =>
      /^(cookie|x-two|sec-websocket-protocol)$/i.test(rawHeaders[index - (index % 2)] ?? ""),
    );
    expect(own).to.deep.equal([
      "Cookie",
      "one=1; two=2",
      "Sec-WebSocket-Protocol",
      "one, two",
      "X-Two",
      "a",
      "X-Two",
      "b",
    ]);
    expect(request.headers["te"], "hop by hop").to.equal(undefined);
    expect(request.headers.host).to.equal(`127.0.0.1:${service.port}`);
    expect(head).to.include("101 Switching Protocols").and.to.include("X-Own: yes").and.to.include("two");
  });

  it("hears messages whole however they come: fragments, pings between them, tiny pieces, the close", async () => {
    const service = await rawService();
    closing.push(service.close);
    heard = await proxied(service.port);
    const { socket: client } = await rawClient(heard.proxy.port);
    const { socket: server } = await service.next();
    const bytes = Buffer.concat([
      rawFrame({ opcode: 1, fin: false, masked: true }, Buffer.from("in two ")),
      rawFrame({ opcode: 9, fin: true, masked: true }, Buffer.from("ping")),
      rawFrame({ opcode: 0, fin: true, masked: true }, Buffer.from("pieces")),
      rawFrame({ opcode: 2, fin: true, masked: true }, Buffer.alloc(300)),
      rawFrame({ opcode: 8, fin: true, masked: true }, Buffer.from([0x0f, 0xa1, 0x68, 0x69])),
    ]);
    const all = allOf(server);
    for (const byte of bytes) client.write(Buffer.from([byte]));
    client.end();
    await all;
    server.end();
    const { events } = heard;
    await until(() => events.at(-1)?.kind === "gone");
    expect(told(events)).to.deep.equal([
      ...["handshake", "open", "client in two pieces", "client 300 bytes", "client close 4001 hi", "gone"],
    ]);
  });

  it("understands compressed traffic in its order, without touching it", async () => {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: { threshold: 0 } });
    closing.push(() => new Promise((resolve) => server.close(() => resolve())));
    await once(server, "listening");
    server.on("connection", (socket) => socket.on("message", (data) => socket.send(`${data}!`)));
    const address = server.address();
    heard = await proxied(typeof address === "object" && address !== null ? address.port : 0);
    const client = new WebSocket(`ws://127.0.0.1:${heard.proxy.port}`, {
      perMessageDeflate: { threshold: 0 },
    });
    const answers: string[] = [];
    client.on("message", (data) => {
      answers.push(`${data}`);
      if (answers.length === 20) client.close(1000);
      else client.send(`${answers.length} `.repeat(50));
    });
    client.on("open", () => client.send("0"));
    await once(client, "close");
    const { events, proxy } = heard;
    await proxy.rest();
    const frames = events.flatMap((event) => (event.kind === "frame" ? [event.from] : []));
    expect(frames).to.deep.equal(
      Array.from({ length: 40 }, (_one, index) => (index % 2 === 0 ? "client" : "server")),
    );
    expect(client.extensions).to.include("permessage-deflate");
  });

  it("rests only when compressed frames of connections that are long gone were heard", async () => {
    const service = await rawService(["Sec-WebSocket-Extensions: permessage-deflate"]);
    closing.push(service.close);
    heard = await proxied(service.port);
    const { events, proxy } = heard;
    const client = await rawClient(proxy.port);
    const { socket: server } = await service.next();
    const pool = holdPool();
    closing.push(pool.release);
    const frame = rawFrame(TEXT, deflateRawSync(Buffer.from("hello"), { finishFlush: 2 }).subarray(0, -4));
    frame[0] = (frame[0] ?? 0) | 0x40;
    client.socket.write(frame);
    await once(server, "data");
    for (const socket of [client.socket, server]) socket.destroy();
    await until(() => proxy.stats.open === 0);
    expect(told(events)).not.to.include("client hello");
    const heardWhenAtRest = proxy.rest().then(() => told(events));
    await pool.release();
    expect(await heardWhenAtRest)
      .to.include("client hello")
      .and.to.include("gone");
  });

  it("answers with 502 and says so where the service is not there", async () => {
    heard = await proxied(1);
    const { head } = await rawClient(heard.proxy.port);
    expect(head).to.match(/^HTTP\/1\.1 502 /);
    expect(heard.lines.join()).to.include("can't be reached");
    expect(heard.proxy.stats.unreachable).to.equal(1);
    await until(() => heard?.proxy.stats.open === 0);
    expect(told(heard.events)).to.deep.equal(["handshake", "failed", "gone"]);
  });

  it("passes a refusal on with its body", async () => {
    const server = new WebSocketServer({
      port: 0,
      host: "127.0.0.1",
      verifyClient: (_info, done) => done(false, 403, "no entry"),
    });
    closing.push(() => new Promise((resolve) => server.close(() => resolve())));
    await once(server, "listening");
    const address = server.address();
    heard = await proxied(typeof address === "object" && address !== null ? address.port : 0);
    const { head, socket } = await rawClient(heard.proxy.port);
    expect(head).to.match(/^HTTP\/1\.1 403 /);
    expect((await allOf(socket)).toString()).to.equal("no entry");
    expect(told(heard.events)).to.include("refused");
  });

  it("says which side left without a close frame, and which one lies about RFC 6455", async () => {
    const service = await rawService();
    closing.push(service.close);
    heard = await proxied(service.port);
    const first = await rawClient(heard.proxy.port);
    const { socket: server } = await service.next();
    server.destroy();
    await allOf(first.socket).catch(() => undefined);
    await rawClient(heard.proxy.port);
    const { socket: liar } = await service.next();
    liar.write(Buffer.from([0xf1, 0x00]));
    const { events } = heard;
    await until(() => events.some(({ kind }) => kind === "failed"));
    expect(told(events)).to.include("server close 1006");
    expect(events.find(({ kind }) => kind === "failed")).to.include({
      connection: "2",
      code: "WS_ERR_UNEXPECTED_RSV_2_3",
    });
  });

  it("judges one of three connections where it is asked to, and carries all", async () => {
    const service = await rawService();
    closing.push(service.close);
    heard = await proxied(service.port, { sample: 3 });
    for (let count = 0; count < 4; count += 1) {
      const { socket } = await rawClient(heard.proxy.port);
      const { socket: server } = await service.next();
      const got = once(server, "data");
      socket.write(rawFrame(TEXT, Buffer.from(`${count}`)));
      expect((await got)[0].length).to.equal(7);
    }
    expect(heard.proxy.stats.connections).to.equal(4);
    expect(
      heard.events.filter(({ kind }) => kind === "handshake").map(({ connection }) => connection),
    ).to.deep.equal(["1", "4"]);
  });
});

describe("the proxy, on its way to the service", () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  it("adds the config's headers where the client has none of the name, and tells the judge of them", async () => {
    const service = await rawService();
    const headers = { "X-Gateway": "inner", "X-Team": "ours" };
    const { proxy, events } = await proxied(service.port, { headers });
    closing.push(service.close, proxy.close);
    const { socket } = await rawClient(proxy.port, { headers: ["X-Team: theirs"] });
    const { request } = await service.next();
    expect(request.headers).to.include({ "x-gateway": "inner", "x-team": "theirs" });
    const [first] = events;
    expect(first).to.have.property("headers").that.includes({ "x-gateway": "inner", "x-team": "theirs" });
    socket.destroy();
  });

  it("goes through an HTTP proxy, with its user and password", async () => {
    const service = await rawService();
    const between = await connectProxy("me:p@ss");
    const via = new URL(between.url);
    Object.assign(via, { username: "me", password: "p%40ss" });
    const { proxy, events } = await proxied(service.port, { via });
    closing.push(service.close, between.close, proxy.close);
    const { socket } = await rawClient(proxy.port);
    socket.write(rawFrame(TEXT, Buffer.from("hello")));
    await until(() => events.some(({ kind }) => kind === "frame"));
    expect(between.asked).to.deep.equal([`127.0.0.1:${service.port}`]);
    expect(told(events)).to.deep.equal(["handshake", "open", "client hello"]);
    socket.destroy();
  });

  it("says what the HTTP proxy answered where it lets nobody through", async () => {
    const service = await rawService();
    const between = await connectProxy("me:secret");
    const { proxy, events, lines } = await proxied(service.port, { via: new URL(between.url) });
    closing.push(service.close, between.close, proxy.close);
    const { head, socket } = await rawClient(proxy.port);
    expect(head).to.match(/^HTTP\/1\.1 502/);
    expect(lines.join()).to.include("the proxy on the way answers 407");
    expect(told(events)).to.include("failed");
    expect(between.asked).to.deep.equal([]);
    socket.destroy();
  });
});
