// What more costs: CPU of one test in a suite of 50, 500, 5,000, and of one connection of the stub among 1 to 10,000.
// Where nothing is quadratic, one of many costs what one of few costs. (Channels: start.mjs.)
import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { interleaved, median, shown, spread, tableOf } from "./frame.mjs";
import { channelsDocument } from "./start/document.mjs";
import { held } from "./stub/crowd.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const bin = join(here, "..", "bin", "asyncproof");
const meter = pathToFileURL(join(here, "suite", "meter.mjs")).href;
/** Channels, each with 51 tests of refusals. */
const CHANNELS = [1, 10, 100];
const TESTS = 51;
const CONNECTIONS = [1, 10, 100, 1000, 10_000];
/** Connections that are opened before the counted ones: what is slow for the first only is no growth. */
const WARM = 500;
/** A run of 5,100 tests takes a minute of CPU. */
const DEADLINE_MS = 1_800_000;
/** Ten times as many may cost so much more for each: noise of a shared machine, and larger heaps. Quadratic is 10. */
const MOST = 2;
/** What is quadratic shows in one round; each takes minutes. */
const ROUNDS = 3;

/** So many rounds of all but the largest suite, which takes most of the time and has the least noise: it is run once. */
export async function run({ rounds: wanted }) {
  const rounds = Math.min(wanted, ROUNDS);
  const folder = mkdtempSync(join(tmpdir(), "asyncproof-bench-"));
  try {
    const contenders = new Map([
      ...CHANNELS.map((size) => [`tests ${size * TESTS}`, () => suite(folder, size)]),
      ...CONNECTIONS.map((size) => [`connections ${size}`, () => crowd(size)]),
    ]);
    for (const size of CHANNELS) prepare(folder, size);
    const measure = async (name, round) => {
      const started = performance.now();
      const value = await contenders.get(name)();
      const seconds = (performance.now() - started) / 1000;
      console.error(`round ${round + 1} of ${rounds}, ${name}: ${shown(seconds, 0)} s`);
      return value;
    };
    const names = [...contenders.keys()];
    const largest = `tests ${Math.max(...CHANNELS) * TESTS}`;
    const often = names.filter((name) => name !== largest);
    const all = await interleaved(often, rounds, measure);
    all.set(largest, [await measure(largest, rounds - 1)]);
    return told(all);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const documentOf = (folder, size) => join(folder, `${size}.yaml`);

function prepare(folder, size) {
  writeFileSync(documentOf(folder, size), channelsDocument(size));
  asyncproof(
    ["generate", documentOf(folder, size), "--out", join(folder, `tests-${size}`), "--quiet"],
    folder,
  );
}

/** Runs a command of ours to its end. */
function asyncproof(words, folder, env = {}) {
  const done = spawnSync(process.execPath, [bin, ...words], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: "utf8",
    timeout: DEADLINE_MS,
  });
  if (done.error !== undefined) throw done.error;
  if (done.status !== 0)
    throw new Error(`${words.join(" ")} ended with ${done.status}: ${done.stdout}${done.stderr}`);
}

/** CPU of a whole run, ms: the command, and the process that runs Mocha. */
function suite(folder, size) {
  const out = join(folder, "cpu");
  rmSync(out, { force: true });
  const words = [
    "run",
    documentOf(folder, size),
    "--out",
    join(folder, `tests-${size}`),
    ...["--quiet", "--family", "refusal"],
  ];
  asyncproof(words, folder, { NODE_OPTIONS: `--import=${meter}`, SUITE_METER: out });
  const lines = readFileSync(out, "utf8").trim().split("\n");
  return lines.reduce((sum, line) => sum + JSON.parse(line).cpuMs, 0);
}

/** CPU of the stub for each of so many connections that are open at once and ask ten times each, ms. */
async function crowd(size) {
  const child = fork(join(here, "stub", "serve.mjs"), ["asyncproof"], { execArgv: ["--expose-gc"] });
  try {
    const [{ port }] = await once(child, "message");
    const usage = async () => {
      child.send("usage");
      return (await once(child, "message"))[0];
    };
    await held(port, { idle: 0, active: WARM, requests: 10, usage });
    const before = (await usage()).cpu;
    // As many in all at each size, so that few are not lost in noise.
    const turns = Math.max(1, Math.ceil(1000 / size));
    for (let turn = 0; turn < turns; turn += 1) {
      const { lost } = await held(port, {
        idle: 0,
        active: size,
        requests: 10,
        usage: async () => ({ memory: 0 }),
      });
      if (lost > 0) throw new Error(`${lost} replies of ${size} connections were lost`);
    }
    const { cpu } = await usage();
    return (cpu.user + cpu.system - before.user - before.system) / 1000 / (size * turns);
  } finally {
    const gone = once(child, "exit");
    child.disconnect();
    await gone;
  }
}

function told(all) {
  const tests = CHANNELS.map((size) => ({ size: size * TESTS, cpu: all.get(`tests ${size * TESTS}`) }));
  // What each test costs beyond the smaller suite: what a run costs without a test is in both.
  const more = tests.slice(1).map(({ size, cpu }, index) => ({
    what: `one more test of ${size}`,
    cpu: cpu.map((ms) => (ms - median(tests[index].cpu)) / (size - tests[index].size)),
  }));
  const connections = CONNECTIONS.map((size) => ({
    what: `one connection of ${size}`,
    cpu: all.get(`connections ${size}`),
  }));
  const rows = [more, connections].flatMap((kind) =>
    kind.map(({ what, cpu }, index) => {
      const before = kind[index - 1] ?? null;
      const ratios = cpu.map((ms) => (before === null ? 1 : ms / median(before.cpu)));
      return {
        what: before === null ? what : `${what} against ${before.what}`,
        value: median(ratios),
        spread: spread(ratios),
        most: before === null ? null : MOST,
        cpuMs: median(cpu),
      };
    }),
  );
  const met = rows.every(({ value, most }) => most === null || value <= most);
  const table = tableOf(
    ["", "CPU ms", "ratio", "spread", "at most"],
    rows.map(({ what, cpuMs, value, spread: apart, most }) => [
      what,
      shown(cpuMs, 3),
      `${shown(value, 2)}x`,
      `${shown(apart, 0)} %`,
      most ?? "-",
    ]),
  );
  return { table, result: { cpuMs: Object.fromEntries(all), rows }, met };
}
