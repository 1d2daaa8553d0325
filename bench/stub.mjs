// The stub beside a bare `ws` echo and @scalar/mock-server: `npm run bench -- stub`.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { interleaved, median } from "./frame.mjs";
import { held } from "./stub/crowd.mjs";
import { pipelined, pressed } from "./stub/load.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const server = join(here, "stub", "serve.mjs");
const BASE = "echo";
const OWN = "asyncproof";
const SCALAR = "scalar";
const KINDS = [BASE, OWN, SCALAR];
/** One message in each read: each client asks again when it is answered. */
const SINGLE = (server, replies) => pressed(server, { connections: 100, ...replies });
/** Many in one read. */
const MANY = (server, replies) => pipelined(server, { connections: 10, size: 50, ...replies });
/** Replies until a server is warm: Scalar's mock takes ten times as long for one. */
const WARM = { [BASE]: 40_000, [OWN]: 40_000, [SCALAR]: 2000 };
/** Replies of a slice: some to start with, and those that count. A turn takes about a second. */
const SLICE = { [BASE]: { warm: 1000, count: 6000 }, [OWN]: { warm: 1000, count: 6000 } };
SLICE[SCALAR] = { warm: 100, count: 600 };
const TURNS = 15;
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
    const ask = async (what) => {
      child.send(what);
      return (await once(child, "message"))[0];
    };
    return await body({ port, ask });
  } finally {
    const gone = once(child, "exit");
    child.disconnect();
    await gone;
  }
}

/** Starts them all, one within the other. */
function withServers(kinds, body, started = {}) {
  const [kind, ...rest] = kinds;
  return kind === undefined
    ? body(started)
    : withServer(kind, (one) => withServers(rest, body, { ...started, [kind]: one }));
}

/**
 * One round: all servers live side by side and are warm before anything counts, then each gets a slice of load in its
 * turn, a fraction of a second long. What a turn gave is compared within the turn: a machine that is slow for a second
 * is slow for all. Gives each kind's figures, and its ratios to the echo and to Scalar's mock: medians of the turns.
 */
async function oneRound() {
  const turns = await withServers(KINDS, async (servers) => {
    for (const kind of KINDS)
      for (const load of [MANY, SINGLE]) await load(servers[kind], { warm: WARM[kind], count: 1 });
    const slices = await interleaved(KINDS, TURNS, async (kind) => ({
      cpu: (await MANY(servers[kind], SLICE[kind])).cpu,
      single: await SINGLE(servers[kind], SLICE[kind]),
    }));
    return new Map([...slices].map(([kind, all]) => [kind, all.map(flat)]));
  });
  const start = {};
  for (const kind of KINDS) start[kind] = await startOf(kind);
  const over = (kind, figure, than) =>
    median(turns.get(kind).map((one, turn) => one[figure] / turns.get(than)[turn][figure]));
  return Object.fromEntries(
    KINDS.map((kind) => {
      const of = (figure) => median(turns.get(kind).map((one) => one[figure]));
      const figures = { cpu: of("cpu"), rate: of("rate"), singleCpu: of("singleCpu"), start: start[kind] };
      const ratio = {
        cpu: over(kind, "cpu", BASE),
        rate: over(kind, "rate", BASE),
        singleCpu: over(kind, "singleCpu", BASE),
        scalar: over(kind, "rate", SCALAR),
        start: start[kind],
      };
      return [kind, { figures, ratio }];
    }),
  );
}

const flat = ({ cpu, single }) => ({ cpu, rate: single.rate, singleCpu: single.cpu });

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

export async function run({ rounds = 7 } = {}) {
  const all = Object.fromEntries(KINDS.map((kind) => [kind, []]));
  for (let round = 0; round < rounds; round += 1) {
    const figures = await oneRound();
    for (const kind of KINDS) all[kind].push(figures[kind]);
  }
  const crowd = {};
  for (const kind of KINDS) {
    const about = kind === SCALAR ? SCALAR_CROWD : CROWD;
    crowd[kind] = await withServer(kind, (one) => held(one, about));
  }
  const rows = KINDS.map((kind) => rowOf(kind, all, crowd));
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
  const of = (part) => {
    const names = Object.keys(all[kind][0][part]);
    return Object.fromEntries(names.map((name) => [name, median(all[kind].map((one) => one[part][name]))]));
  };
  const memory = crowd[kind].bytes;
  return {
    kind,
    figures: { ...of("figures"), memory },
    ratio: { ...of("ratio"), memory: memory / crowd[BASE].bytes },
  };
}

function tableOf(rows, crowd, broken) {
  const header =
    "| server | CPU a message, many in one read | the same, one in each | replies a second | memory a connection | start |\n| --- | --- | --- | --- | --- | --- |";
  const lines = rows.map(({ kind, figures: { cpu, singleCpu, rate, memory, start }, ratio }) =>
    [
      `| ${kind}`,
      `${cpu.toFixed(1)} us (${ratio.cpu.toFixed(2)}x)`,
      `${singleCpu.toFixed(1)} us (${ratio.singleCpu.toFixed(2)}x)`,
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
