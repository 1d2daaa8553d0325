import { isObject, type Json, type JsonObject } from "../json.ts";
import { pointerTokens } from "../json-pointer.ts";
import type { Contract, SchemaName } from "../model.ts";
import { patternOf } from "../pattern.ts";
import { refTo, resolveRef } from "../schema-ref.ts";

/** What a schema says of the value at a pointer. */
export interface ValueAt {
  /** False where no valid payload has such a value there. */
  readonly possible: boolean;
  /** The schema speaks of it. */
  readonly declared: boolean;
  /** Where it does not: the names that it lists in its place; empty where it lists none. */
  readonly listed: readonly string[];
}

/** Is the value allowed by a schema's own words, whatever stands inside it? */
export type Allows = (schema: JsonObject) => boolean;

/** Schemas may go in circles. */
const MOST_STEPS = 64;
const OPEN: ValueAt = { possible: true, declared: false, listed: [] };
const NEVER: ValueAt = { possible: false, declared: false, listed: [] };

/**
 * What a schema of the contract says of the value at a pointer, as far as its words decide that without a payload
 * (`not`, and what hangs on a condition, decide nothing).
 */
export function valueAt(
  contract: Pick<Contract, "schemas">,
  { schema, pointer, allows }: { schema: SchemaName; pointer: string; allows: Allows },
): ValueAt {
  const isSeven = contract.schemas[schema]?.dialect === "draft-07";
  const about: About = { contract, allows, isAlone: isSeven };
  return look(about, { $ref: refTo(schema) }, { tokens: pointerTokens(pointer), steps: MOST_STEPS });
}

interface About {
  readonly contract: Pick<Contract, "schemas">;
  readonly allows: Allows;
  /** What stands beside a `$ref` means nothing (draft-07, section 8.3). */
  readonly isAlone: boolean;
}

interface Way {
  readonly tokens: readonly string[];
  readonly steps: number;
}

function look(about: About, schema: Json | undefined, way: Way): ValueAt {
  if (schema === false) return NEVER;
  if (!isObject(schema) || way.steps === 0) return OPEN;
  const beside = { ...way, steps: way.steps - 1 };
  const target = targetOf(about, schema);
  const parts = target === undefined ? [] : [look(about, target, beside)];
  if (target === undefined || !about.isAlone) {
    parts.push(ownWords(about, schema, beside));
    for (const one of listAt(schema, "allOf")) parts.push(look(about, one, beside));
    for (const word of ["anyOf", "oneOf"]) {
      const branches = listAt(schema, word).map((one) => look(about, one, beside));
      if (branches.length > 0) parts.push(anyOf(branches));
    }
    for (const word of ["then", "else"]) parts.push({ ...look(about, schema[word], beside), possible: true });
  }
  const all = allOf(parts);
  const isClosed = way.tokens.length > 0 && schema["unevaluatedProperties"] === false;
  return isClosed && !all.declared ? { ...all, possible: false } : all;
}

function targetOf({ contract }: About, { $ref }: JsonObject): Json | undefined {
  return typeof $ref === "string" && $ref.startsWith("schema:")
    ? resolveRef(contract, $ref).schema
    : undefined;
}

function listAt(schema: JsonObject, word: string): readonly Json[] {
  const list = schema[word];
  return Array.isArray(list) ? list : [];
}

/** All of them hold. */
function allOf(parts: readonly ValueAt[]): ValueAt {
  return {
    possible: parts.every(({ possible }) => possible),
    declared: parts.some(({ declared }) => declared),
    listed: parts.flatMap(({ listed }) => listed),
  };
}

/** One of them holds. */
function anyOf(parts: readonly ValueAt[]): ValueAt {
  const possible = parts.filter((one) => one.possible);
  return { ...allOf(possible.length > 0 ? possible : parts), possible: possible.length > 0 };
}

function ownWords(about: About, schema: JsonObject, { tokens, steps }: Way): ValueAt {
  const [token, ...rest] = tokens;
  if (token === undefined) return { possible: about.allows(schema), declared: true, listed: [] };
  const isIndex = /^(?:0|[1-9]\d*)$/.test(token);
  if (!hasType(schema, isIndex ? ["object", "array"] : ["object"])) return NEVER;
  const below = { tokens: rest, steps };
  const item = isIndex ? itemAt(schema, Number(token)) : undefined;
  if (item !== undefined) return inside(about, item, below);
  const found = propertiesAt(schema, token);
  if (found.length > 0) return allOf(found.map((one) => inside(about, one, below)));
  const { properties, additionalProperties: others } = schema;
  const listed = isObject(properties) ? Object.keys(properties) : [];
  if (isObject(others)) return inside(about, others, below);
  return { ...OPEN, possible: others !== false, listed };
}

/** A schema that is there speaks of its value, even where it allows any. */
function inside(about: About, schema: Json, way: Way): ValueAt {
  const found = look(about, schema, way);
  return way.tokens.length === 0 ? { ...found, declared: true } : found;
}

function propertiesAt(schema: JsonObject, name: string): Json[] {
  const { properties, patternProperties } = schema;
  const named = isObject(properties) && Object.hasOwn(properties, name) ? [properties[name] ?? true] : [];
  const patterns = isObject(patternProperties) ? Object.entries(patternProperties) : [];
  return [
    ...named,
    ...patterns.flatMap(([pattern, one]) => (patternOf(pattern)?.test(name) === true ? [one] : [])),
  ];
}

function itemAt(schema: JsonObject, index: number): Json | undefined {
  const { prefixItems, items, additionalItems } = schema;
  const tuple = prefixItems ?? items;
  if (!Array.isArray(tuple)) return items;
  return tuple[index] ?? (prefixItems === undefined ? additionalItems : items);
}

/** Can a value of one of these types be valid? A number stands for an integer too. */
export function hasType({ type, const: only, enum: some }: JsonObject, types: readonly string[]): boolean {
  const named = Array.isArray(type) ? type : type === undefined ? null : [type];
  if (named !== null && !named.some((one) => types.includes(one === "integer" ? "number" : String(one))))
    return false;
  const values = only !== undefined ? [only] : Array.isArray(some) ? some : null;
  return values === null || values.some((value) => types.includes(typeOf(value)));
}

/** The type of a value as JSON Schema names it; `number` for an integer. */
export function typeOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
