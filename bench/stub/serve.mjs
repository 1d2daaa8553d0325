// One server of the benchmark, in a process of its own: `node serve.mjs KIND`. Tells its port, then answers what is asked.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const START = { asyncproof, echo, scalar };

const port = await START[process.argv[2]]();
// Only how long the start takes is wanted.
if (process.argv[3] === "stop") process.exit();
const TELLS = { cpu: () => process.cpuUsage(), memory };
process.on("message", (what) => process.send(TELLS[what]()));
process.on("disconnect", () => process.exit());
process.send?.({ port });

function memory() {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

async function asyncproof() {
  const dist = join(here, "../../dist");
  const [{ startStub }, { loadConfig }, { loadContract }] = await Promise.all(
    ["server", "config", "contract"].map((room) => import(join(dist, room, "index.js"))),
  );
  const { contract } = await loadContract("document.yaml", { cwd: here, cache: join(here, ".asyncproof") });
  const config = await loadConfig({ cwd: here, env: {}, flags: {} });
  const stub = await startStub({ contract, config });
  return stub.port;
}

/** What there is without us: `ws`, nothing parsed, nothing checked. */
async function echo() {
  const { WebSocketServer } = await import("ws");
  const server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false, clientTracking: false });
  sockets.on("connection", (socket) => {
    socket.on("error", () => undefined);
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server.address().port;
}

/** Reads documents from the client's chair, so that `send` is what clients send; says the first message, whatever came. */
async function scalar() {
  const [{ createAsyncApiMockServer }, { serve }, { parse }] = await Promise.all(
    ["@scalar/mock-server", "@hono/node-server", "yaml"].map((name) => import(name)),
  );
  const document = parse(readFileSync(join(here, "document.yaml"), "utf8"));
  document.operations.ask.action = "send";
  const { app, injectWebSocket } = await createAsyncApiMockServer({ document });
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => resolve(port));
    injectWebSocket(server);
  });
}
