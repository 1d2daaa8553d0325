// The stub beside a bare `ws` echo and @scalar/mock-server: `npm run bench -- stub`.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { held } from "./stub/crowd.mjs";
import { pipelined, pressed } from "./stub/load.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const server = join(here, "stub", "serve.mjs");
const BASE = "echo";
const OWN = "asyncproof";
const SCALAR = "scalar";
/** Replies: so many until a server is warm, and so many that count. Scalar's mock takes ten times as long for one. */
const REPLIES = { warm: 20_000, count: 30_000 };
const SCALAR_REPLIES = { warm: 2000, count: 4000 };
const CROWD = { idle: Number(process.env["BENCH_IDLE"] ?? 10_000), active: 1000, requests: 10 };
/** Says the same to everyone, so that nobody could tell whose answer it is: only its memory is looked at. */
const SCALAR_CROWD = { idle: Math.min(1000, CROWD.idle), active: 0, requests: 0 };
/** Ratios to the echo (start: to `node -e 0`; `scalar`: rate against Scalar's mock); `most` or `least`. */
const GATES = [
  { figure: "cpu", what: "CPU of a message, many in one read", most: 2 },
  { figure: "rate", what: "replies a second, one in each read", least: 0.5 },
  { figure: "scalar", what: "replies a second, against Scalar's mock", least: 1 },
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
  const replies = kind === SCALAR ? SCALAR_REPLIES : REPLIES;
  return withServer(kind, async (port, usage) => {
    const many = await pipelined(port, { connections: 10, size: 50, ...replies, usage });
    const most = await pressed(port, { connections: 100, ...replies, usage });
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

/** Rounds are interleaved, so that a busy machine is busy for all; the ratio of each round counts. */
export async function run({ rounds = 7 } = {}) {
  const kinds = [BASE, OWN, SCALAR];
  const all = Object.fromEntries(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const kind of kinds) all[kind].push(await figuresOf(kind));
  const crowd = {};
  for (const kind of kinds) {
    const about = kind === SCALAR ? SCALAR_CROWD : CROWD;
    crowd[kind] = await withServer(kind, (port, usage) => held(port, { ...about, usage }));
  }
  const rows = kinds.map((kind) => rowOf(kind, all, crowd));
  const own = rows.find(({ kind }) => kind === OWN);
  const broken = GATES.filter(
    ({ figure, most = Number.POSITIVE_INFINITY, least = 0 }) =>
      !(own.ratio[figure] <= most && own.ratio[figure] >= least),
  ).map(({ what }) => what);
  if (crowd[OWN].idle < CROWD.idle) broken.push(`only ${crowd[OWN].idle} idle connections held`);
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
  const memory = crowd[kind].bytes;
  return {
    kind,
    figures: { cpu: of("cpu"), rate: of("rate"), start: of("start"), memory },
    ratio: {
      cpu: ratio("cpu"),
      rate: ratio("rate"),
      scalar: median(all[kind].map(({ rate }, round) => rate / all[SCALAR][round].rate)),
      start: of("start"),
      memory: memory / crowd[BASE].bytes,
    },
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
      `${(memory / 1024).toFixed(1)} kB (${ratio.memory.toFixed(2)}x)`,
      `${start.toFixed(2)}x node |`,
    ].join(" | "),
  );
  const { idle, active, answered, asked, lost } = crowd[OWN];
  const said = `${idle} idle connections held, ${active} active: ${answered} of ${asked} answered, ${lost} lost`;
  const verdict = broken.length === 0 ? "every gate is met" : `not met: ${broken.join(", ")}`;
  return [header, ...lines, "", said, verdict].join("\n");
}
