import { expect } from "chai";
import { once } from "node:events";
import { createServer } from "node:https";
import { WebSocket, WebSocketServer } from "ws";
import { connectProxy } from "../harness/connect-proxy.ts";
import { selfSigned } from "../server/self-signed.ts";
import { type Heard, proxied } from "./proxied.ts";

describe("the proxy, to a service with TLS behind an HTTP proxy", () => {
  const tls = selfSigned();
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  /** An echo behind TLS. */
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
    const address = https.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  async function through(
    trusted: readonly string[],
  ): Promise<Heard & { readonly asked: readonly string[]; readonly port: number }> {
    const port = await secureService();
    const between = await connectProxy("");
    closing.push(between.close);
    const target = new URL(`wss://127.0.0.1:${port}`);
    const own = { rejectUnauthorized: true, ...(trusted.length === 0 ? {} : { ca: [...trusted] }) };
    const heard = await proxied(0, { target, tls: own, via: new URL(between.url) });
    closing.push(heard.proxy.close);
    return { ...heard, asked: between.asked, port };
  }

  it("carries and hears what is said, and the HTTP proxy sees an address alone", async () => {
    const { proxy, events, asked, port } = await through([tls.cert]);
    const client = new WebSocket(`ws://127.0.0.1:${proxy.port}/`);
    await once(client, "open");
    client.send("there and back");
    expect(String((await once(client, "message"))[0])).to.equal("there and back");
    expect(asked).to.deep.equal([`127.0.0.1:${port}`]);
    const closed = once(client, "close");
    client.close(1000);
    await closed;
    await proxy.rest();
    const frames = events.flatMap((event) => (event.kind === "frame" ? [event.from] : []));
    expect(frames).to.deep.equal(["client", "server"]);
  });

  it("refuses one whose authority is not known", async () => {
    const { proxy, lines } = await through([]);
    const client = new WebSocket(`ws://127.0.0.1:${proxy.port}/`);
    const [error]: Error[] = await once(client, "error");
    expect(error?.message).to.include("502");
    expect(lines.join("\n")).to.match(/can't be reached: .*self[- ]signed/);
  });
});
