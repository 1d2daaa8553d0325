// One part of the soak, in a process of its own: `worker.mjs stub`, `proxy PORT`, `client PORT CONNECTIONS AHEAD`.
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { loadConfig } from "../../dist/config/index.js";
import { loadContract } from "../../dist/contract/index.js";
import { createCoverageTally } from "../../dist/judge/index.js";
import { startStub } from "../../dist/server/index.js";
import { Hearing, startProxy } from "../../dist/traffic/index.js";

const [kind, port = "0", connections = "1", ahead = "1"] = process.argv.slice(2);
const cwd = fileURLToPath(new URL("../../bench/stub/", import.meta.url));
const PARTS = { stub, proxy, client };

process.on("disconnect", () => process.exit());
process.on("message", (what) => {
  if (what !== "memory") return;
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ heap: heapUsed + external, rss });
});
process.send({ port: await PARTS[kind]() });

async function stub() {
  const { contract } = await loadContract("document.yaml", { cwd });
  const config = await loadConfig({ cwd, env: {}, flags: {} });
  return (await startStub({ contract, config })).port;
}

async function proxy() {
  const { contract } = await loadContract("document.yaml", { cwd });
  let broken = 0;
  const hearing = new Hearing(
    {
      contract,
      circumstances: { patienceMs: 60_000, seesAll: true, othersToo: false, redacted: false },
      coverage: createCoverageTally(contract),
      channel: "",
    },
    {
      began: () => {},
      ended: () => {},
      verdict: ({ kind: verdict, violation }) => {
        if (verdict !== "violated") return;
        broken += 1;
        if (broken > 5) return;
        console.error(`broken: ${violation.rule} ${violation.summary}`);
        process.exitCode = 1;
      },
    },
  );
  const running = await startProxy({
    ...{
      target: new URL(`ws://127.0.0.1:${port}`),
      tls: { rejectUnauthorized: true },
      headers: {},
      via: null,
      host: "127.0.0.1",
      port: 0,
    },
    ...{ sample: 1, enforcer: null, urlOf: (url) => url, now: () => performance.now(), log: () => {} },
    hear: (event) => hearing.take(event),
  });
  return running.port;
}

/** Requests with ids of their own, so many in flight; each tenth answer opens the connection anew after a while. */
async function client() {
  let done = 0;
  let until = 0;
  let sent = 0;
  let tell = () => {};
  const open = async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/bench`, { perMessageDeflate: false });
    await once(socket, "open");
    let left = 2000 + (sent % 1000);
    let flying = 0;
    const fill = () => {
      while (flying < Number(ahead) && sent < until && left > 0) {
        sent += 2;
        left -= 1;
        flying += 1;
        socket.send(JSON.stringify({ type: "ask", id: `q${sent}`, text: `question ${sent}` }));
      }
    };
    socket.on("message", () => {
      done += 2;
      flying -= 1;
      fill();
      if (left === 0 && flying === 0) {
        sockets.delete(fill);
        socket.close();
        void open();
      }
      if (done >= until) tell();
    });
    sockets.add(fill);
    fill();
  };
  const sockets = new Set();
  for (let index = 0; index < Number(connections); index += 1) await open();
  process.on("message", async (what) => {
    if (what === "memory") return;
    until = what.until;
    const reached = new Promise((resolve) => {
      tell = resolve;
    });
    for (const fill of sockets) fill();
    if (done < until) await reached;
    process.send({ done });
  });
  return 0;
}
