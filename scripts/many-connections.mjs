// `node scripts/many-connections.mjs [10000]`: so many connections at a time through the proxy, each with its own
// answer, and each judged. Service, proxy and clients are processes of their own: each connection costs the proxy two open files.
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { WebSocket, WebSocketServer } from "ws";

const root = fileURLToPath(new URL("..", import.meta.url));
const [, script, role = "10000", ...rest] = process.argv;
const PATIENT_MS = 300_000;
const AT_ONCE = 200;

if (role === "service") await service();
else if (role === "proxy") await proxy(Number(rest[0]));
else if (role === "clients") await clients(Number(rest[0]), Number(rest[1]));
else await main(Number(role));

async function service() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", backlog: 4096 });
  server.on("connection", (socket) =>
    socket.on("message", (data) => {
      const { prompt: text } = JSON.parse(String(data));
      socket.send(JSON.stringify({ type: "token", index: 0, text }));
      socket.send(JSON.stringify({ type: "done", text, token_count: 1 }));
    }),
  );
  await once(server, "listening");
  process.send(server.address().port);
}

async function proxy(port) {
  const [{ loadContract }, { createCoverageTally }, { Hearing, startProxy }] = await Promise.all([
    import("../dist/contract/index.js"),
    import("../dist/judge/index.js"),
    import("../dist/traffic/index.js"),
  ]);
  const { contract: declared } = await loadContract("examples/python-agent/asyncapi.yaml", { cwd: root });
  // How late 10,000 answers at once are on this machine is not the question.
  const contract = JSON.parse(JSON.stringify(declared), (key, value) =>
    key === "within" || key === "gap" ? { kind: "patience" } : value,
  );
  const heard = { gone: 0, broken: 0, kept: 0 };
  const circumstances = { patienceMs: PATIENT_MS, seesAll: true, othersToo: false, redacted: false };
  const hearing = new Hearing(
    { contract, circumstances, coverage: createCoverageTally(contract), channel: "" },
    {
      began: () => undefined,
      verdict: ({ kind }) => {
        if (kind === "violated") heard.broken += 1;
      },
      ended: ({ kept, breaches }) => {
        heard.gone += 1;
        if (kept && breaches === 0) heard.kept += 1;
      },
    },
  );
  const live = await startProxy({
    ...{ target: new URL(`ws://127.0.0.1:${port}`), tls: { rejectUnauthorized: true }, host: "127.0.0.1" },
    ...{
      headers: {},
      via: null,
      port: 0,
      sample: 1,
      enforcer: null,
      urlOf: (url) => url,
      now: () => performance.now(),
      log: () => {},
    },
    hear: (event) => hearing.take(event),
  });
  process.on("message", () => process.send({ ...live.stats, ...heard, rss: process.memoryUsage().rss }));
  process.send(live.port);
}

async function clients(port, count) {
  const all = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = Array.from(
      { length: Math.min(AT_ONCE, count - from) },
      () => new WebSocket(`ws://127.0.0.1:${port}/agent`),
    );
    await Promise.all(some.map((socket) => once(socket, "open")));
    all.push(...some);
  }
  const answers = all.map(async (socket, index) => {
    const said = new Promise((resolve) =>
      socket.on("message", (data) => {
        const { type, text } = JSON.parse(String(data));
        if (type === "done") resolve(text);
      }),
    );
    socket.send(JSON.stringify({ agent_id: "echo", prompt: `number ${index}` }));
    return (await said) === `number ${index}`;
  });
  const right = (await Promise.all(answers)).filter(Boolean).length;
  process.send({ right });
  await once(process, "message");
  const closing = all.map((socket) => once(socket, "close"));
  for (const socket of all) socket.close(1000);
  await Promise.all(closing);
  process.send({ closed: all.length });
}

async function main(wanted) {
  const limit =
    Number(execFileSync("sh", ["-c", "ulimit -n"], { encoding: "utf8" })) || Number.MAX_SAFE_INTEGER;
  const count = Math.min(wanted, Math.floor((limit - 200) / 2));
  if (count < wanted) console.log(`${limit} files may be open: ${count} connections in place of ${wanted}`);
  const children = [];
  const started = (...args) => {
    const child = fork(script, args);
    children.push(child);
    return child;
  };
  const timer = setTimeout(() => {
    console.error(`not done in ${PATIENT_MS / 1000} s`);
    for (const child of children) child.kill("SIGKILL");
    process.exit(1);
  }, PATIENT_MS);
  const [target] = await once(started("service"), "message");
  const middle = started("proxy", String(target));
  const [port] = await once(middle, "message");
  const outside = started("clients", String(port), String(count));
  const [{ right }] = await once(outside, "message");
  const stats = async () => {
    middle.send("stats");
    return (await once(middle, "message"))[0];
  };
  const during = await stats();
  outside.send("close");
  await once(outside, "message");
  let after = await stats();
  for (; after.gone < count; after = await stats()) await new Promise((resolve) => setTimeout(resolve, 50));
  clearTimeout(timer);
  for (const child of children) child.kill("SIGKILL");
  console.log(
    `${during.open} open at a time, ${right} of ${count} answers right, ${during.frames} frames heard, ${Math.round(during.rss / 2 ** 20)} MiB; ${after.open} open afterwards, ${after.kept} kept the contract, ${after.broken} violations`,
  );
  const judged = after.kept === count && after.broken === 0;
  process.exitCode = right === count && during.open === count && after.open === 0 && judged ? 0 : 1;
}
