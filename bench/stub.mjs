// The stub beside a bare `ws` echo, and @scalar/mock-server where it is installed in bench/: `node bench/stub.mjs`.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { held } from "./stub/crowd.mjs";
import { pipelined, pressed } from "./stub/load.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const server = join(here, "stub", "serve.mjs");
const BASE = "echo";
const OWN = "asyncproof";
/** Replies: so many until a server is warm, and so many that count. */
const REPLIES = { warm: 30_000, count: 60_000 };
const CROWD = { idle: Number(process.env["BENCH_IDLE"] ?? 10_000), active: 1000, requests: 10 };
/** Ratios to the echo (start: to `node -e 0`); `most` or `least`. */
const GATES = [
  { figure: "cpu", what: "CPU of a message, many in one read", most: 2 },
  { figure: "rate", what: "replies a second, one in each read", least: 0.5 },
  { figure: "memory", what: "memory of an idle connection", most: 2 },
  { figure: "start", what: "start, against node", most: 4 },
];

/** Starts a server in a process of its own for as long as `body` takes. */
async function withServer(kind, body) {
  const child = fork(server, [kind], { execArgv: ["--expose-gc"] });
  try {
    const [{ port }] = await once(child, "message");
    const usage = async () => {
      child.send("usage");
      return (await once(child, "message"))[0];
    };
    return await body(port, usage);
  } finally {
    const gone = once(child, "exit");
    child.disconnect();
    await gone;
  }
}

async function figuresOf(kind) {
  return withServer(kind, async (port, usage) => {
    const many = await pipelined(port, { connections: 10, size: 50, ...REPLIES, usage });
    const most = await pressed(port, { connections: 100, ...REPLIES, usage });
    return { cpu: many.cpu, rate: most.rate, start: await startOf(kind) };
  });
}

/** Milliseconds of CPU until it listens, against those of a node that does nothing. */
async function startOf(kind) {
  const own = await cpuOf([server, kind, "stop"]);
  return own / (await cpuOf(["-e", "0"]));
}

async function cpuOf(args) {
  const script = `const { spawnSync } = require("node:child_process");
    const { status } = spawnSync(process.execPath, ${JSON.stringify(args)});
    console.log(JSON.stringify({ status, cpu: childCpu() }));
    function childCpu() {
      const fields = require("node:fs").readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ");
      return (Number(fields[13]) + Number(fields[14])) * 10;
    }`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [text] = await once(child.stdout, "data");
  const { status, cpu } = JSON.parse(text);
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}`);
  return cpu;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** Rounds are interleaved, so that a busy machine is busy for all; the ratio of each round counts. */
export async function run({ rounds = 7 } = {}) {
  const kinds = [BASE, OWN, ...(isInstalled("@hono/node-server") ? ["scalar"] : [])];
  const all = Object.fromEntries(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const kind of kinds) all[kind].push(await figuresOf(kind));
  const crowd = {};
  for (const kind of [BASE, OWN])
    crowd[kind] = await withServer(kind, (port, usage) => held(port, { ...CROWD, usage }));
  const rows = kinds.map((kind) => rowOf(kind, all, crowd));
  const own = rows.find(({ kind }) => kind === OWN);
  const broken = GATES.filter(
    ({ figure, most = Number.POSITIVE_INFINITY, least = 0 }) =>
      !(own.ratio[figure] <= most && own.ratio[figure] >= least),
  ).map(({ what }) => what);
  if (crowd[OWN].lost > 0) broken.push(`${crowd[OWN].lost} replies lost`);
  return {
    table: tableOf(rows, crowd, broken),
    result: { rounds, rows, crowd, broken, all },
    met: broken.length === 0,
  };
}

function rowOf(kind, all, crowd) {
  const of = (figure) => median(all[kind].map((one) => one[figure]));
  const ratio = (figure) => median(all[kind].map((one, round) => one[figure] / all[BASE][round][figure]));
  const memory = crowd[kind]?.bytes ?? Number.NaN;
  return {
    kind,
    figures: { cpu: of("cpu"), rate: of("rate"), start: of("start"), memory },
    ratio: { cpu: ratio("cpu"), rate: ratio("rate"), start: of("start"), memory: memory / crowd[BASE].bytes },
  };
}

function tableOf(rows, crowd, broken) {
  const header =
    "| server | CPU a message | replies a second | memory a connection | start |\n| --- | --- | --- | --- | --- |";
  const lines = rows.map(({ kind, figures: { cpu, rate, memory, start }, ratio }) =>
    [
      `| ${kind}`,
      `${cpu.toFixed(1)} us (${ratio.cpu.toFixed(2)}x)`,
      `${rate.toFixed(0)} (${ratio.rate.toFixed(2)}x)`,
      Number.isNaN(memory) ? "-" : `${(memory / 1024).toFixed(1)} kB (${ratio.memory.toFixed(2)}x)`,
      `${start.toFixed(2)}x node |`,
    ].join(" | "),
  );
  const { idle, active, answered, asked, lost } = crowd[OWN];
  const said = `${idle} idle connections held, ${active} active: ${answered} of ${asked} answered, ${lost} lost`;
  const verdict = broken.length === 0 ? "every gate is met" : `not met: ${broken.join(", ")}`;
  return [header, ...lines, "", said, verdict].join("\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { table, met } = await run({ rounds: Number(process.argv[2] ?? 7) });
  console.log(table);
  process.exitCode = met ? 0 : 1;
}
