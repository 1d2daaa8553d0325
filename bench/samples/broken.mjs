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

export async function brokenFigures(entries, explain = false) {
  const all = { schemas: 0, negated: 0, sites: 0, hit: 0, single: 0, times: [] };
  for (const entry of entries) {
    try {
      count(all, entry, explain);
    } catch (error) {
      if (explain) console.error(`${entry.name}: ${error.message}`);
    }
  }
  return {
    negatable: percent(all.negated, all.schemas),
    sites: percent(all.hit, all.sites),
    single: percent(all.single, all.hit),
    count: all.sites,
    median: median(all.times),
  };
}

function count(all, entry, explain) {
  const table = tableOfSchema(entry.schema, entry);
  const check = createSchemaChecker(table, { allErrors: true });
  const samples = samplesIn(table, table.name);
  samples.valid();
  const negatable = MISFITS.some((value) => check(table.name, value).length > 0);
  const begun = performance.now();
  const broken = samples.broken();
  all.times.push(performance.now() - begun);
  if (negatable) all.schemas += 1;
  if (negatable && broken.length > 0) all.negated += 1;
  else if (negatable && explain) console.error(`${entry.name}: not broken at all`);
  const faulty = broken.map(({ value }) => check(table.name, value));
  for (const site of sitesOf(table, table.name)) {
    all.sites += 1;
    const hits = faulty.filter((faults) => faults.some(({ place }) => place === site.place));
    if (hits.length > 0) all.hit += 1;
    else if (explain) console.error(`${entry.name}: ${site.place} is not broken`);
    if (hits.some((faults) => isSingle(faults, site.keyword))) all.single += 1;
    else if (explain && hits.length > 0) console.error(`${entry.name}: ${site.place} is not broken alone`);
  }
}

function isSingle(faults, keyword) {
  const leaves = faults.filter((fault) => !ENCLOSING.has(fault.keyword));
  return ENCLOSING.has(keyword) ? leaves.every((fault) => fault.place.length > 0) : leaves.length === 1;
}

/** Every keyword that can fail, in the schemas that a value is measured by: not below `not` and `if`. */
function sitesOf({ schemas }, start) {
  const sites = [];
  const seen = new Set();
  const visit = (name, pointer, schema) => {
    const place = `${schemas[name].place}${pointer}`;
    if (seen.has(place) || typeof schema !== "object" || schema === null) return;
    seen.add(place);
    for (const [keyword, value] of Object.entries(schema)) {
      const fails = ASSERTIONS.has(keyword)
        ? canFail(keyword, value, schema)
        : CLOSING.has(keyword) && value === false;
      if (fails) sites.push({ place: `${place}/${keyword}`, keyword });
    }
    if (typeof schema.$ref === "string") {
      const [, target, inner = ""] = /^schema:([^#]*)(?:#(.*))?$/.exec(schema.$ref);
      const at = decodeURIComponent(inner);
      visit(
        target,
        at,
        at
          .split("/")
          .slice(1)
          .reduce(
            (here, token) => here?.[token.replaceAll("~1", "/").replaceAll("~0", "~")],
            schemas[target].schema,
          ),
      );
    }
    for (const below of subschemas(schema))
      if (!/^\/(not|if|\$defs|definitions|contains|propertyNames)(\/|$)/.test(below.pointer))
        visit(name, `${pointer}${below.pointer}`, below.schema);
  };
  visit(start, "", schemas[start].schema);
  return sites;
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
