// Runs the reference contract against the right stub N times (default 20), every second time with two busy
// loops beside it, with jobs 1 and 8 in turn. One red run is a race: the script prints it and exits 1.
import { spawn } from "node:child_process";
import { once } from "node:events";

const times = Number(process.argv[2] ?? 20);
if (!Number.isInteger(times) || times < 1) {
  console.error("usage: node scripts/repeat.mjs [TIMES]");
  process.exit(2);
}

const LIMIT_MS = 180_000;
let passed = 0;

for (let round = 0; round < times; round++) {
  const loaded = round % 2 === 1;
  const jobs = round % 4 < 2 ? 1 : 8;
  const load = loaded ? [busyLoop(), busyLoop()] : [];
  const started = performance.now();
  const { code, output } = await runOnce(jobs);
  for (const loop of load) loop.kill("SIGKILL");
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${round + 1}/${times} jobs ${jobs}${loaded ? ", under load" : ""}: exit ${code}, ${seconds} s`,
  );
  if (code === 0) passed++;
  else console.log(output);
}
console.log(`${passed} passed, ${times - passed} failed`);
process.exit(passed === times ? 0 : 1);

function busyLoop() {
  return spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" });
}

async function runOnce(jobs) {
  const args = ["bin/asyncproof", "run", "asyncapi.yaml", "--jobs", String(jobs), "--no-color"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], timeout: LIMIT_MS });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (output += text));
  const [code, signal] = await once(child, "close");
  return { code: code ?? signal, output };
}
