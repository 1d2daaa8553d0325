import { createRequire } from "node:module";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { pointerGet } from "../json-pointer.ts";
import type { Contract, SchemaEntry, SchemaName } from "../model.ts";
import { refTo } from "../schema-ref.ts";
import { mapSubschemas, walkSchema } from "../schema-walk.ts";
import { ToolError } from "../tool-error.ts";
import { type Dialect, dialectByWords, dialectFacts, dialectNamed, judgeOf } from "./dialect.ts";
import { withOpenApiWords } from "./rewrite-schema.ts";
import { indexSchemas, type SchemaIndex, type SchemaSpot } from "./schema-index.ts";

/** A table of schemas as a contract holds it, and the name of the one that was given. */
export interface SchemaTableOf extends Pick<Contract, "schemas"> {
  readonly name: SchemaName;
}

export interface TableOptions {
  /** Default: what `$schema` says, else by the words in it, else draft-07. */
  readonly dialect?: SchemaEntry["dialect"];
  /** Schemas that it refers to, by URI. */
  readonly others?: { readonly [uri: string]: Json };
}

const ROOT = "urn:schema";

/**
 * The table for one JSON Schema: references inside it, to its `$id`s and anchors, to `others` and to the
 * meta-schemas are followed. `$dynamicRef` and `$recursiveRef` are read as plain references to the outermost
 * schema of that name. Throws `ToolError` for a reference that leads nowhere.
 */
export function tableOfSchema(schema: Json, options: TableOptions = {}): SchemaTableOf {
  const documents = new Map<string, Json>([[ROOT, schema], ...Object.entries(options.others ?? {})]);
  addMetaSchemas(documents);
  const builder = new TableBuilder(documents, indexSchemas(documents));
  const name = builder.nameOf({ document: ROOT, pointer: "" });
  return { name, schemas: builder.entries(options.dialect ?? declaredDialect(schema)) };
}

class TableBuilder {
  readonly #documents: ReadonlyMap<string, Json>;
  readonly #index: SchemaIndex;
  readonly #names = new Map<string, SchemaName>();
  readonly #schemas = new Map<SchemaName, Json>();
  readonly #inside = new Map<string, string>();

  constructor(documents: ReadonlyMap<string, Json>, index: SchemaIndex) {
    this.#documents = documents;
    this.#index = index;
  }

  /** The entry that a schema is, made when first asked for. */
  nameOf(spot: SchemaSpot): SchemaName {
    const key = `${spot.document}${spot.pointer}`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = this.#names.size === 0 ? "schema" : `schema-${this.#names.size + 1}`;
    this.#names.set(key, name);
    const schema = pointerGet(this.#documents.get(spot.document), spot.pointer) ?? true;
    for (const { pointer } of walkSchema(schema))
      if (!this.#inside.has(`${key}${pointer}`)) this.#inside.set(`${key}${pointer}`, refTo(name, pointer));
    this.#schemas.set(name, this.#rewritten(schema, spot));
    return name;
  }

  /** `dialect`: null where nothing says which. */
  entries(dialect: Dialect | null): Contract["schemas"] {
    const facts = new Map(
      [...this.#schemas].map(([name, schema]) => [
        name,
        dialectFacts(schema, dialect ?? dialectByWords(schema)),
      ]),
    );
    const all: { [name: SchemaName]: SchemaEntry } = {};
    for (const [name, schema] of this.#schemas)
      all[name] = { place: name === "schema" ? "#" : `${name}#`, dialect: judgeOf(name, facts), schema };
    return all;
  }

  #rewritten(schema: Json, spot: SchemaSpot): Json {
    const inner = mapSubschemas(schema, (child, pointer) =>
      this.#rewritten(child, { ...spot, pointer: `${spot.pointer}${pointer}` }),
    );
    if (!isObject(inner)) return inner;
    const { $id: _id, $schema: _dialect, $anchor: _anchor, $dynamicAnchor: _dynamic, ...rest } = inner;
    const { $ref, $dynamicRef, $recursiveRef, $recursiveAnchor: _recursive, ...plain } = rest;
    const refs = [$ref, $dynamicRef, $recursiveRef].filter((ref) => typeof ref === "string");
    const found = refs.map((ref) => this.#refOf(ref, spot, ref === $dynamicRef));
    return withOpenApiWords(withRefs(plain, found));
  }

  #refOf(ref: string, spot: SchemaSpot, dynamic: boolean): string {
    const outer =
      dynamic && ref.includes("#") ? this.#index.find(ref.slice(ref.indexOf("#")), this.#outermost()) : null;
    const target = outer ?? this.#index.find(ref, this.#index.baseAt(spot));
    if (target === null || pointerGet(this.#documents.get(target.document), target.pointer) === undefined)
      throw new ToolError("REFERENCE", `\`${ref}\` leads nowhere`, { where: `#${spot.pointer}` });
    return this.#inside.get(`${target.document}${target.pointer}`) ?? refTo(this.nameOf(target));
  }

  #outermost(): string {
    return this.#index.baseAt({ document: ROOT, pointer: "" });
  }
}

function withRefs(schema: JsonObject, refs: readonly string[]): JsonObject {
  const [first, ...others] = refs;
  if (first === undefined) return schema;
  if (others.length === 0) return { ...schema, $ref: first };
  const all = Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
  return { ...schema, $ref: first, allOf: [...all, ...others.map((ref) => ({ $ref: ref }))] };
}

function declaredDialect(schema: Json): Dialect | null {
  const declared = isObject(schema) ? schema["$schema"] : undefined;
  return typeof declared === "string" ? dialectNamed(declared) : null;
}

const load = createRequire(import.meta.url);
const META: { readonly [uri: string]: string } = {
  "http://json-schema.org/draft-07/schema": "ajv/dist/refs/json-schema-draft-07.json",
  "https://json-schema.org/draft/2019-09/schema": "ajv/dist/refs/json-schema-2019-09/schema.json",
  "https://json-schema.org/draft/2020-12/schema": "ajv/dist/refs/json-schema-2020-12/schema.json",
};
const VOCABULARIES = "core applicator unevaluated validation meta-data content format format-annotation";

/** The meta-schemas that some document refers to. */
function addMetaSchemas(documents: Map<string, Json>): void {
  const text = JSON.stringify([...documents.values()]);
  for (const [uri, file] of Object.entries(META)) {
    if (!text.includes(`"$ref":"${uri}`)) continue;
    documents.set(uri, load(file));
    for (const word of VOCABULARIES.split(" ")) {
      const vocabulary = vocabularyAt(file.replace("schema.json", `meta/${word}.json`));
      if (vocabulary !== null) documents.set(String(vocabulary["$id"]), vocabulary);
    }
  }
}

function vocabularyAt(file: string): JsonObject | null {
  if (!file.includes("/meta/")) return null;
  try {
    return load(file);
  } catch {
    return null; // not every dialect has every vocabulary
  }
}
