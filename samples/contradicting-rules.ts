import { mapSubschemas, walkSchema } from "../contract/index.ts";
import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { pointerGet, pointerOf, pointerSet } from "../contract/json-pointer.ts";
import type { Contract, Place, SchemaName } from "../contract/model.ts";

type Schemas = Pick<Contract, "schemas">;

/** More schemas than this are not tried: the reason then names no rules. */
const MOST_TRIALS = 80;
/** Keywords that only hold other rules, or say nothing about values. */
const HOLDERS: ReadonlySet<string> = new Set(
  (
    "$defs definitions properties patternProperties allOf anyOf oneOf items prefixItems additionalProperties " +
    "additionalItems title description examples example default $ref if then else dependentSchemas $comment contains"
  ).split(" "),
);

/**
 * The rules that contradict each other: those that are left when every other one has been taken out and there still
 * is no value. Taken out one by one, the outer ones first; empty where that leads to nothing.
 */
export function contradictingRules(
  contract: Schemas,
  name: SchemaName,
  isPossible: (contract: Schemas) => boolean,
): Place[] {
  let left = reachable(contract, name);
  let trials = 0;
  const visited = new Set<string>();
  for (let site = nextSite(left, visited); site !== null; site = nextSite(left, visited)) {
    visited.add(`${site.name}${site.pointer}`);
    trials += 1;
    if (trials > MOST_TRIALS) return [];
    const less = without(left, site);
    if (!isPossible(less)) left = less;
  }
  return rulesIn(left);
}

/** One keyword, or one member of what a keyword holds. */
interface Site {
  readonly name: SchemaName;
  readonly pointer: string;
}

function nextSite(contract: Schemas, visited: ReadonlySet<string>): Site | null {
  for (const site of sitesOf(contract)) if (!visited.has(`${site.name}${site.pointer}`)) return site;
  return null;
}

function* sitesOf({ schemas }: Schemas): Generator<Site> {
  for (const [name, { schema }] of Object.entries(schemas))
    for (const { pointer, schema: inner } of walkSchema(schema)) {
      if (!isObject(inner)) continue;
      for (const [keyword, value] of Object.entries(inner)) {
        yield { name, pointer: pointer + pointerOf(keyword) };
        if (isObject(value) && ["properties", "patternProperties"].includes(keyword))
          for (const one of Object.keys(value)) yield { name, pointer: pointer + pointerOf(keyword, one) };
        if (Array.isArray(value) && keyword === "allOf")
          for (const index of value.keys()) yield { name, pointer: pointer + pointerOf(keyword, index) };
      }
    }
}

/** An item of a list becomes `true`, anything else is gone. */
function without(contract: Schemas, { name, pointer }: Site): Schemas {
  const entry = contract.schemas[name];
  if (entry === undefined) return contract;
  const cut = pointer.lastIndexOf("/");
  const parent = pointerGet(entry.schema, pointer.slice(0, cut));
  const key = pointer
    .slice(cut + 1)
    .replaceAll("~1", "/")
    .replaceAll("~0", "~");
  const less: Json = Array.isArray(parent)
    ? parent.map((item, index) => (String(index) === key ? true : item))
    : withoutKey(parent, key);
  return {
    schemas: {
      ...contract.schemas,
      [name]: { ...entry, schema: pointerSet(entry.schema, pointer.slice(0, cut), less) },
    },
  };
}

function withoutKey(parent: Json | undefined, key: string): JsonObject {
  return isObject(parent) ? Object.fromEntries(Object.entries(parent).filter(([one]) => one !== key)) : {};
}

/** The schema with those that it refers to, in copies: identical objects may not stand in two places. */
function reachable({ schemas }: Schemas, start: SchemaName): Schemas {
  const found: { [name: SchemaName]: NonNullable<Schemas["schemas"][string]> } = {};
  const names = new Set([start]);
  for (const name of names) {
    const entry = schemas[name];
    if (entry === undefined) continue;
    found[name] = { ...entry, schema: mapSubschemas(entry.schema, (inner) => inner) };
    for (const { schema } of walkSchema(entry.schema)) {
      const target =
        isObject(schema) && typeof schema["$ref"] === "string"
          ? /^schema:([^#]*)/.exec(schema["$ref"])?.[1]
          : undefined;
      if (target !== undefined) names.add(target);
    }
  }
  return { schemas: found };
}

/** What is left; a `type` only says of what the others speak, where there are two of them. */
function rulesIn(contract: Schemas): Place[] {
  const all = placesIn(contract);
  const telling = all.filter((place) => !place.endsWith("/type"));
  return telling.length > 1 ? telling : all;
}

function placesIn({ schemas }: Schemas): Place[] {
  return Object.values(schemas).flatMap(({ place, schema }) =>
    [...walkSchema(schema)].flatMap(({ pointer, schema: inner }) => {
      if (inner === false) return [`${place}${pointer}`];
      return isObject(inner)
        ? Object.keys(inner)
            .filter((word) => !HOLDERS.has(word))
            .map((word) => `${place}${pointer}${pointerOf(word)}`)
        : [];
    }),
  );
}
