// Random input for everything that reads what others wrote: `npm run fuzz -- --inputs 1000000 --seconds 600 --seed 1`.
// No input may end in anything but an answer or an error in order, take long, or be remembered.
import fc from "fast-check";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parseArgs } from "node:util";
import { targets } from "./fuzz/targets.mjs";

const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "100000" },
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: "string", default: "" },
  },
});
const [inputs, seconds, seed] = [values.inputs, values.seconds, values.seed].map(Number);
/** CPU time of one input that is a finding: that of others on a busy machine is none. */
const SLOWEST_MS = 10_000;
const MOST_GROWTH = 64 * 1024 * 1024;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
const heap = () => {
  collect();
  return process.memoryUsage().heapUsed;
};

const all = await targets();
const chosen = all.filter(({ name }) => values.only === "" || name === values.only);
if (chosen.length === 0) throw new Error(`--only is one of: ${all.map(({ name }) => name).join(", ")}`);
console.log(`seed ${seed}, ${inputs} inputs, at most ${seconds} s`);
const shares = chosen.reduce((sum, { share }) => sum + share, 0);
const begun = performance.now();
let before = 0;
let done = 0;
for (const { name, arbitrary, take, share, close } of chosen) {
  const wanted = Math.max(1, Math.round((inputs * share) / shares));
  const until = performance.now() + Math.max(1000, (seconds * 1000) / chosen.length);
  const started = performance.now();
  let count = 0;
  let slowest = 0;
  const one = fc.asyncProperty(arbitrary, async (input) => {
    const start = process.cpuUsage();
    await take(input);
    const { user, system } = process.cpuUsage(start);
    const ms = (user + system) / 1000;
    if (ms > SLOWEST_MS) throw new Error(`took ${Math.round(ms)} ms`);
    slowest = Math.max(slowest, ms);
    count += 1;
    // What is remembered at the start (compiled schemas, caches) is remembered once.
    if (count === Math.min(1000, Math.ceil(wanted / 4))) before = heap();
  });
  // In parts, so that the time is kept and nothing of fast-check's own piles up.
  for (let part = 0; count < wanted && performance.now() < until; part += 1) {
    const result = await fc.check(one, {
      numRuns: Math.min(500, wanted - count),
      seed: seed + part,
      endOnFailure: false,
    });
    if (result.failed) {
      console.error(await fc.asyncDefaultReportMessage(result), result.errorInstance);
      console.error(`again: npm run fuzz -- --only ${name} --seed ${seed + part} --inputs ${inputs}`);
      process.exit(1);
    }
  }
  await close?.();
  const growth = before === 0 ? 0 : heap() - before;
  const rate = Math.round((count * 1000) / (performance.now() - started));
  const short = count < wanted ? `, of ${wanted}: the time was up` : "";
  console.log(
    `${name.padEnd(10)} ${String(count).padStart(8)} inputs, ${rate}/s, slowest ${slowest.toFixed(1)} ms, heap ${(growth / 2 ** 20).toFixed(1)} MiB more${short}`,
  );
  if (growth > MOST_GROWTH) {
    console.error(`${name} remembers what it was given: ${growth} bytes more`);
    process.exit(1);
  }
  before = 0;
  done += count;
}
console.log(
  `${done} inputs in ${((performance.now() - begun) / 1000).toFixed(1)} s: no crash, no hang, no leak`,
);
