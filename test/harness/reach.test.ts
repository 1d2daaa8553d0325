import { expect } from "chai";
import { createPrivateKey } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { serviceUnreachable } from "../../harness/service-health.ts";
import type { Service } from "../../harness/index.ts";
import { connectProxy } from "./connect-proxy.ts";
import { told, withConfig } from "./configured.ts";
import { NEWS_SERVICE, newsContract } from "./news.ts";
import type { Handlers } from "./ws-service.ts";

const pem = (name: string): string => `${import.meta.dirname}/tls/${name}`;
const read = (name: string): string => readFileSync(pem(name), "utf8");

const TLS: Handlers = { ...NEWS_SERVICE, tls: { cert: read("server.pem"), key: read("server.key") } };
const MUTUAL: Handlers = {
  ...NEWS_SERVICE,
  tls: { ...TLS.tls, ca: read("ca.pem"), requestCert: true, rejectUnauthorized: true },
};
const CA = `ca: ${JSON.stringify(pem("ca.pem"))}`;
const CLIENT = `cert: ${JSON.stringify(pem("client.pem"))}, key: ${JSON.stringify(pem("client.key"))}`;

async function pings({ connect }: Service): Promise<void> {
  const client = await connect("talk");
  await client.send("ping", { type: "ping" }).ended();
}

async function outcome(
  handlers: Handlers,
  settings: string,
  env: { readonly [name: string]: string } = {},
): Promise<string> {
  const config = `export default {${settings}};`;
  // A handshake with certificates and proxies has time, however busy the machine is.
  const patient = { ASYNCPROOF_PATIENCE: "5s", ...env };
  const [end] = await withConfig({ contract: newsContract(), handlers, config, env: patient }, pings);
  return end === undefined ? "" : `${told(end)}${told(end) === "passed" ? "" : `: ${hintOf(end.error)}`}`;
}

function hintOf(error: Error | null): string {
  return error === null ? "" : `${error.message} ${String(Reflect.get(error, "hint") ?? "")}`;
}

describe("the way to the service", () => {
  it("trusts no certificate of an unknown authority, and says which setting names one", async () =>
    expect(await outcome(TLS, "")).to.match(/^SERVICE-UNREACHABLE: .*`tls\.ca`/));

  it("is not talked out of it by the environment", async () =>
    expect(await outcome(TLS, "", { NODE_TLS_REJECT_UNAUTHORIZED: "0" })).to.match(/^SERVICE-UNREACHABLE/));

  it("trusts an authority of the config's own", async () =>
    expect(await outcome(TLS, `tls: { ${CA} }`)).to.equal("passed"));

  it("trusts anybody where the config says so", async () =>
    expect(await outcome(TLS, "tls: { rejectUnauthorized: false }")).to.equal("passed"));

  it("shows a client certificate to a service that asks for one", async () => {
    expect(await outcome(MUTUAL, `tls: { ${CA} }`)).to.match(/^SERVICE-UNREACHABLE/);
    expect(await outcome(MUTUAL, `tls: { ${CA}, ${CLIENT} }`)).to.equal("passed");
  });

  it("says what TLS has against it in its words, without OpenSSL's own places", () => {
    const reason = "tlsv13 alert certificate required";
    const said = `807C2150417F0000:error:0A00045C:SSL routines:ssl3_read_bytes:${reason}:../deps/openssl/ssl/rec.c:1601:`;
    const error = serviceUnreachable("wss://a/b", { code: "ERR_SSL_ALERT", message: said, proxy: "" });
    expect(error.message).to.equal(`the service was never reached: wss://a/b: ERR_SSL_ALERT ${reason}`);
  });

  it("tells of the proxy that the service could not be reached through", () => {
    const error = serviceUnreachable("ws://a/b", {
      code: "ECONNREFUSED",
      message: "connect ECONNREFUSED 10.0.0.1:3128",
      proxy: "10.0.0.1:3128",
    });
    expect(error.message).to.include("ws://a/b through the proxy 10.0.0.1:3128: connect ECONNREFUSED");
    expect(error.hint).to.include("`proxy: none`").and.not.include("ASYNCPROOF_URL");
  });

  it("does not begin without the files that the config names", async () => {
    expect(await outcome(TLS, 'tls: { ca: "nowhere.pem" }')).to.match(/^TLS-FILE: .*nowhere\.pem/);
    expect(await outcome(TLS, `tls: { ${CA}, cert: ${JSON.stringify(pem("client.pem"))} }`)).to.match(
      /^TLS-FILE: .*both `tls\.cert` and `tls\.key`/,
    );
    expect(await outcome(TLS, `tls: { ca: ${JSON.stringify(pem("README.md"))} }`)).to.match(/no PEM file/);
  });

  it("opens an encrypted key, and does not begin with one that it can't open or that is another's", async () => {
    const folder = await mkdtemp(join(tmpdir(), "keys-"));
    const key = join(folder, "encrypted.key");
    const encrypted = { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "right" } as const;
    await writeFile(key, createPrivateKey(read("client.key")).export(encrypted));
    const files = `cert: ${JSON.stringify(pem("client.pem"))}, key: ${JSON.stringify(key)}`;
    const opened = (more: string, env = {}): Promise<string> =>
      outcome(MUTUAL, `tls: { ${CA}, ${files} ${more} }`, env);
    expect(await opened(', passphrase: { env: "KEY_PASS" }', { KEY_PASS: "right" })).to.equal("passed");
    expect(await opened(', passphrase: { env: "KEY_PASS_UNSET" }')).to.match(
      /^TLS-FILE: .*KEY_PASS_UNSET is not set/,
    );
    expect(await opened(', passphrase: "wrong"')).to.match(/^TLS-FILE: .*with `tls\.passphrase`/);
    expect(await opened("")).to.match(/^TLS-FILE: .*`tls\.key`.*encrypted/);
    await rm(folder, { recursive: true });
    const mixed = `cert: ${JSON.stringify(pem("client.pem"))}, key: ${JSON.stringify(pem("server.key"))}`;
    expect(await outcome(MUTUAL, `tls: { ${CA}, ${mixed} }`)).to.match(/^TLS-FILE: .*do not belong together/);
  });

  for (const [name, handlers, tls] of [
    ["ws", NEWS_SERVICE, ""],
    ["wss", TLS, `tls: { ${CA} },`],
  ] as const)
    it(`leads ${name} through a proxy that asks for a password`, async () => {
      const proxy = await connectProxy("me:pass word");
      const url = proxy.url.replace("//", "//me:pass%20word@");
      const end = await outcome(handlers, `${tls} proxy: ${JSON.stringify(url)}`);
      await proxy.close();
      expect(end).to.equal("passed");
      expect(proxy.asked).to.have.length(1);
    });

  it("does not take a proxy's refusal for the service's", async () => {
    const proxy = await connectProxy("me:secret");
    const end = await outcome(NEWS_SERVICE, `proxy: ${JSON.stringify(proxy.url)}`);
    await proxy.close();
    expect(end).to.match(/^PROXY-REFUSED: .*answered with 407 .*user:password@/);
  });

  it("cannot tell of a service behind a proxy that is not there", async () => {
    const port = await closedPort();
    expect(await outcome(NEWS_SERVICE, `proxy: "http://127.0.0.1:${port}"`)).to.match(/^SERVICE-UNREACHABLE/);
  });

  it("goes straight to this machine, whatever the environment says of proxies", async () => {
    const port = await closedPort();
    expect(await outcome(NEWS_SERVICE, "", { HTTP_PROXY: `http://127.0.0.1:${port}` })).to.equal("passed");
  });

  it("carries the config's headers in every handshake, and leaves out what a test leaves out", async () => {
    const came: (string | undefined)[] = [];
    const handlers: Handlers = {
      ...NEWS_SERVICE,
      refuse: ({ headers }) => {
        came.push(`${headers["x-tenant"]} ${headers["x-key"]}`);
        return 0;
      },
    };
    const config = `export default { headers: { "X-Tenant": "blue", "X-Key": { env: "TENANT_KEY" } } };`;
    const setting = { contract: newsContract(), handlers, config, env: { TENANT_KEY: "key-of-blue" } };
    const [end] = await withConfig(setting, async (service) => {
      await pings(service);
      await service.connect("talk", { without: ["x-tenant"] });
      await service.handshakeAt("/nowhere");
    });
    expect(end?.state, end?.error?.message).not.to.equal("pending");
    expect(came).to.deep.equal(["blue key-of-blue", "undefined key-of-blue", "blue key-of-blue"]);
  });

  it("does not begin without a variable that a header needs", async () =>
    expect(await outcome(NEWS_SERVICE, 'headers: { "X-Key": { env: "NOT_SET_AT_ALL" } }')).to.match(
      /^HEADER-ENV: .*NOT_SET_AT_ALL/,
    ));

  it("refuses a header that carries a credential: tests without one would have it", async () => {
    const scheme = {
      name: "key",
      place: "#/components/securitySchemes/key",
      carrier: { kind: "header", name: "X-Key", prefix: "" },
      token: { kind: "opaque" },
    } as const;
    const contract = newsContract({ securitySchemes: [scheme] });
    const config = 'export default { headers: { "x-key": "k" } };';
    const [end] = await withConfig({ contract, handlers: NEWS_SERVICE, config }, pings);
    expect(end === undefined ? "" : told(end)).to.equal("HEADER-CREDENTIAL");
  });

  it("takes no more frames a second than the config allows, and nobody is late because of that", async () => {
    // In a thread of its own: it has to listen while this one is held up.
    const worker = new Worker(CLOCKED_SERVICE, { eval: true });
    const [port] = await once(worker, "message");
    const config = `export default { rate: 10, url: "ws://127.0.0.1:${port}" };`;
    const env = { ASYNCPROOF_URL: "" };
    const contract = newsContract();
    const [end] = await withConfig({ contract, handlers: NEWS_SERVICE, config, env }, async ({ connect }) => {
      const client = await connect("talk");
      const sent = [1, 2, 3, 4, 5].map(() => client.send("ping", { type: "ping" }));
      for (const exchange of sent) await exchange.ended();
    });
    worker.postMessage("enough");
    const [at] = await once(worker, "message");
    await worker.terminate();
    expect(end?.state, end?.error?.message).to.equal("passed");
    expect(at).to.have.length(5);
    // Four gaps of 100 ms; half of them, because the first frame may come late.
    expect(at.at(-1) - at[0]).to.be.greaterThan(200);
  });
});

/** Answers every frame, notes when it came, and tells when it is asked. */
const CLOCKED_SERVICE = `
  const { WebSocketServer } = require("ws");
  const { parentPort } = require("node:worker_threads");
  const at = [];
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" }, () => parentPort.postMessage(server.address().port));
  server.on("connection", (socket) => socket.on("message", () => {
    at.push(performance.now());
    socket.send('{"type":"pong"}');
  }));
  parentPort.once("message", () => parentPort.postMessage(at));
`;

/** A port on which nothing listens any more. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === "object" && address !== null ? address.port : 0;
}
