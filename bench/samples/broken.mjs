// How well are rules broken: how many schemas at all, how many of their keywords, and how often nothing else.
import { createSchemaChecker, subschemas, tableOfSchema } from "../../dist/contract/index.js";
import { samplesIn } from "../../dist/samples/public.js";
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
const ENCLOSING = new Set(["oneOf", "anyOf", "allOf", "if", "$ref", "not", "propertyNames", "contains"]);
const FORMATS = new Set(
  "date date-time time duration email hostname ipv4 ipv6 uri uri-reference uuid json-pointer relative-json-pointer uri-template byte regex".split(
    " ",
  ),
);
const MISFITS = [0, 1.5, "", "text", true, null, [], {}, [1, 1], -1e9];

/** Breaking everything takes a while: of a larger set, so many schemas are taken, evenly. */
const MOST_SCHEMAS = 150;

/** `missed`: by schema, the sites that were not hit, and the schemas that could not be broken or read. */
export async function brokenFigures(entries, explain = false) {
  const all = { schemas: 0, negated: 0, sites: 0, hit: 0, single: 0, times: [], missed: [], explain };
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
  };
}

/** A schema that refuses nothing has no sites. */
function count(all, entry) {
  const table = tableOfSchema(entry.schema, entry);
  const check = createSchemaChecker(table, { allErrors: true });
  const samples = samplesIn(table, table.name);
  samples.valid();
  const begun = performance.now();
  const broken = samples.broken();
  all.times.push(performance.now() - begun);
  if (!MISFITS.some((value) => check(table.name, value).length > 0)) return;
  all.schemas += 1;
  if (broken.length > 0) all.negated += 1;
  else all.missed.push(`${entry.name}: not broken at all`);
  const faulty = broken.map(({ value }) => check(table.name, value));
  const { sites, branches } = sitesOf(table, table.name);
  const missed = [];
  for (const site of sites) {
    all.sites += 1;
    const hits = faulty.filter((faults) => faults.some(({ place }) => place === site.place));
    if (hits.length === 0) missed.push(site.place);
    else all.hit += 1;
    if (hits.some((faults) => isSingle(faults, site, branches))) all.single += 1;
    else if (all.explain && hits.length > 0)
      console.error(`${entry.name}: ${site.place} is not broken alone`);
  }
  if (missed.length > 0) all.missed.push(`${entry.name}: no value broke ${missed.join(", ")}`);
}

/**
 * Is this the only fault? Leaf errors count, each once. A `oneOf` or `anyOf` that fails too is no second fault, nor is
 * what its other branches say: they refused the unbroken value already. What is broken by a keyword that encloses others is
 * single where nothing but the insides of that keyword complains.
 */
function isSingle(faults, site, branches) {
  const failed = new Set(faults.map(({ place }) => place));
  const excused = new Set();
  for (const [place, sets] of branches) {
    if (!failed.has(place)) continue;
    const own = site.place === place ? [] : sets.filter((set) => set.has(site.place));
    if (site.place !== place && own.length === 0) continue;
    for (const set of sets)
      for (const one of set) if (!own.some((inside) => inside.has(one))) excused.add(one);
  }
  const inside = (place) =>
    place === site.place ||
    excused.has(place) ||
    (ENCLOSING.has(site.keyword) && place.startsWith(`${site.place}/`));
  const others = faults.filter((fault) => !ENCLOSING.has(fault.keyword) && !inside(fault.place));
  const own = new Set(
    faults.filter(({ place }) => place === site.place).map(({ at, message }) => `${at} ${message}`),
  );
  return others.length === 0 && (own.size === 1 || ENCLOSING.has(site.keyword));
}

/**
 * Every keyword that can fail, in the schemas that a value is measured by: not below `not` and `if`. `branches`: of
 * each oneOf and anyOf, by its place, the sets of places that its branches reach.
 */
function sitesOf({ schemas }, start) {
  const sites = [];
  const branches = new Map();
  const visit = ({ name, pointer, schema }) => {
    const place = `${schemas[name].place}${pointer}`;
    for (const [keyword, value] of Object.entries(schema)) {
      const fails = ASSERTIONS.has(keyword)
        ? canFail(keyword, value, schema)
        : CLOSING.has(keyword) && value === false;
      if (fails) sites.push({ place: `${place}/${keyword}`, keyword });
      if (["oneOf", "anyOf"].includes(keyword))
        branches.set(
          `${place}/${keyword}`,
          value.map((branch, index) => {
            const reached = new Set();
            const from = { name, pointer: `${pointer}/${keyword}/${index}`, schema: branch };
            walk(schemas, from, (inner) => {
              for (const word of Object.keys(inner.schema))
                reached.add(`${schemas[inner.name].place}${inner.pointer}/${word}`);
            });
            return reached;
          }),
        );
    }
  };
  walk(schemas, { name: start, pointer: "", schema: schemas[start].schema }, visit);
  return { sites, branches };
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
