import { type Json, pointerOf } from "../contract/index.ts";
import { isSecretMember } from "../traffic/secrets/secret-names.ts";
import { type Doubt, isRare } from "./evidence.ts";
import { isFixed, isIdName, isVocabulary } from "./text-kinds.ts";
import type { JsonType, ValueStats } from "./value-stats.ts";

/** A part of a document under construction. */
export type Draft = { [key: string]: Json };

/** What goes with a schema: comments by JSON pointer from its root, and what was set aside. */
export interface Notes {
  readonly comments: Map<string, string>;
  readonly doubts: Doubt[];
  /** Words of schemas, by pointer, that were found to be broken by the traffic they come from. */
  readonly dropped: ReadonlySet<string>;
}

export interface Spot {
  /** Name of the member whose values these are. */
  readonly key: string;
  readonly pointer: string;
  readonly what: string;
}

/** An enumeration needs so many texts for each of its values. */
const PER_VALUE = 5;
const MOST_VALUES = 16;
/** A format needs so many texts, a bound so many numbers. */
const FOR_FORMAT = 5;
const FOR_BOUND = 50;

/** The schema that describes what was seen, with no value of any payload but words of the protocol. */
export function schemaOf(stats: ValueStats, spot: Spot, notes: Notes): Draft {
  const types = typesOf(stats, spot, notes);
  const schema: Draft = {};
  if (types.length > 0) schema["type"] = types.length === 1 ? (types[0] ?? null) : types;
  else if (stats.masked > 0) notes.comments.set(spot.pointer, "masked: nobody can say what it is");
  if (types.includes("string")) Object.assign(schema, textRules(stats, spot, notes));
  if (types.includes("integer") || types.includes("number"))
    Object.assign(schema, isIdName(spot.key) ? {} : bounds(stats));
  if (types.includes("array")) Object.assign(schema, arrayRules(stats, spot, notes));
  if (types.includes("object")) Object.assign(schema, objectRules(stats, spot, notes));
  for (const word of Object.keys(schema))
    if (notes.dropped.has(`${spot.pointer}${pointerOf(word)}`)) delete schema[word];
  return schema;
}

function typesOf(stats: ValueStats, { what }: Spot, { doubts }: Notes): JsonType[] {
  const known = stats.count - stats.masked;
  const kept: JsonType[] = [];
  for (const [type, { count, first }] of stats.types) {
    const numbers =
      type === "integer" || type === "number"
        ? (stats.types.get("integer")?.count ?? 0) + (stats.types.get("number")?.count ?? 0)
        : count;
    if (isRare(numbers, known)) doubts.push({ what: `${what} is ${article(type)}`, count, of: known, first });
    else kept.push(type);
  }
  // Whole numbers are numbers as well.
  return kept.includes("number") ? kept.filter((type) => type !== "integer") : kept;
}

function article(type: JsonType): string {
  return /^[aio]/.test(type) ? `an ${type}` : `a ${type}`;
}

function textRules(stats: ValueStats, { key, what }: Spot, { doubts }: Notes): Draft {
  if (isSecretMember(key, "")) return {};
  const of = stats.types.get("string")?.count ?? 0;
  for (const [format, count] of stats.formats) if (of >= FOR_FORMAT && count === of) return { format };
  for (const [format, count] of stats.formats)
    if (isRare(of - count, of)) {
      const first = stats.types.get("string")?.first;
      if (first !== undefined) doubts.push({ what: `${what} is no ${format}`, count: of - count, of, first });
      return { format };
    }
  const entries = [...(stats.texts ?? [])];
  const common = entries.filter(([, { count }]) => !isRare(count, of));
  const values = common.map(([text]) => text);
  const [only] = common;
  if (only !== undefined && entries.length === 1 && isFixed(key, { value: only[0], count: of }))
    return { const: only[0] };
  const evident = common.length > 1 && common.length <= MOST_VALUES && of >= PER_VALUE * common.length;
  if (!evident || !isVocabulary(key, values) || common.some(([, { count }]) => count < 2)) return {};
  for (const [, { count, first }] of entries.filter(([text]) => !values.includes(text)))
    doubts.push({ what: `${what} is none of the usual values`, count, of, first });
  return { enum: values.toSorted() };
}

/** Only what nobody would doubt, and nothing of ids, which clients choose: counts do not fall below 0 or 1, a percentage ends at 100. */
function bounds({ least, most, types, count }: ValueStats): Draft {
  const rare = [...types.values()].some((one) => isRare(one.count, count));
  const numbers = (types.get("integer")?.count ?? 0) + (types.get("number")?.count ?? 0);
  if (numbers < FOR_BOUND || rare || (least !== 0 && least !== 1) || most <= least + 1) return {};
  return { minimum: least, ...(least === 0 && most === 100 ? { maximum: 100 } : {}) };
}

function arrayRules(stats: ValueStats, spot: Spot, notes: Notes): Draft {
  const { items, positions, lengths } = stats;
  const kinds = new Set(positions.map(({ types }) => [...types.keys()].sort().join()));
  if (kinds.size > 1 && positions.length <= lengths.most) {
    const rules = positions.map((one, index) =>
      schemaOf(
        one,
        { key: "", pointer: `${spot.pointer}/items/${index}`, what: `${spot.what}[${index}]` },
        notes,
      ),
    );
    return { items: rules, minItems: lengths.least };
  }
  if (items === null || items.count === 0) return {};
  return {
    items: schemaOf(
      items,
      { key: spot.key, pointer: `${spot.pointer}/items`, what: `an item of ${spot.what}` },
      notes,
    ),
  };
}

function objectRules(stats: ValueStats, spot: Spot, notes: Notes): Draft {
  const of = stats.types.get("object")?.count ?? 0;
  const required: string[] = [];
  const properties: Draft = {};
  for (const [key, member] of stats.members) {
    const inner = {
      key,
      pointer: `${spot.pointer}${pointerOf("properties", key)}`,
      what: `${spot.what}.${key}`,
    };
    const first = [...member.types.values()][0]?.first;
    if (isRare(member.count, of) && first !== undefined) {
      notes.doubts.push({ what: `${spot.what} has ${key}`, count: member.count, of, first });
      continue;
    }
    const missing = of - member.count;
    const isFree = notes.dropped.has(`${spot.pointer}/required/${key}`);
    if (!isFree && (missing === 0 || isRare(missing, of))) required.push(key);
    if (missing > 0 && isRare(missing, of))
      notes.doubts.push({ what: `${spot.what} has no ${key}`, count: missing, of, first: null });
    const schema = schemaOf(member, inner, notes);
    define(properties, key, schema);
    const before = notes.comments.get(inner.pointer);
    notes.comments.set(inner.pointer, [`${member.count} of ${of}`, before].filter(Boolean).join(", "));
  }
  const { others } = stats;
  const named = Object.keys(properties).length > 0;
  return {
    ...(required.length > 0 ? { required } : {}),
    ...(named ? { properties } : {}),
    ...(others === null || others.count === 0
      ? {}
      : {
          additionalProperties: schemaOf(
            others,
            { key: "", pointer: `${spot.pointer}/additionalProperties`, what: `a member of ${spot.what}` },
            notes,
          ),
        }),
  };
}

/** Sets an own property whatever its name. */
export function define(object: Draft, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}
