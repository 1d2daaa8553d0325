import { isObject, type Json } from "../json.ts";
import type { SchemaEntry, SchemaName } from "../model.ts";
import { walkSchema } from "../schema-walk.ts";

type Dialect = SchemaEntry["dialect"];

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

/** What a schema of the table says about its dialect. */
export interface DialectFacts {
  /** By `$schema` or the schema format; null: AsyncAPI's own, a superset of draft-07. */
  readonly declared: Dialect | null;
  /** Words of later dialects in it. */
  readonly later: readonly string[];
  /** `items` as a list: no more in 2020-12. */
  readonly listItems: boolean;
  readonly refs: readonly SchemaName[];
}

/** Reads the facts of a schema whose references are rewritten. */
export function dialectFacts(schema: Json, declared: Dialect | null): DialectFacts {
  const later = new Set<string>();
  const refs = new Set<SchemaName>();
  let listItems = false;
  for (const { schema: inner } of walkSchema(schema)) {
    if (!isObject(inner)) continue;
    for (const word of Object.keys(inner)) if (WORDS_2019.has(word) || WORDS_2020.has(word)) later.add(word);
    if (Array.isArray(inner["items"])) listItems = true;
    const name = typeof inner["$ref"] === "string" ? /^schema:([^#]*)/.exec(inner["$ref"])?.[1] : undefined;
    if (name !== undefined) refs.add(name);
  }
  return { declared, later: [...later], listItems, refs: [...refs] };
}

/** The dialect that a `$schema` or a schema format names, or null. Drafts before 07 are read as 07. */
export function dialectNamed(name: string): Dialect | null {
  if (name.includes("2020-12")) return "2020-12";
  if (name.includes("2019-09")) return "2019-09";
  return /draft-0[3467]/.test(name) ? "draft-07" : null;
}

/** The dialect of a schema, by what it declares, else by the words in it and in all that it refers to. */
export function dialectOf(name: SchemaName, facts: ReadonlyMap<SchemaName, DialectFacts>): Dialect {
  const reached = new Set([name]);
  for (const one of reached) for (const ref of facts.get(one)?.refs ?? []) reached.add(ref);
  const all = [...reached].flatMap((one) => facts.get(one) ?? []);
  const declared = facts.get(name)?.declared ?? null;
  if (declared !== null) return declared;
  const words = all.flatMap(({ later }) => later);
  const latest = all.some((one) => one.declared === "2020-12") || words.some((word) => WORDS_2020.has(word));
  if (latest) return "2020-12";
  if (words.length === 0 && !all.some((one) => one.declared === "2019-09")) return "draft-07";
  return all.some(({ listItems }) => listItems) ? "2019-09" : "2020-12";
}
