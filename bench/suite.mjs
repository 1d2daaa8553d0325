// What the generated suite costs: CPU time of the process that runs Mocha, against a bare script of ws + JSON.parse +
// ajv that replays the connections and frames of the run's own recording. Both talk to the same stub. What the process
// takes that plans, starts and reports is told beside it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DEVELOPMENT_SECRET } from "../dist/config/development.js";
import { interleaved, median, shown, spread, tableOf } from "./frame.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = join(root, "bin", "asyncproof");
const meter = pathToFileURL(join(root, "bench", "suite", "meter.mjs")).href;
const MOST = 1.5;
/** They wait, or make values up: no replay does that. */
const LEFT_OUT = ["idle", "property"];
const FAMILIES = "connection security message reply stream interrupt push refusal concurrency".split(" ");

export async function run({ rounds }) {
  const folder = mkdtempSync(join(tmpdir(), "asyncproof-bench-"));
  const config = join(folder, "asyncproof.config.json");
  const jwt = { jwt: { secret: DEVELOPMENT_SECRET } };
  writeFileSync(config, JSON.stringify({ credentials: { tokenQuery: jwt, tokenHeader: jwt } }));
  const stub = await startStub(config);
  try {
    const about = { folder, config, url: stub.url, runner: [] };
    const recording = record(about);
    const contenders = { suite: () => suite(about, []), bare: () => bare(about, recording) };
    const all = await interleaved(Object.keys(contenders), rounds, (name) => contenders[name]());
    return told(all, recording, about.runner.slice(-rounds));
  } finally {
    stub.child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function told(all, recording, runner) {
  const [ours, theirs] = ["suite", "bare"].map((name) => median(all.get(name)));
  const rows = [...all, ["runner", runner]].map(([name, values]) => [
    name,
    shown(median(values), 0),
    `${shown(spread(values), 0)} %`,
  ]);
  const frames = recording.reduce((sum, { frames: own }) => sum + own.length, 0);
  const ratio = ours / theirs;
  const table = [
    tableOf(["", "CPU ms", "spread"], rows),
    `\n${recording.length} connections, ${frames} frames; without ${LEFT_OUT.join(" and ")}`,
    `suite / bare: ${shown(ratio, 2)} (at most ${MOST}); with the runner ${shown((ours + median(runner)) / theirs, 2)}`,
  ].join("\n");
  const result = {
    cpuMs: { ...Object.fromEntries(all), runner },
    ratio,
    connections: recording.length,
    frames,
  };
  return { table, result, met: ratio <= MOST };
}

function startStub(config) {
  const child = spawn(process.execPath, [bin, "serve", "asyncapi.yaml", "--port", "0", "--config", config], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error("the stub did not start")));
    child.stdout.once("data", (text) => resolve({ child, url: String(text).trim() }));
  });
}

/** CPU of the process that ran Mocha, ms. */
function suite({ folder, config, url, runner }, more) {
  const families = FAMILIES.flatMap((name) => ["--family", name]);
  const words = ["run", "asyncapi.yaml", "--url", url, "--config", config, "--jobs", "8", "--quiet"];
  const out = join(folder, "cpu");
  rmSync(out, { force: true });
  const done = spawnSync(process.execPath, [bin, ...words, ...families, ...more], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: `--import=${meter}`, SUITE_METER: out },
    encoding: "utf8",
  });
  if (done.status !== 0) throw new Error(`the suite failed: ${done.stdout}${done.stderr}`);
  runner.push(cpuOf(out, join("bin", "asyncproof")));
  return cpuOf(out, "mocha-main");
}

function bare({ folder, url }, recording) {
  const file = join(folder, "recording.json");
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(recording));
  const out = join(folder, "cpu");
  rmSync(out, { force: true });
  const script = join(root, "bench", "suite", "bare.mjs");
  const done = spawnSync(process.execPath, [script, file, url, DEVELOPMENT_SECRET], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: `--import=${meter}`, SUITE_METER: out },
    encoding: "utf8",
  });
  if (done.status !== 0) throw new Error(`the replay failed: ${done.stdout}${done.stderr}`);
  return cpuOf(out, "bare.mjs");
}

function cpuOf(file, script) {
  const lines = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const found = lines.find((line) => line.script.includes(script));
  if (found === undefined) throw new Error(`no process ran ${script}`);
  return found.cpuMs;
}

/** Every connection of a run: its path, and its frames in order. */
function record(about) {
  const file = join(about.folder, "run.ndjson");
  suite(about, ["--report", `ndjson=${file}`]);
  const connections = new Map();
  for (const line of readFileSync(file, "utf8").trim().split("\n")) {
    const event = JSON.parse(line);
    if (event.kind !== "frame") continue;
    const key = `${event.test} ${event.connection}`;
    const known = connections.get(key) ?? { test: event.test, url: "", refused: false, frames: [] };
    connections.set(key, known);
    const { label, text, from, frame } = event;
    if (label === "open" || label.startsWith("refused")) {
      known.url = text;
      known.refused = label !== "open";
    } else if (frame !== null && label !== "binary") known.frames.push({ from, label, text });
  }
  return [...connections.values()].filter(({ url }) => url !== "");
}
