import { expect } from "chai";
import { once } from "node:events";
import { createServer } from "node:https";
import { WebSocket, WebSocketServer } from "ws";
import { type Contract, loadContract } from "../../contract/index.ts";
import { Enforcer } from "../../traffic/index.ts";
import { folderWith } from "../config/folder.ts";
import { selfSigned } from "../server/self-signed.ts";
import { startAgent } from "./agent.ts";
import { AGENT, contractOf, hearingOf } from "./documents.ts";
import { type Heard, proxied } from "./proxied.ts";
import { rawClient, rawFrame, rawService } from "./raw-peers.ts";

const PATIENT_MS = 60_000;

async function until(what: string, ready: () => boolean): Promise<void> {
  for (const end = Date.now() + PATIENT_MS; !ready(); ) {
    if (Date.now() > end) throw new Error(`not in ${PATIENT_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function portOf(server: WebSocketServer | ReturnType<typeof createServer>): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function serving(
  answer: (socket: WebSocket, all: ReadonlyMap<string, WebSocket>, text: string) => void,
): Promise<WebSocketServer> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const users = new Map<string, WebSocket>();
  server.on("connection", (socket, { url = "" }) => {
    users.set(new URLSearchParams(url.split("?")[1]).get("user") ?? `${users.size}`, socket);
    socket.on("error", () => socket.terminate());
    socket.on("message", (data) => answer(socket, users, String(data)));
  });
  return server;
}

const WHISPERS = `
asyncapi: 3.0.0
info: { title: Whispers, version: 1.0.0 }
defaultContentType: application/json
servers: { local: { host: "localhost:8080", protocol: ws } }
channels:
  room:
    address: /room
    bindings: { ws: { method: GET, query: { type: object, properties: { user: { type: string } } }, bindingVersion: 0.1.0 } }
    x-contract: { identity: "handshake#/query/user" }
    messages:
      whisper: { payload: { type: object, required: [type, to], properties: { type: { const: whisper }, to: { type: string } } } }
      stored: { payload: { type: object, required: [type], properties: { type: { const: stored } } } }
      whispered: { payload: { type: object, required: [type, to], properties: { type: { const: whispered }, to: { type: string } } } }
operations:
  whisper:
    action: receive
    channel: { $ref: "#/channels/room" }
    messages: [{ $ref: "#/channels/room/messages/whisper" }]
    reply: { messages: [{ $ref: "#/channels/room/messages/stored" }] }
  deliver:
    action: send
    channel: { $ref: "#/channels/room" }
    messages: [{ $ref: "#/channels/room/messages/whispered" }]
    x-contract: { trigger: whisper, audience: { only: "request#/to" }, echoes: { /to: "request#/to" } }
`;

describe("live connections through the proxy", function () {
  this.timeout(180_000);
  const closing: (() => Promise<void>)[] = [];
  let heard: Heard | null = null;
  afterEach(async () => {
    await heard?.proxy.close();
    heard = null;
    for (const close of closing.splice(0)) await close();
  });

  const closingServer = (server: WebSocketServer): void => {
    closing.push(async () => {
      for (const client of server.clients) client.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    });
  };

  describe("judge a private message across connections", () => {
    let contract: Contract;
    before(async () => {
      const folder = folderWith({ "whispers.yaml": WHISPERS });
      ({ contract } = await loadContract("whispers.yaml", { cwd: folder.path }));
      folder.remove();
    });

    async function rulesFor(reaches: (user: string, to: string) => boolean): Promise<readonly string[]> {
      const server = await serving((socket, users, text) => {
        const { to } = JSON.parse(text);
        socket.send('{"type":"stored"}');
        for (const [user, other] of users)
          if (reaches(user, to)) other.send(JSON.stringify({ type: "whispered", to }));
      });
      closingServer(server);
      const { hearing, broken } = hearingOf(contract, {
        patienceMs: PATIENT_MS,
        seesAll: true,
        redacted: false,
      });
      heard = await proxied(portOf(server), {}, (event) => hearing.take(event));
      const { proxy, events } = heard;
      const clients = ["ada", "bob", "eve"].map(
        (user) => new WebSocket(`ws://127.0.0.1:${proxy.port}/room?user=${user}`),
      );
      await Promise.all(clients.map((client) => once(client, "open")));
      await until("three are in", () => events.filter(({ kind }) => kind === "open").length === 3);
      const frames = (): number => events.filter(({ kind }) => kind === "frame").length;
      clients[0]?.send('{"type":"whisper","to":"bob"}');
      const expected = 2 + ["ada", "bob", "eve"].filter((user) => reaches(user, "bob")).length;
      await until("all of it was heard", () => frames() === expected);
      for (const client of clients) client.close();
      await until("all are gone", () => events.filter(({ kind }) => kind === "gone").length === 3);
      hearing.end();
      return broken.map(({ rule }) => rule);
    }

    it("keeps what reaches the one it is for", async () => {
      expect(await rulesFor((user, to) => user === to)).to.deep.equal([]);
    });

    it("finds one that leaks to another connection", async () => {
      expect(await rulesFor((user, to) => user === to || user === "eve")).to.deep.equal(["AUDIENCE"]);
    });
  });

  describe("to a service with TLS", () => {
    const tls = selfSigned();
    async function secureService(): Promise<number> {
      const https = createServer(tls);
      const server = new WebSocketServer({ server: https });
      server.on("connection", (socket) =>
        socket.on("message", (data, binary) => socket.send(data, { binary })),
      );
      https.listen(0, "127.0.0.1");
      await once(https, "listening");
      closing.push(async () => {
        for (const client of server.clients) client.terminate();
        await new Promise<void>((resolve) => https.close(() => resolve()));
      });
      return portOf(https);
    }

    it("are carried where its own authority is known", async () => {
      const target = new URL(`wss://127.0.0.1:${await secureService()}`);
      heard = await proxied(0, { target, tls: { rejectUnauthorized: true, ca: [tls.cert] } });
      const client = new WebSocket(`ws://127.0.0.1:${heard.proxy.port}/`);
      await once(client, "open");
      client.send("there and back");
      expect(String((await once(client, "message"))[0])).to.equal("there and back");
      client.terminate();
    });

    it("are refused where it is not", async () => {
      const target = new URL(`wss://127.0.0.1:${await secureService()}`);
      heard = await proxied(0, { target });
      const client = new WebSocket(`ws://127.0.0.1:${heard.proxy.port}/`);
      const [error]: Error[] = await once(client, "error");
      expect(error?.message).to.include("502");
      expect(heard.lines.join("\n")).to.match(/can't be reached: .*self[- ]signed/);
    });
  });

  it("are 2,000 at a time, each with its own answer, and leave nothing behind", async () => {
    const count = 2000;
    const server = await serving((socket, _users, text) => socket.send(text));
    closingServer(server);
    const { hearing, ended } = hearingOf(await contractOf(AGENT));
    heard = await proxied(portOf(server), {}, (event) => hearing.take(event));
    const { proxy, events } = heard;
    const clients: WebSocket[] = [];
    const wrong: string[] = [];
    let answers = 0;
    for (let from = 0; from < count; from += 100) {
      const some = Array.from({ length: 100 }, () => new WebSocket(`ws://127.0.0.1:${proxy.port}/agent`));
      await Promise.all(some.map((client) => once(client, "open")));
      clients.push(...some);
    }
    expect(proxy.stats.open).to.equal(count);
    for (const [index, client] of clients.entries()) {
      client.on("message", (data) => {
        answers += 1;
        if (String(data) !== `number ${index}`) wrong.push(String(data));
      });
      client.send(`number ${index}`);
    }
    await until("every answer came", () => answers === count);
    for (const client of clients) client.close(1000);
    await until("all are gone", () => proxy.stats.open === 0);
    await until("all was heard", () => events.filter(({ kind }) => kind === "gone").length === count);
    expect(wrong).to.deep.equal([]);
    expect(proxy.stats.frames).to.equal(2 * count);
    expect(ended).to.have.length(count);
  });

  it("end for the client where the service dies, and are told so", async () => {
    const agent = await startAgent("service.py");
    heard = await proxied(agent.port);
    const { events } = heard;
    const client = new WebSocket(`ws://127.0.0.1:${heard.proxy.port}/agent`);
    await once(client, "open");
    const closed = once(client, "close");
    await agent.stop();
    expect((await closed)[0]).to.equal(1006);
    await until("it was heard", () => events.some(({ kind }) => kind === "gone"));
    expect(events.find(({ kind }) => kind === "close")).to.include({ from: "server", code: 1006 });
    const late = new WebSocket(`ws://127.0.0.1:${heard.proxy.port}/agent`);
    expect(String((await once(late, "error"))[0])).to.include("502");
    expect(heard.lines.join("\n")).to.match(/the service can't be reached: .*ECONNREFUSED/);
  });

  for (const enforce of [false, true])
    it(`end for the service where the client dies, and it is the client's doing${enforce ? ", enforced" : ""}`, async () => {
      const gone: number[] = [];
      const server = await serving(() => {});
      server.on("connection", (socket) => socket.on("close", (code) => gone.push(code)));
      closingServer(server);
      const contract = await contractOf(AGENT);
      const { hearing } = hearingOf(contract);
      const enforcer = enforce ? new Enforcer(contract, hearing) : null;
      heard = await proxied(portOf(server), { enforcer }, (event) => hearing.take(event));
      const { events } = heard;
      const { socket } = await rawClient(heard.proxy.port, { path: "/agent" });
      socket.resetAndDestroy();
      await until("the service knows", () => gone.length === 1);
      await until("it was heard", () => events.some(({ kind }) => kind === "gone"));
      expect(gone).to.deep.equal([1006]);
      expect(events.find(({ kind }) => kind === "close")).to.include({ from: "client", code: 1006 });
    });

  it("say which side reads slowly, once", async () => {
    const service = await rawService();
    closing.push(service.close);
    heard = await proxied(service.port);
    const { lines } = heard;
    const { socket } = await rawClient(heard.proxy.port);
    const { socket: server } = await service.next();
    server.on("error", () => {});
    socket.pause();
    const frame = rawFrame({ opcode: 2, fin: true, masked: false }, Buffer.alloc(256 * 1024));
    // Until the service itself has to wait: everything between it and the client is full.
    for (let waits = false; !waits; waits = server.writableLength > 16 * 1024 * 1024) server.write(frame);
    await until("it is named", () => lines.some((line) => line.includes("the client reads slowly")));
    expect(lines.filter((line) => line.includes("reads slowly"))).to.have.length(1);
    socket.destroy();
  });
});
