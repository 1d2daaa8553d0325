// How good are values, and how fast: of asyncproof, json-schema-faker and openapi-sampler, judged by the same ajv.
import { Worker } from "node:worker_threads";
import { interleaved, median, percent, quantile, shown, spread, tableOf } from "./frame.mjs";
import { brokenFigures } from "./samples/broken.mjs";
import { judgeOf } from "./samples/judge.mjs";
import { setsFrom } from "./samples/sets.mjs";

const CONTENDERS = [
  "asyncproof readable",
  "asyncproof arbitrary",
  "json-schema-faker",
  "json-schema-faker, 20 tries",
  "openapi-sampler",
];
const COUNT = 10;
const LIMIT_MS = 5000;

export async function run({ suite, corpus, only, rounds, explain }) {
  const sets = await setsFrom({ suite, corpus, only });
  const rows = [];
  const result = [];
  for (const { name, goal, entries } of sets) {
    const measured = await interleaved(CONTENDERS, rounds, (contender) => figures(contender, entries));
    for (const [contender, all] of measured) {
      const own = contender.startsWith("asyncproof");
      const row = summary(all, { set: name, contender, schemas: entries.length, goal: own ? goal : null });
      result.push(row);
      rows.push([
        name,
        entries.length,
        contender,
        shown(row.valid),
        shown(row.trivial),
        row.hangs,
        row.throws,
        shown(row.median, 2),
        shown(row.p99, 1),
        `${shown(row.spread, 0)} %`,
      ]);
      if (own || explain) for (const one of all[0].failed) console.error(`${name}, ${contender}: ${one}`);
    }
    result.push({ set: name, broken: await brokenFigures(entries, explain) });
  }
  const table = tableOf(
    ["set", "schemas", "of", "all valid %", "trivial %", "hangs", "throws", "median ms", "p99 ms", "spread"],
    rows,
  );
  const met = result.every(
    (row) => row.goal === null || row.goal === undefined || (row.valid >= row.goal && row.hangs === 0),
  );
  const broken = result
    .filter((row) => row.broken !== undefined)
    .map(({ set, broken: b }) => [
      set,
      shown(b.negatable),
      shown(b.sites),
      shown(b.single),
      shown(b.median, 2),
    ]);
  return {
    table: `${table}\n\n${tableOf(["broken values of asyncproof", "negatable schemas %", "keyword sites hit %", "single fault %", "median ms"], broken)}`,
    result: { node: process.version, rounds, count: COUNT, rows: result },
    met,
  };
}

function summary(all, about) {
  const [first] = all;
  const medians = all.map(({ times }) => median(times));
  return {
    ...about,
    valid: percent(first.valid, about.schemas),
    trivial: percent(first.trivial, first.values),
    hangs: first.hangs,
    throws: first.throws,
    median: median(medians),
    p99: median(all.map(({ times }) => quantile(times, 0.99))),
    spread: spread(medians),
    failed: first.failed,
  };
}

/** One round of one contender over a set. */
async function figures(contender, entries) {
  const found = { valid: 0, trivial: 0, values: 0, hangs: 0, throws: 0, times: [], failed: [] };
  let worker = await start(contender);
  for (const entry of entries) {
    const { name, schema, dialect, others } = entry;
    const answer = await ask(worker, { entry: { schema, dialect, others }, count: COUNT });
    if (answer === null) {
      found.hangs += 1;
      found.failed.push(`${name}: hangs`);
      await worker.terminate();
      worker = await start(contender);
      continue;
    }
    count(found, entry, answer);
  }
  await worker.terminate();
  return found;
}

function count(found, entry, { values, times, error }) {
  found.times.push(...times);
  found.values += values.length;
  found.trivial += values.filter((text) => ["{}", "[]", '""', "null"].includes(text)).length;
  if (error !== "") found.throws += 1;
  const judge = judgeOf(entry);
  const wrong = values.find((text) => text === "undefined" || !judge(JSON.parse(text)));
  if (error === "" && values.length === COUNT && wrong === undefined) found.valid += 1;
  else
    found.failed.push(
      `${entry.name}: ${error === "" ? `invalid ${wrong?.slice(0, 100)}` : error.slice(0, 200)}`,
    );
}

function start(maker) {
  const worker = new Worker(new URL("./samples/worker.mjs", import.meta.url), {
    workerData: { maker },
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve, reject) => {
    worker.once("message", () => resolve(worker));
    worker.once("error", reject);
  });
}

/** The worker's answer; null where it takes too long. */
function ask(worker, question) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => resolve(null)), LIMIT_MS);
    const settle = (then) => {
      clearTimeout(timer);
      worker.removeAllListeners("message");
      worker.removeAllListeners("error");
      then();
    };
    worker.once("message", (answer) => settle(() => resolve(answer)));
    worker.once("error", (error) => settle(() => reject(error)));
    worker.postMessage(question);
  });
}
