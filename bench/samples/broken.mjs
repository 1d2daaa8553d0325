// How well are rules broken: how many schemas at all, how many of their keywords, and how often nothing else.
import { median, percent, quantile } from "../frame.mjs";
import { ask, start } from "./asked.mjs";

/** Breaking everything takes a while: of a larger set, so many schemas are taken, evenly. */
const MOST_SCHEMAS = 150;
/** Processor time for all broken values of a schema and their judgement, which takes longer than making them. */
const LIMIT_MS = 120_000;

/**
 * `missed`: by schema, the sites that were not hit, and the schemas that could not be broken or read; `together`: those
 * that were only broken together with others; `silent`: those that no value can break by themselves, and why.
 */
export async function brokenFigures(entries) {
  const all = {
    schemas: 0,
    negated: 0,
    sites: 0,
    hit: 0,
    single: 0,
    hangs: 0,
    times: [],
    missed: [],
    together: [],
    silent: [],
  };
  const step = Math.max(1, entries.length / MOST_SCHEMAS);
  let worker = await start("broken-worker.mjs");
  for (let at = 0; at < entries.length; at += step) {
    const { name, schema, dialect, others } = entries[Math.floor(at)];
    const answer = await ask(worker, { schema, dialect, others }, LIMIT_MS);
    if (answer === null) {
      all.hangs += 1;
      all.missed.push(`${name}: hangs`);
      await worker.terminate();
      worker = await start("broken-worker.mjs");
    } else if (answer.error !== undefined) all.missed.push(`${name}: ${answer.error}`);
    else if (answer.result !== null) count(all, name, answer.result);
  }
  await worker.terminate();
  const { negated, hit, single, times, ...rest } = all;
  return {
    ...rest,
    negatable: percent(negated, all.schemas),
    sites: percent(hit, all.sites),
    single: percent(single, hit),
    count: all.sites,
    median: median(times),
    p99: quantile(times, 0.99),
  };
}

function count(all, name, { ms, values, sites, silent }) {
  all.times.push(ms);
  all.schemas += 1;
  if (values > 0) all.negated += 1;
  else all.missed.push(`${name}: not broken at all`);
  for (const { place, besides } of sites) {
    all.sites += 1;
    if (besides === null) continue;
    all.hit += 1;
    if (besides.length === 0) all.single += 1;
    else all.together.push(`${name}: ${place} only with ${besides.join(", ")}`);
  }
  const missed = sites.filter(({ besides }) => besides === null).map(({ place }) => place);
  if (missed.length > 0) all.missed.push(`${name}: no value broke ${missed.join(", ")}`);
  if (silent.length > 0) all.silent.push(`${name}: ${silent.join(", ")}`);
}
