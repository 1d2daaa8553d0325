// Frames through stub and proxy for as long as it takes: `npm run soak -- --frames 10000000 --seconds 3600`.
// Client, proxy and stub are three processes; the memory of proxy and stub has to stay flat.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    frames: { type: "string", default: "200000" },
    seconds: { type: "string", default: "60" },
    connections: { type: "string", default: "20" },
    // In flight on each connection.
    ahead: { type: "string", default: "20" },
  },
});
const [frames, seconds, connections, ahead] = ["frames", "seconds", "connections", "ahead"].map((key) =>
  Number(values[key]),
);
/** After the first quarter, in which everything is compiled and every buffer found its size. */
const MOST_GROWTH = 48 * 1024 * 1024;
const SAMPLES = 40;

const worker = fileURLToPath(new URL("./soak/worker.mjs", import.meta.url));
const children = [];
async function part(...args) {
  const child = fork(worker, args.map(String), { execArgv: ["--expose-gc"] });
  children.push(child);
  child.once("exit", (code) => {
    if (code !== 0 && code !== null) {
      console.error(`${args[0]} ended with ${code}`);
      process.exit(1);
    }
  });
  const [{ port }] = await once(child, "message");
  return { name: args[0], child, port, samples: [] };
}

/** Asks a part for its memory, collected before. */
async function memory({ child }) {
  const answer = once(child, "message");
  child.send("memory");
  const [{ heap, rss }] = await answer;
  return { heap, rss };
}

const stub = await part("stub");
const proxy = await part("proxy", stub.port);
const client = await part("client", proxy.port, connections, ahead);
const started = performance.now();
const parts = [stub, proxy];
let done = 0;
for (let sample = 1; sample <= SAMPLES && performance.now() - started < seconds * 1000; sample += 1) {
  const until = Math.ceil((frames * sample) / SAMPLES);
  while (done < until && performance.now() - started < seconds * 1000) {
    const answer = once(client.child, "message");
    client.child.send({ until: Math.min(until, done + 20_000) });
    [{ done }] = await answer;
  }
  for (const one of parts) one.samples.push(await memory(one));
}
const ms = performance.now() - started;
for (const { child } of [client, proxy, stub]) child.disconnect();
console.log(
  `${done} frames of ${frames} in ${(ms / 1000).toFixed(1)} s, ${Math.round((done * 1000) / ms)}/s, ${connections} connections`,
);
let flat = done > 0;
for (const { name, samples } of parts) {
  const quarter = Math.floor(samples.length / 4);
  const early = Math.max(...samples.slice(0, quarter + 1).map(({ heap }) => heap));
  const late = Math.max(...samples.slice(-Math.max(1, quarter)).map(({ heap }) => heap));
  const mib = (bytes) => (bytes / 2 ** 20).toFixed(1);
  console.log(
    `${name.padEnd(6)} heap and buffers ${mib(early)} MiB in the first quarter, ${mib(late)} in the last; rss ${mib(samples.at(-1)?.rss ?? 0)}`,
  );
  if (late - early > MOST_GROWTH) flat = false;
}
if (done < frames) console.log("the time was up before all frames were sent");
console.log(flat ? "memory is flat" : "memory is not flat");
process.exit(flat ? 0 : 1);
