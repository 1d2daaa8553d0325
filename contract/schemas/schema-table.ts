import type { OutlineSchema } from "../asyncapi/outline.ts";
import type { Loading } from "../document/loading.ts";
import { below, splitPlace } from "../document/place.ts";
import { isReference } from "../document/reference.ts";
import { isObject, type Json } from "../json.ts";
import type { Contract, Place, SchemaEntry, SchemaName } from "../model.ts";
import { refTo } from "../schema-ref.ts";
import { type DialectFacts, dialectFacts, dialectNamed, dialectOf } from "./dialect.ts";
import { rewriteSchema } from "./rewrite-schema.ts";
import { reportSchema } from "./schema-findings.ts";
import { schemaNameFor } from "./schema-names.ts";

/** Formats that are JSON Schema, or a dialect of it that is close enough to be checked as such. */
const JSON_SCHEMA =
  /^(?:|application\/(?:vnd\.aai\.asyncapi|schema|vnd\.oai\.openapi)(?:\+(?:json|yaml))?(?:;.*)?)$/;

/** Collects the schemas that a contract needs; those that they refer to come along. */
export class SchemaTable {
  readonly #loading: Loading;
  readonly #names = new Map<Place, SchemaName>();
  readonly #entries = new Map<SchemaName, { readonly place: Place; readonly schema: Json }>();
  readonly #facts = new Map<SchemaName, DialectFacts>();

  constructor(loading: Loading) {
    this.#loading = loading;
  }

  /** True where schemas of this format can be checked. */
  static reads(format: string): boolean {
    return JSON_SCHEMA.test(format);
  }

  /** The name of the schema at a place. */
  add({ place, format }: OutlineSchema): SchemaName {
    const { tree } = this.#loading;
    const found = tree.find(place);
    if (found === null) throw new RangeError(`no schema at ${place}`);
    const bare = isReference(found.value) && Object.keys(found.value).length === 1;
    if (!bare) return this.#nameOf(found.place, format);
    const { root, pointer } = this.#rootOf(tree.follow(place).place);
    return pointer === "" ? this.#nameOf(root, format) : this.#nameOf(found.place, format);
  }

  /** A schema that stands nowhere in the document: what a parameter or a missing payload means. */
  addMade(wish: string, place: Place, schema: Json): SchemaName {
    const name = schemaNameFor(below("#", wish), (one) => this.#entries.has(one));
    this.#set(name, place, schema, null);
    return name;
  }

  /** All schemas, in the order in which they were needed. */
  entries(): Contract["schemas"] {
    const all: Record<SchemaName, SchemaEntry> = {};
    for (const [name, { place, schema }] of this.#entries)
      all[name] = { place, dialect: dialectOf(name, this.#facts), schema };
    return all;
  }

  #nameOf(place: Place, format: string): SchemaName {
    const known = this.#names.get(place);
    if (known !== undefined) return known;
    const name = schemaNameFor(place, (one) => this.#entries.has(one));
    const { value } = this.#loading.tree.find(place) ?? { value: true };
    this.#names.set(place, name);
    // Holds the name: a schema may refer to itself.
    this.#entries.set(name, { place, schema: true });
    const schema = rewriteSchema(value, place, {
      reference: (at) => this.#refAt(at),
      visit: (inner, at) => reportSchema(inner, at, this.#loading),
    });
    const declared = isObject(value) && typeof value["$schema"] === "string" ? value["$schema"] : format;
    this.#set(name, place, schema, dialectNamed(declared));
    return name;
  }

  #set(name: SchemaName, place: Place, schema: Json, declared: SchemaEntry["dialect"] | null): void {
    const facts = dialectFacts(schema, declared);
    this.#entries.set(name, { place, schema });
    this.#facts.set(name, facts);
    if (declared === null && facts.later.length > 0)
      this.#loading.warn(
        "SCHEMA-DIALECT",
        place,
        `read as a later JSON Schema than draft-07, because of \`${facts.later.join("`, `")}\``,
      );
  }

  /** What the reference of the schema at a place becomes. */
  #refAt(place: Place): string {
    const { root, pointer } = this.#rootOf(this.#loading.tree.follow(place).place);
    return refTo(this.#nameOf(root, ""), pointer);
  }

  /** The entry that a target belongs to: a whole component schema, else the target itself. */
  #rootOf(target: Place): { root: Place; pointer: string } {
    const { tree } = this.#loading;
    const { file, pointer } = splitPlace(target);
    const component = /^\/components\/schemas\/[^/]+/.exec(pointer)?.[0];
    if (component === undefined) return { root: target, pointer: "" };
    const root = `${file}#${component}`;
    const { value } = tree.follow(root);
    const multiFormat = isObject(value) && "schemaFormat" in value && "schema" in value;
    if (!multiFormat) return { root, pointer: pointer.slice(component.length) };
    return { root: target === root ? below(root, "schema") : target, pointer: "" };
  }
}
