// Which keywords of a schema can fail at all, in the schemas that a value is measured by: not below `not` and `if`.
import { subschemas } from "../../dist/contract/index.js";

const words = (text) => text.split(" ");
const ASSERTIONS = new Set(
  words(
    "type const enum minLength maxLength pattern format minimum maximum exclusiveMinimum exclusiveMaximum multipleOf " +
      "minItems maxItems uniqueItems contains minProperties maxProperties required propertyNames dependentRequired oneOf anyOf not",
  ),
);
const CLOSING = new Set(
  words("additionalProperties unevaluatedProperties additionalItems unevaluatedItems items"),
);
const FORMATS = new Set(
  words(
    "date date-time time duration email hostname ipv4 ipv6 uri uri-reference uuid json-pointer relative-json-pointer uri-template byte regex",
  ),
);
/** The type that a keyword is about. */
const ABOUT = new Map(
  Object.entries({
    string: "minLength maxLength pattern format",
    number: "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf",
    array: "minItems maxItems uniqueItems contains items prefixItems additionalItems unevaluatedItems",
    object:
      "minProperties maxProperties required propertyNames dependentRequired properties patternProperties " +
      "additionalProperties unevaluatedProperties dependentSchemas dependencies",
  }).flatMap(([type, list]) => words(list).map((word) => [word, type])),
);
const TYPES = words("object array string number boolean null");
const SILENT = new Set(
  words("title description examples example default $comment $id $schema $anchor deprecated"),
);

/** `open`: the places of keywords that some value can break; `silent`: those that none can, with the reason. */
export function sitesOf({ schemas }, start) {
  const all = new Map();
  const visit = ({ name, pointer, schema, types, alone, silent }) => {
    for (const [keyword, value] of Object.entries(schema)) {
      const fails = ASSERTIONS.has(keyword)
        ? canFail(keyword, value) && !(keyword === "contains" && schema.minContains === 0)
        : CLOSING.has(keyword) && value === false;
      if (!fails) continue;
      const place = `${schemas[name].place}${pointer}/${keyword}`;
      const why = silent ?? whySilent(keyword, schema, { types, alone });
      if (!all.has(place) || why === null) all.set(place, why);
    }
  };
  walk(
    schemas,
    { name: start, pointer: "", schema: schemas[start].schema, types: TYPES, silent: null },
    visit,
  );
  const entries = [...all];
  return {
    open: entries.filter(([, why]) => why === null).map(([place]) => place),
    silent: entries.filter(([, why]) => why !== null).map(([place, why]) => `${place} (${why})`),
  };
}

/** Visits a schema and all that it asks of values, references followed, each once for the types it is reached with. */
function walk(schemas, start, visit) {
  const seen = new Set();
  const queue = [start];
  for (const here of queue) {
    const { name, pointer, schema, types, alone, silent } = here;
    const key = `${name} ${pointer} ${types} ${alone} ${silent}`;
    if (seen.has(key) || typeof schema !== "object" || schema === null) continue;
    seen.add(key);
    visit(here);
    const own = ownTypes(schema, types);
    if (typeof schema.$ref === "string")
      queue.push({ ...referred(schemas, schema.$ref), types: own, silent });
    for (const below of subschemas(schema))
      if (!/^\/(not|if|\$defs|definitions|contains|propertyNames)(\/|$)/.test(below.pointer))
        queue.push({
          name,
          pointer: `${pointer}${below.pointer}`,
          schema: below.schema,
          ...reachedWith(schema, below.pointer.split("/")[1], { own, silent }),
        });
  }
}

/** With which types a schema below is reached, and why it never complains. */
function reachedWith(schema, keyword, { own, silent }) {
  const about = ABOUT.get(keyword);
  const never = silent ?? whyNever(schema, keyword, own);
  if (/^depend/.test(keyword)) return { types: ["object"], alone: true, silent: never };
  return { types: about === undefined ? own : TYPES, alone: false, silent: never };
}

function whyNever(schema, keyword, own) {
  const about = ABOUT.get(keyword);
  if (about !== undefined && !own.includes(about)) return `no ${about} is allowed there`;
  if (keyword === "contentSchema") return "an annotation";
  if (["then", "else"].includes(keyword) && schema.if === undefined) return `${keyword} without if`;
  if (keyword === "then" && schema.if === false) return "if is false";
  if (keyword === "else" && asksNothing(schema.if)) return "if is true";
  if (keyword === "additionalItems" && !Array.isArray(schema.items)) return "additionalItems without a tuple";
  if (["anyOf", "oneOf"].includes(keyword) && schema[keyword].some(asksNothing)) return "a branch takes all";
  return null;
}

function whySilent(keyword, schema, { types, alone }) {
  const about = ABOUT.get(keyword);
  const own = ownTypes(schema, types);
  if (about !== undefined && !own.includes(about)) return `no ${about} is allowed there`;
  if (keyword === "type" && alone && classes(schema).includes("object")) return "no other type gets there";
  if (keyword === "anyOf" && schema.anyOf.some(asksNothing)) return "a branch takes all";
  if (keyword === "additionalItems" && !Array.isArray(schema.items)) return "additionalItems without a tuple";
  if (/^unevaluated/.test(keyword) && evaluatesAll(schema, keyword)) return "all is evaluated";
  return null;
}

const classes = ({ type }) =>
  type === undefined ? TYPES : [type].flat().map((one) => (one === "integer" ? "number" : one));
const ownTypes = (schema, types) => types.filter((type) => classes(schema).includes(type));

/** Surely true of every value. */
function asksNothing(schema) {
  if (typeof schema !== "object" || schema === null) return schema === true;
  return Object.entries(schema).every(([keyword, value]) => {
    if (SILENT.has(keyword)) return true;
    if (keyword === "properties") return Object.values(value).every(asksNothing);
    return ["items", "additionalProperties"].includes(keyword) && !Array.isArray(value) && asksNothing(value);
  });
}

function evaluatesAll(schema, keyword) {
  const covering =
    keyword === "unevaluatedProperties"
      ? ["additionalProperties", "unevaluatedProperties"]
      : ["items", "unevaluatedItems", "additionalItems"];
  const covers = (one) =>
    typeof one === "object" &&
    one !== null &&
    (covering.some((word) => word !== keyword && one[word] !== undefined && !Array.isArray(one[word])) ||
      (one !== schema && one[keyword] !== undefined) ||
      (one.allOf ?? []).some(covers));
  return covers(schema);
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

function canFail(keyword, value) {
  if (keyword === "format") return FORMATS.has(value);
  if (["minLength", "minItems", "minProperties"].includes(keyword)) return value > 0;
  if (keyword === "required") return value.length > 0;
  if (keyword === "uniqueItems") return value === true;
  if (keyword === "not") return value !== false;
  if (keyword === "propertyNames") return value !== true;
  return true;
}
