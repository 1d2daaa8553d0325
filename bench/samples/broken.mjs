// How well are rules broken: how many schemas at all, how many of their keywords, and how often nothing else.
import { createSchemaChecker, resolveRef, subschemas, tableOfSchema } from "../../dist/contract/index.js";
import { samplesIn } from "../../dist/samples/public.js";
import { secondFaults } from "../../dist/samples/second-faults.js";
import { median, percent } from "../frame.mjs";

const ASSERTIONS = new Set(
  (
    "type const enum minLength maxLength pattern format minimum maximum exclusiveMinimum exclusiveMaximum multipleOf " +
    "minItems maxItems uniqueItems contains minProperties maxProperties required propertyNames dependentRequired oneOf anyOf not"
  ).split(" "),
);
const CLOSING = new Set([
  "additionalProperties",
  "unevaluatedProperties",
  "additionalItems",
  "unevaluatedItems",
  "items",
]);
const FORMATS = new Set(
  "date date-time time duration email hostname ipv4 ipv6 uri uri-reference uuid json-pointer relative-json-pointer uri-template byte regex".split(
    " ",
  ),
);
const MISFITS = [0, 1.5, "", "text", true, null, [], {}, [1, 1], -1e9];

/** Breaking everything takes a while: of a larger set, so many schemas are taken, evenly. */
const MOST_SCHEMAS = 150;

/** `missed`: by schema, the sites that were not hit, and the schemas that could not be broken or read;
 * `together`: those that were only broken together with others. */
export async function brokenFigures(entries) {
  const all = { schemas: 0, negated: 0, sites: 0, hit: 0, single: 0, times: [], missed: [], together: [] };
  const step = Math.max(1, entries.length / MOST_SCHEMAS);
  for (let at = 0; at < entries.length; at += step) {
    const entry = entries[Math.floor(at)];
    try {
      count(all, entry);
    } catch (error) {
      all.missed.push(`${entry.name}: ${error.message.slice(0, 200)}`);
    }
  }
  return {
    schemas: all.schemas,
    negatable: percent(all.negated, all.schemas),
    sites: percent(all.hit, all.sites),
    single: percent(all.single, all.hit),
    count: all.sites,
    median: median(all.times),
    missed: all.missed,
    together: all.together,
  };
}

/** The fewest rules that a value of ours breaks together with this one, by the measure of `Broken.besides`. */
function fewestBesides(table, judged, site) {
  const root = table.schemas[table.name];
  const all = judged.flatMap(({ value, faults }) =>
    faults
      .filter(({ place }) => place === site.place)
      .map((fault) => secondFaults({ root, value, faults, resolve: (ref) => resolveRef(table, ref) }, fault)),
  );
  return all.reduce((best, one) => (one.length < best.length ? one : best));
}

/** A schema that refuses nothing has no sites. */
function count(all, entry) {
  const table = tableOfSchema(entry.schema, entry);
  const check = createSchemaChecker(table, { allErrors: true });
  const samples = samplesIn(table, table.name);
  samples.valid();
  const begun = process.cpuUsage();
  const broken = samples.broken();
  const { user, system } = process.cpuUsage(begun);
  all.times.push((user + system) / 1000);
  if (!MISFITS.some((value) => check(table.name, value).length > 0)) return;
  all.schemas += 1;
  if (broken.length > 0) all.negated += 1;
  else all.missed.push(`${entry.name}: not broken at all`);
  const judged = broken.map(({ value }) => ({ value, faults: check(table.name, value) }));
  const sites = sitesOf(table, table.name);
  const missed = [];
  for (const site of sites) {
    all.sites += 1;
    const hits = judged.filter(({ faults }) => faults.some(({ place }) => place === site.place));
    if (hits.length === 0) missed.push(site.place);
    else all.hit += 1;
    if (hits.length === 0) continue;
    const fewest = fewestBesides(table, judged, site);
    if (fewest.length === 0) all.single += 1;
    else all.together.push(`${entry.name}: ${site.place} only with ${fewest.join(", ")}`);
  }
  if (missed.length > 0) all.missed.push(`${entry.name}: no value broke ${missed.join(", ")}`);
}

/** Every keyword that can fail, in the schemas that a value is measured by: not below `not` and `if`. */
function sitesOf({ schemas }, start) {
  const sites = [];
  const visit = ({ name, pointer, schema }) => {
    const place = `${schemas[name].place}${pointer}`;
    for (const [keyword, value] of Object.entries(schema)) {
      const fails = ASSERTIONS.has(keyword)
        ? canFail(keyword, value, schema)
        : CLOSING.has(keyword) && value === false;
      if (fails) sites.push({ place: `${place}/${keyword}`, keyword });
    }
  };
  walk(schemas, { name: start, pointer: "", schema: schemas[start].schema }, visit);
  return sites;
}

/** Visits a schema and all that it asks of values, references followed, each once. */
function walk(schemas, start, visit) {
  const seen = new Set();
  const queue = [start];
  for (const { name, pointer, schema } of queue) {
    const place = `${schemas[name].place}${pointer}`;
    if (seen.has(place) || typeof schema !== "object" || schema === null) continue;
    seen.add(place);
    visit({ name, pointer, schema });
    if (typeof schema.$ref === "string") queue.push(referred(schemas, schema.$ref));
    for (const below of subschemas(schema))
      if (!/^\/(not|if|\$defs|definitions|contains|propertyNames)(\/|$)/.test(below.pointer))
        queue.push({ name, pointer: `${pointer}${below.pointer}`, schema: below.schema });
  }
}

function referred(schemas, ref) {
  const [, name, inner = ""] = /^schema:([^#]*)(?:#(.*))?$/.exec(ref);
  const pointer = decodeURIComponent(inner);
  const tokens = pointer.split("/").slice(1);
  const schema = tokens.reduce(
    (here, token) => here?.[token.replaceAll("~1", "/").replaceAll("~0", "~")],
    schemas[name].schema,
  );
  return { name, pointer, schema };
}

function canFail(keyword, value, schema) {
  if (keyword === "format") return FORMATS.has(value);
  if (["minLength", "minItems", "minProperties"].includes(keyword)) return value > 0;
  if (keyword === "required") return value.length > 0;
  if (keyword === "uniqueItems") return value === true;
  if (keyword === "contains" && schema.minContains === 0) return false;
  if (["not", "contains", "propertyNames"].includes(keyword)) return value !== true || keyword === "not";
  return true;
}
