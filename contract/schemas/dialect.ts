import { isObject, type Json } from "../json.ts";
import type { SchemaEntry, SchemaName } from "../model.ts";
import { walkSchema } from "../schema-walk.ts";

/** The language that a schema is written in; `asyncapi`: nothing says which, so AsyncAPI's own superset of draft-07. */
export type Dialect =
  | "asyncapi"
  | "draft-04"
  | "draft-06"
  | "draft-07"
  | "2019-09"
  | "2020-12"
  | "openapi-3.0";

const WORDS_2019: ReadonlySet<string> = new Set([
  "$recursiveAnchor",
  "$recursiveRef",
  "dependentRequired",
  "dependentSchemas",
  "maxContains",
  "minContains",
  "unevaluatedItems",
  "unevaluatedProperties",
]);
const WORDS_2020: ReadonlySet<string> = new Set(["$dynamicAnchor", "$dynamicRef", "prefixItems"]);

/** What decides which ajv judges a schema of the table, and those that refer to it. */
export interface DialectFacts {
  readonly dialect: Dialect;
  /** Words of later dialects than draft-07 that mean something in it. */
  readonly later: readonly string[];
  /** `items` as a list: no more in 2020-12. */
  readonly listItems: boolean;
  readonly refs: readonly SchemaName[];
}

/** Reads the facts of a schema as the table holds it. */
export function dialectFacts(schema: Json, dialect: Dialect): DialectFacts {
  const refs = new Set<SchemaName>();
  for (const { schema: inner } of walkSchema(schema)) {
    const ref = isObject(inner) ? inner["$ref"] : undefined;
    const name = typeof ref === "string" ? /^schema:([^#]*)/.exec(ref)?.[1] : undefined;
    if (name !== undefined) refs.add(name);
  }
  return { dialect, later: laterWords(schema), listItems: hasListItems(schema), refs: [...refs] };
}

/** Words of JSON Schema 2019-09 and later in a schema, `$ref`s not followed. */
export function laterWords(schema: Json): string[] {
  const words = new Set<string>();
  for (const { schema: inner } of walkSchema(schema))
    if (isObject(inner)) for (const word of Object.keys(inner)) if (isLater(word)) words.add(word);
  return [...words];
}

/** True for a word that drafts up to 07 don't have, and that changes what is valid. */
export function isLater(word: string): boolean {
  return WORDS_2019.has(word) || WORDS_2020.has(word);
}

/** True where nothing beside a `$ref` means anything. */
export function ignoresSiblings(dialect: Dialect): boolean {
  return dialect !== "2019-09" && dialect !== "2020-12";
}

function hasListItems(schema: Json): boolean {
  for (const { schema: inner } of walkSchema(schema))
    if (isObject(inner) && Array.isArray(inner["items"])) return true;
  return false;
}

/** The dialect that a `$schema` or a schema format names, or null: none, or AsyncAPI's own. */
export function dialectNamed(name: string): Dialect | null {
  const [found] = /draft-0[467]|2019-09|2020-12/.exec(name) ?? [];
  // The pattern names nothing else.
  if (found !== undefined) return found as Dialect;
  if (!name.includes("vnd.oai.openapi")) return null;
  return /version=["']?3\.[1-9]/.test(name) ? "2020-12" : "openapi-3.0";
}

/** The dialect of a schema that says nothing about it, by the words in it. */
export function dialectByWords(schema: Json): Dialect {
  const words = laterWords(schema);
  if (words.length === 0) return "asyncapi";
  if (words.some((word) => WORDS_2020.has(word))) return "2020-12";
  return hasListItems(schema) ? "2019-09" : "2020-12";
}

/** Which ajv judges a schema: the latest that it and all that it refers to need. */
export function judgeOf(
  name: SchemaName,
  facts: ReadonlyMap<SchemaName, DialectFacts>,
): SchemaEntry["dialect"] {
  const reached = new Set([name]);
  for (const one of reached) for (const ref of facts.get(one)?.refs ?? []) reached.add(ref);
  const all = [...reached].flatMap((one) => facts.get(one) ?? []);
  if (all.every(({ dialect }) => ignoresSiblings(dialect))) return "draft-07";
  if (all.some(({ later }) => later.some((word) => WORDS_2020.has(word)))) return "2020-12";
  const isOld = all.some(({ dialect, listItems }) => dialect === "2019-09" || listItems);
  return isOld ? "2019-09" : "2020-12";
}
