// One measurement in a process of its own: `carry relay|messages|proxy`, `parse FILE`, `validate FILE`. Says JSON.
import { fork } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { WebSocket, WebSocketServer } from "ws";
import { loadContract } from "../../dist/contract/index.js";
import { createCoverageTally } from "../../dist/judge/index.js";
import { Hearing, readRecording, startProxy } from "../../dist/traffic/index.js";
import { dial } from "../../dist/traffic/proxy/dial.js";
import { join } from "../../dist/traffic/proxy/relay.js";

const CLIENTS = 20;
const ROUNDS = 1000;
const ASK = JSON.stringify({ agent_id: "echo", prompt: "why is the sky blue? ".repeat(5) });
const ANSWER = [
  { type: "token", index: 0, text: "because" },
  { type: "token", index: 1, text: " of the light" },
  { type: "done", text: "because of the light", token_count: 2 },
].map((one) => JSON.stringify(one));

async function service() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
  server.on("connection", (socket) => {
    socket._socket.setNoDelay(true);
    socket.on("message", () => {
      for (const one of ANSWER) socket.send(one);
    });
  });
  return server.address().port;
}

/** Clients that each ask, wait for the answer, and ask again. */
async function clients(port) {
  const talk = () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/agent`, { perMessageDeflate: false });
      let frames = 0;
      socket.on("open", () => socket.send(ASK));
      socket.on("message", () => {
        frames += 1;
        if (frames % ANSWER.length !== 0) return;
        if (frames === ROUNDS * ANSWER.length) socket.close();
        else socket.send(ASK);
      });
      socket.on("close", resolve);
      socket.on("error", reject);
    });
  const started = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, talk));
  return performance.now() - started;
}

const hearingOf = (contract, circumstances, audience) =>
  new Hearing({ contract, circumstances, coverage: createCoverageTally(contract), channel: "" }, audience);

let broken = 0;
const audience = {
  began: () => undefined,
  ended: () => undefined,
  verdict: ({ kind }) => {
    if (kind === "violated") broken += 1;
  },
};

/** What a relay costs that takes messages apart and puts them together again. */
async function messageRelay(port) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
  server.on("connection", (client) => {
    const upstream = new WebSocket(`ws://127.0.0.1:${port}/agent`, { perMessageDeflate: false });
    const early = [];
    client.on("message", (data, binary) => {
      if (upstream.readyState === WebSocket.OPEN) upstream.send(data, { binary });
      else early.push([data, { binary }]);
    });
    upstream.on("open", () => {
      for (const one of early) upstream.send(...one);
    });
    upstream.on("message", (data, binary) => client.send(data, { binary }));
    client.on("close", () => upstream.close());
  });
  return server.address().port;
}

async function middle(kind, port) {
  if (kind === "messages") return messageRelay(port);

  if (kind === "relay") {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) =>
      join({ client, server: dial(new URL(`ws://127.0.0.1:${port}`), { rejectUnauthorized: true }) }),
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return server.address().port;
  }
  const { contract } = await loadContract("examples/python-agent/asyncapi.yaml");
  const hearing = hearingOf(
    contract,
    { patienceMs: 10_000, seesAll: true, othersToo: false, redacted: false },
    audience,
  );
  const proxy = await startProxy({
    ...{
      target: new URL(`ws://127.0.0.1:${port}`),
      tls: { rejectUnauthorized: true },
      headers: {},
      via: null,
      host: "127.0.0.1",
      port: 0,
    },
    ...{ sample: 1, enforcer: null, urlOf: (url) => url, now: () => performance.now(), log: () => undefined },
    hear: (event) => hearing.take(event),
  });
  return proxy.port;
}

async function carry(kind) {
  const ends = fork(fileURLToPath(import.meta.url), ["ends"]);
  const [port] = await once(ends, "message");
  const between = await middle(kind, port);
  // Once before it counts: a proxy stands for hours, and most of its first second is the compiler.
  ends.send(between);
  await once(ends, "message");
  const before = process.cpuUsage();
  ends.send(between);
  const [ms] = await once(ends, "message");
  const { user, system } = process.cpuUsage(before);
  ends.disconnect();
  if (broken > 0) throw new Error(`${broken} violations of a right service`);
  const frames = CLIENTS * ROUNDS * (1 + ANSWER.length);
  return { rate: (frames * 1000) / ms, cpuMicros: (user + system) / frames };
}

/** What nobody can do without: to split, to decode and to parse, without any of our own code. */
async function parse(file) {
  const started = performance.now();
  const before = process.cpuUsage();
  let lines = 0;
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      if (JSON.parse(bytes.subarray(from, at).toString()) !== null) lines += 1;
      from = at + 1;
    }
    rest = bytes.subarray(from);
  }
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - started, cpuMs: (user + system) / 1000, lines };
}

async function validate(file) {
  const { contract } = await loadContract("examples/python-agent/asyncapi.yaml");
  globalThis.gc();
  const floor = process.memoryUsage().rss;
  let peak = 0;
  let hearing;
  let count = 0;
  const started = performance.now();
  const before = process.cpuUsage();
  await readRecording(file, {
    began: (circumstances) => {
      hearing = hearingOf(contract, circumstances, audience);
    },
    event: (event) => {
      hearing.take(event);
      count += 1;
      if (count % 10_000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    },
    cutShort: () => undefined,
  });
  hearing.end();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  if (broken > 0) throw new Error(`${broken} violations of a right service`);
  return { ms, cpuMs: (user + system) / 1000, peakMB: (peak - floor) / 1e6 };
}

const [what, about] = process.argv.slice(2);
if (what === "ends") {
  process.on("disconnect", () => process.exit(0));
  process.send(await service());
  process.on("message", async (port) => process.send(await clients(port)));
} else {
  const result = await { carry, parse, validate }[what](about);
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
}
