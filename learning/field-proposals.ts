import {
  type Contract,
  isObject,
  type Json,
  type JsonObject,
  pointerOf,
  resolveRef,
} from "../contract/index.ts";
import { isRare } from "./evidence.ts";
import { type Draft, type Notes, schemaOf } from "./schema-of.ts";
import type { ValueStats } from "./value-stats.ts";

/** Something that a document does not say, where it would say it, and what shows it. */
export interface Proposal {
  /** The node of the document that is updated: a place in the document itself. */
  readonly place: string;
  readonly update: Draft;
  readonly why: string;
}

/** Words that say something of a value: what has one is the author's, and stays as it is. */
const SAID = ["type", "const", "enum", "format", "pattern", "$ref", "oneOf", "anyOf", "allOf", "not", "if"];
const BRANCHES = ["oneOf", "anyOf", "allOf", "if", "not"];
/** So many payloads make a member required. */
const FOR_REQUIRED = 20;
const DEEPEST = 12;

export interface Fields {
  readonly contract: Contract;
  readonly notes: Notes;
  readonly proposals: Proposal[];
}

interface Spot {
  readonly place: string;
  readonly key: string;
  readonly depth: number;
}

/** What a schema does not say of the values that it describes. Declared rules are left as they are. */
export function proposeFields(schema: Json, stats: ValueStats, spot: Spot, fields: Fields): void {
  const { contract, proposals } = fields;
  if (!isObject(schema) || spot.depth > DEEPEST || !spot.place.startsWith("#")) return;
  const { $ref } = schema;
  if (typeof $ref === "string") {
    const { schema: target, place } = resolveRef(contract, $ref);
    proposeFields(target, stats, { ...spot, place, depth: spot.depth + 1 }, fields);
    return;
  }
  if (BRANCHES.some((word) => schema[word] !== undefined)) return;
  if (isObject(schema["properties"]) || schema["type"] === "object") membersOf(schema, stats, spot, fields);
  else if (schema["items"] !== undefined && stats.items !== null)
    proposeFields(
      schema["items"],
      stats.items,
      { ...spot, place: `${spot.place}/items`, depth: spot.depth + 1 },
      fields,
    );
  else {
    const update = missingIn(schema, learned(stats, spot, fields.notes));
    if (Object.keys(update).length > 0)
      proposals.push({
        place: spot.place,
        update,
        why: `${stats.count} values of ${spot.key || "the payload"}`,
      });
  }
}

function learned(stats: ValueStats, { place, key }: Spot, notes: Notes): Draft {
  return schemaOf(stats, { key, pointer: place.slice(1), what: key || "the payload" }, notes);
}

/** Of what was learned, what the schema leaves open. */
function missingIn(schema: JsonObject, found: Draft): Draft {
  if (!SAID.some((word) => schema[word] !== undefined)) return found;
  const words = Object.entries(found).filter(([word]) => schema[word] === undefined && word !== "type");
  const isText =
    schema["type"] === "string" &&
    !["enum", "const", "pattern", "format"].some((word) => schema[word] !== undefined);
  const isList = schema["type"] === "array";
  const isNumber = schema["type"] === "integer" || schema["type"] === "number";
  const bounded = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum", "const"].some(
    (word) => schema[word] !== undefined,
  );
  return Object.fromEntries(
    words.filter(
      ([word]) =>
        (isText && (word === "format" || word === "enum")) ||
        (isList && word === "items") ||
        (isNumber && !bounded && (word === "minimum" || word === "maximum")),
    ),
  );
}

function membersOf(schema: JsonObject, stats: ValueStats, spot: Spot, fields: Fields): void {
  const { notes, proposals } = fields;
  const declared = isObject(schema["properties"]) ? schema["properties"] : {};
  const open = schema["patternProperties"] === undefined && !isObject(schema["additionalProperties"]);
  const of = stats.types.get("object")?.count ?? 0;
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  for (const [key, member] of stats.members) {
    const own = Object.hasOwn(declared, key) ? declared[key] : undefined;
    const place = `${spot.place}${pointerOf("properties", key)}`;
    if (isRare(member.count, of)) continue;
    const why = `${member.count} of ${of} have ${key}`;
    if (own !== undefined) proposeFields(own, member, { place, key, depth: spot.depth + 1 }, fields);
    else if (open) {
      const update: Draft = { [key]: learned(member, { ...spot, place, key }, notes) };
      proposals.push({ place: spot.place, update: { properties: update }, why });
    } else continue;
    const always = member.count === of || isRare(of - member.count, of);
    const word = `${spot.place.slice(1)}/required/${key}`;
    if (always && of >= FOR_REQUIRED && !required.includes(key) && !notes.dropped.has(word))
      proposals.push({ place: spot.place, update: { required: [key] }, why });
  }
}
