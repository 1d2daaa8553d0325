import { isObject, type Json, type JsonObject, jsonEqual } from "../json.ts";
import { pointerOf } from "../json-pointer.ts";
import type { Contract, Message, PayloadPointer, SchemaName } from "../model.ts";
import { resolveRef, schemaOf } from "../schema-ref.ts";

type Schemas = Pick<Contract, "schemas">;
export type Constant = Message["constants"][number];

const DEEPEST = 4;
const MOST_BRANCHES = 300;
const MOST_ITEMS = 16;

/** Everything that every valid value carries for certain: `const`s and `enum`s at required properties. */
export function constantsOf(schemas: Schemas, name: SchemaName): Constant[] {
  const all = collect(schemas, [schemaOf(schemas, name).schema]);
  return [...constantsIn(schemas, all, DEEPEST)].map(([pointer, values]) => ({ pointer, values }));
}

type Found = Map<PayloadPointer, readonly Json[]>;

/** Schemas that hold together: `$ref` and `allOf` followed, so that each is flat. */
function collect(schemas: Schemas, start: readonly Json[]): JsonObject[] {
  const flat = new Set<JsonObject>();
  const visit = (schema: Json | undefined): void => {
    if (!isObject(schema) || flat.has(schema)) return;
    flat.add(schema);
    if (typeof schema["$ref"] === "string") visit(resolveRef(schemas, schema["$ref"]).schema);
    if (Array.isArray(schema["allOf"])) schema["allOf"].forEach(visit);
  };
  start.forEach(visit);
  return [...flat];
}

function constantsIn(schemas: Schemas, all: readonly JsonObject[], depth: number): Found {
  const found: Found = new Map();
  const own = valuesOf(all);
  if (own !== null) found.set("", own);
  if (depth === 0) return found;
  for (const [pointer, values] of constantsBelow(schemas, all, depth)) found.set(pointer, values);
  for (const branches of alternativesOf(all))
    for (const [pointer, values] of inEveryBranch(schemas, all, { branches, depth }))
      if (!found.has(pointer)) found.set(pointer, values);
  return found;
}

function valuesOf(all: readonly JsonObject[]): readonly Json[] | null {
  const lists = all.flatMap((schema) => {
    if (Object.hasOwn(schema, "const")) return [[schema["const"] ?? null]];
    return Array.isArray(schema["enum"]) ? [schema["enum"]] : [];
  });
  const [first, ...rest] = lists;
  if (first === undefined) return null;
  return first.filter((value: Json) =>
    rest.every((list) => list.some((other: Json) => jsonEqual(other, value))),
  );
}

function constantsBelow(schemas: Schemas, all: readonly JsonObject[], depth: number): Found {
  const found: Found = new Map();
  for (const [key, children] of [...certainProperties(all), ...certainItems(all)]) {
    const inner = constantsIn(schemas, collect(schemas, children), depth - 1);
    for (const [pointer, values] of inner) found.set(`${pointerOf(key)}${pointer}`, values);
  }
  return found;
}

type Child = readonly [key: string | number, schemas: readonly Json[]];

/** Properties that every valid value has, where it has to be an object. */
function certainProperties(all: readonly JsonObject[]): Child[] {
  const types = all.flatMap(({ type }) => (type === undefined ? [] : [type]));
  if (types.length > 0 && !types.includes("object")) return [];
  return [...new Set(all.flatMap(requiredOf))].map((key) => [
    key,
    all.flatMap(({ properties }) =>
      isObject(properties) && Object.hasOwn(properties, key) ? [properties[key] ?? null] : [],
    ),
  ]);
}

/** Items that every valid value has, where it has to be a list: those that `minItems` counts. */
function certainItems(all: readonly JsonObject[]): Child[] {
  if (!all.some(({ type }) => type === "array")) return [];
  const least = Math.max(0, ...all.map(({ minItems }) => (typeof minItems === "number" ? minItems : 0)));
  return Array.from({ length: Math.min(least, MOST_ITEMS) }, (_, index) => [
    index,
    all.flatMap((schema) => itemAt(schema, index)),
  ]);
}

function itemAt({ prefixItems, items, additionalItems }: JsonObject, index: number): Json[] {
  const tuple = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : [];
  const rest = Array.isArray(items) ? additionalItems : items;
  const found = index < tuple.length ? tuple[index] : rest;
  return found === undefined ? [] : [found];
}

function requiredOf({ required }: JsonObject): string[] {
  return Array.isArray(required) ? required.filter((key) => typeof key === "string") : [];
}

function alternativesOf(all: readonly JsonObject[]): (readonly Json[])[] {
  return all
    .flatMap(({ oneOf, anyOf }) => [oneOf, anyOf])
    .filter((list) => Array.isArray(list))
    .filter((list) => list.length > 0 && list.length <= MOST_BRANCHES);
}

/** Constants that each branch has, any one of their values; what stands beside the branches counts for each. */
function inEveryBranch(
  schemas: Schemas,
  all: readonly JsonObject[],
  { branches, depth }: { readonly branches: readonly Json[]; readonly depth: number },
): Found {
  const beside = all.map(({ oneOf: _one, anyOf: _any, ...rest }) => rest);
  const each = branches.map((branch) =>
    constantsIn(schemas, [...beside, ...collect(schemas, [branch])], depth - 1),
  );
  const [first, ...rest] = each;
  const found: Found = new Map();
  for (const pointer of first?.keys() ?? [])
    if (rest.every((one) => one.has(pointer))) found.set(pointer, union(each, pointer));
  return found;
}

function union(each: readonly Found[], pointer: PayloadPointer): Json[] {
  const values: Json[] = [];
  for (const one of each)
    for (const value of one.get(pointer) ?? [])
      if (!values.some((known) => jsonEqual(known, value))) values.push(value);
  return values;
}
