import { mapSubschemas, walkSchema } from "../contract/index.ts";
import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { pointerGet, pointerOf, pointerSet } from "../contract/json-pointer.ts";
import type { Contract, Place, SchemaName } from "../contract/model.ts";

type Schemas = Pick<Contract, "schemas">;

/** More schemas than this are not tried: the reason then names no rules. */
const MOST_TRIALS = 250;
/** Keywords that only hold other rules, or say nothing about values. */
const HOLDERS: ReadonlySet<string> = new Set(
  (
    "$defs definitions properties patternProperties allOf anyOf oneOf items prefixItems additionalProperties " +
    "additionalItems title description examples example default $ref if then else dependentSchemas $comment contains"
  ).split(" "),
);

/**
 * The rules that contradict each other: those that are left when every other one has been taken out and there still
 * is no value. Taken out in groups that are halved, the outer ones first; empty where that leads to nothing. Of a `oneOf`
 * whose branches can't be told apart those branches are named.
 */
export function contradictingRules(
  contract: Schemas,
  name: SchemaName,
  isPossible: (contract: Schemas) => boolean,
): Place[] {
  let left = reachable(contract, name);
  let trials = 0;
  const takeOut = (sites: readonly Site[]): void => {
    const less = sites.reduce(without, left);
    const isTried = less !== left && keepsTwo(less, sites);
    if (isTried) trials += 1;
    if (trials > MOST_TRIALS) return;
    if (isTried && !isPossible(less)) left = reachable(less, name);
    else if (sites.length > 1) {
      const half = Math.ceil(sites.length / 2);
      takeOut(sites.slice(0, half));
      takeOut(sites.slice(half));
    }
  };
  const visited = new Set<string>();
  for (let sites = nextSites(left, visited); sites.length > 0; sites = nextSites(left, visited)) {
    for (const site of sites) visited.add(keyOf(site));
    takeOut(sites);
    if (trials > MOST_TRIALS) return [];
  }
  return rulesIn(left);
}

/** One keyword, or one member of what a keyword holds. */
interface Site {
  readonly name: SchemaName;
  readonly pointer: string;
  /** What stands there when it is taken out; absent: nothing. A branch of `oneOf` that is `false` asks for nothing. */
  readonly to?: boolean;
}

function keyOf({ name, pointer }: Site): string {
  return `${name}${pointer}`;
}

/** The outermost sites of one parent that nobody has looked at; none at the end. */
function nextSites(contract: Schemas, visited: ReadonlySet<string>): Site[] {
  for (const sites of sitesOf(contract)) {
    const left = sites.filter((site) => !visited.has(keyOf(site)));
    if (left.length > 0) return left;
  }
  return [];
}

/** Sites by parent, each parent's together. */
function* sitesOf({ schemas }: Schemas): Generator<Site[]> {
  for (const [name, { schema }] of Object.entries(schemas))
    for (const { pointer, schema: inner } of walkSchema(schema)) {
      if (!isObject(inner)) continue;
      const at = (...tokens: (string | number)[]): Site => ({
        name,
        pointer: pointer + pointerOf(...tokens),
      });
      yield Object.keys(inner).map((keyword) => at(keyword));
      for (const [keyword, value] of Object.entries(inner)) {
        if (isObject(value) && ["properties", "patternProperties"].includes(keyword))
          yield Object.keys(value).map((one) => at(keyword, one));
        if (Array.isArray(value) && keyword === "allOf")
          yield [...value.keys()].map((index) => ({ ...at(keyword, index), to: true }));
        if (Array.isArray(value) && keyword === "oneOf")
          yield [...value.keys()].map((index) => ({ ...at(keyword, index), to: false }));
      }
    }
}

/** Without two branches a `oneOf` that is left says nothing about what stands against what. */
function keepsTwo({ schemas }: Schemas, [site]: readonly Site[]): boolean {
  if (site?.to !== false) return true;
  const list = pointerGet(schemas[site.name]?.schema, site.pointer.slice(0, site.pointer.lastIndexOf("/")));
  return Array.isArray(list) && list.filter((branch) => branch !== false).length > 1;
}

/** An item of a list becomes `to`, anything else is gone. */
function without(contract: Schemas, { name, pointer, to = true }: Site): Schemas {
  const entry = contract.schemas[name];
  if (entry === undefined) return contract;
  const cut = pointer.lastIndexOf("/");
  const parent = pointerGet(entry.schema, pointer.slice(0, cut));
  const key = pointer
    .slice(cut + 1)
    .replaceAll("~1", "/")
    .replaceAll("~0", "~");
  const less: Json = Array.isArray(parent)
    ? parent.map((item, index) => (String(index) === key ? to : item))
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

/**
 * What is left; a `type` only says of what the others speak, where there are two of them, or where the only one is
 * hard to meet by itself.
 */
function rulesIn(contract: Schemas): Place[] {
  const all = placesIn(contract);
  const telling = all.filter((place) => !place.endsWith("/type"));
  const isHard = telling.length === 1 && /\/(?:pattern|format)$/.test(telling[0] ?? "");
  return telling.length > 1 || isHard ? telling : all;
}

function placesIn({ schemas }: Schemas): Place[] {
  return Object.values(schemas).flatMap(({ place, schema }) =>
    [...walkSchema(schema)].flatMap(({ pointer, schema: inner }) => {
      if (inner === false) return /\/oneOf\/\d+$/.test(pointer) ? [] : [`${place}${pointer}`];
      if (!isObject(inner)) return [];
      return [
        ...Object.keys(inner)
          .filter((word) => !HOLDERS.has(word))
          .map((word) => `${place}${pointer}${pointerOf(word)}`),
        ...alike(inner["oneOf"]).map((index) => `${place}${pointer}${pointerOf("oneOf", index)}`),
      ];
    }),
  );
}

/** Branches of which nothing is left, so that what fits one fits the other: they alone stand against each other. */
function alike(branches: Json | undefined): number[] {
  const empty = (Array.isArray(branches) ? [...branches.entries()] : []).filter(
    ([, branch]) => branch === true || (isObject(branch) && Object.keys(branch).length === 0),
  );
  return empty.length > 1 ? empty.map(([index]) => index) : [];
}
