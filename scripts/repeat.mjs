// Runs the reference contract against the right stub N times (default 20), every second time with two busy
// loops beside it, with jobs 1 and 8 in turn. One red run is a race: the script prints it and exits 1.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { circumstances } from "./load.mjs";

const times = Number(process.argv[2] ?? 20);
if (!Number.isInteger(times) || times < 1) {
  console.error("usage: node scripts/repeat.mjs [TIMES]");
  process.exit(2);
}

const LIMIT_MS = 180_000;
let passed = 0;

for (let round = 0; round < times; round++) {
  const { jobs, text, stop } = circumstances(round);
  const started = performance.now();
  const { code, output } = await runOnce(jobs);
  stop();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${round + 1}/${times} ${text}: exit ${code}, ${seconds} s`);
  if (code === 0) passed++;
  else console.log(output);
}
console.log(`${passed} passed, ${times - passed} failed`);
process.exit(passed === times ? 0 : 1);

async function runOnce(jobs) {
  const args = ["bin/asyncproof", "run", "asyncapi.yaml", "--jobs", String(jobs), "--no-color"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], timeout: LIMIT_MS });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (output += text));
  const [code, signal] = await once(child, "close");
  return { code: code ?? signal, output };
}
