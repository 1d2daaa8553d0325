// How good are values, and how fast: of asyncproof, json-schema-faker and openapi-sampler, judged by the same ajv.
import { interleaved, median, percent, quantile, shown, spread, tableOf } from "./frame.mjs";
import { ask, start } from "./samples/asked.mjs";
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
/** Processor time for all samples of a schema. */
const LIMIT_MS = 3000;

export async function run({ suite, corpus, only, rounds: count, explain }) {
  const sets = await setsFrom({ suite, corpus, only });
  const rows = [];
  const result = [];
  const missing = [];
  for (const { name, goal, entries: all } of sets) {
    const entries = all.map((entry) => ({ ...entry, judge: onceJudged(entry), rich: false }));
    const measured = await interleaved(CONTENDERS, count, (contender) =>
      timed(`${name}, ${contender}`, () => figures(contender, entries)),
    );
    const rich = new Set(entries.filter((entry) => entry.rich));
    for (const [contender, rounds] of measured) {
      const own = contender.startsWith("asyncproof");
      const about = { set: name, contender, schemas: entries.length, goal: own ? goal : null };
      const row = summary(rounds, rich, about);
      result.push(row);
      rows.push([
        name,
        entries.length,
        contender,
        shown(row.valid),
        own ? `>= ${goal}` : "",
        shown(row.trivial),
        row.hangs,
        row.throws,
        shown(row.median, 2),
        shown(row.p99, 1),
        `${shown(row.spread, 0)} %`,
      ]);
      const missed = own || explain ? rounds[0].failed : [];
      if (missed.length > 0) missing.push(`${name}, ${contender}, not all 10 valid:`, ...missed.map(listed));
    }
    const broken = await timed(`${name}, broken values`, () => brokenFigures(entries));
    result.push({ set: name, broken });
    console.error(JSON.stringify(result.filter(({ set }) => set === name).map(briefly)));
    if (explain && broken.together.length > 0)
      missing.push(`${name}, rules not broken by themselves:`, ...broken.together.map(listed));
    if (explain && broken.silent.length > 0)
      missing.push(`${name}, rules that no value can break by themselves:`, ...broken.silent.map(listed));
    if (broken.missed.length > 0) missing.push(`${name}, rules not broken:`, ...broken.missed.map(listed));
  }
  const table = tableOf(
    [
      "set",
      "schemas",
      "of",
      "all valid %",
      "goal",
      "trivial %",
      "hangs",
      "throws",
      "median ms",
      "p99 ms",
      "spread",
    ],
    rows,
  );
  const met = result.every((row) => (row.broken === undefined ? isMet(row) : isBrokenMet(row.broken)));
  const broken = result
    .filter((row) => row.broken !== undefined)
    .map(({ set, broken: b }) => [
      set,
      b.schemas,
      b.count,
      shown(b.negatable),
      shown(b.sites),
      shown(b.single),
      b.hangs,
      shown(b.median, 2),
      shown(b.p99, 1),
    ]);
  const brokenTable = tableOf(
    [
      "broken values of asyncproof",
      "schemas",
      "sites",
      "negatable %",
      "sites hit %",
      "single fault %",
      "hangs",
      "median ms",
      "p99 ms",
    ],
    [...broken, ["goal", "", "", ">= 100", ">= 98", ">= 80", "0", "", ""]],
  );
  return {
    table: [table, TRIVIAL, brokenTable, "What is missed, by schema:", missing.join("\n") || "nothing"].join(
      "\n\n",
    ),
    result: { node: process.version, rounds: count, count: COUNT, rows: result },
    met,
  };
}

/** Says how long each part took: who waits wants to know for whom. */
async function timed(what, measure) {
  const begun = performance.now();
  const measured = await measure();
  console.error(`${what}: ${shown((performance.now() - begun) / 1000)} s`);
  return measured;
}

const TRIVIAL =
  'trivial: {}, [], "" and null, of schemas that have other values too. ms: processor time. goals: trivial < 10 % (asyncproof arbitrary), no hangs';
const MOST_TRIVIAL = 10;

function isMet({ goal, contender, valid, hangs, trivial }) {
  if (goal === null) return true;
  const rich = contender !== "asyncproof arbitrary" || trivial < MOST_TRIVIAL;
  return valid >= goal && hangs === 0 && rich;
}

/** A set's figures as soon as they are there. */
const briefly = ({ failed: _failed, broken, ...row }) =>
  broken === undefined
    ? row
    : { ...row, broken: { ...broken, missed: undefined, together: undefined, silent: broken.silent.length } };
const isBrokenMet = ({ negatable, sites, single, hangs }) =>
  negatable === 100 && sites >= 98 && single >= 80 && hangs === 0;
const listed = (text) => `  ${text}`;
const TRIVIALS = new Set(["{}", "[]", '""', "null"]);

const MISFITS = [42, "text", true, { text: "text" }, [1]];

/**
 * The judge of an entry, compiled once for everybody. What it accepts shows whether the schema has values that are not
 * trivial: `rich`.
 */
function onceJudged(entry) {
  let judge = null;
  return (rated, value) => {
    if (judge === null) {
      judge = judgeOf(entry);
      rated.rich = MISFITS.some((misfit) => judge(misfit));
    }
    const valid = judge(value);
    if (valid && !TRIVIALS.has(JSON.stringify(value))) rated.rich = true;
    return valid;
  };
}

function summary(all, rich, about) {
  const [first] = all;
  const medians = all.map(({ times }) => median(times));
  return {
    ...about,
    valid: percent(first.valid, about.schemas),
    ...trivialOf(first.made.filter(({ entry }) => rich.has(entry))),
    hangs: first.hangs,
    throws: first.throws,
    median: median(medians),
    p99: median(all.map(({ times }) => quantile(times, 0.99))),
    spread: spread(medians),
    failed: first.failed,
  };
}

/** Counted only for schemas that have other values too. */
function trivialOf(made) {
  const values = made.reduce((sum, { count }) => sum + count, 0);
  return {
    trivial: percent(
      made.reduce((sum, { trivial }) => sum + trivial, 0),
      values,
    ),
  };
}

/** One round of one contender over a set. */
async function figures(contender, entries) {
  const found = { valid: 0, made: [], hangs: 0, throws: 0, times: [], failed: [] };
  let worker = await start("worker.mjs", { maker: contender });
  for (const entry of entries) {
    const { name, schema, dialect, others } = entry;
    const answer = await ask(worker, { entry: { schema, dialect, others }, count: COUNT }, LIMIT_MS);
    if (answer === null) {
      found.hangs += 1;
      found.failed.push(`${name}: hangs`);
      await worker.terminate();
      worker = await start("worker.mjs", { maker: contender });
      continue;
    }
    count(found, entry, answer);
  }
  await worker.terminate();
  return found;
}

function count(found, entry, { values, times, error }) {
  found.times.push(...times);
  found.made.push({
    entry,
    count: values.length,
    trivial: values.filter((text) => TRIVIALS.has(text)).length,
  });
  if (error !== "") found.throws += 1;
  const isWrong = (text) => text === "undefined" || !entry.judge(entry, JSON.parse(text));
  const wrong = values.filter(isWrong)[0];
  if (error === "" && values.length === COUNT && wrong === undefined) found.valid += 1;
  else
    found.failed.push(
      `${entry.name}: ${error === "" ? `invalid ${wrong?.slice(0, 100)}` : error.slice(0, 200)}`,
    );
}
