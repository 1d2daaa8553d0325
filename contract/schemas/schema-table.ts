import type { OutlineSchema } from "../asyncapi/outline.ts";
import type { Loading } from "../document/loading.ts";
import { below, splitPlace } from "../document/place.ts";
import { isReference } from "../document/reference.ts";
import { isObject, type Json } from "../json.ts";
import type { Contract, Place, SchemaEntry, SchemaName } from "../model.ts";
import { pointerGet, pointerOf, pointerTokens } from "../json-pointer.ts";
import { refTo } from "../schema-ref.ts";
import { UNREADABLE } from "../unchecked-words.ts";
import { schemaFormatOf } from "./schema-format.ts";
import {
  type Dialect,
  type DialectFacts,
  dialectByWords,
  dialectFacts,
  dialectNamed,
  judgeOf,
  laterWords,
} from "./dialect.ts";
import { branchRules, heirRule } from "./discriminator.ts";
import { hasLostParts, turnsOnLost } from "./lost-parts.ts";
import { rewriteSchema } from "./rewrite-schema.ts";
import { reportLeftOut, reportSchema } from "./schema-findings.ts";
import { schemaNameFor } from "./schema-names.ts";

/** What is known of a schema's dialect besides the schema itself. */
interface Said {
  readonly format: string;
  /** Of the schema that refers to it; null: none is declared there. */
  readonly inherited: Dialect | null;
}

interface Entry {
  readonly place: Place;
  readonly schema: Json;
}

/** A reference and nothing else. */
function isBare(value: Json): boolean {
  return isReference(value) && Object.keys(value).length === 1;
}

/** Collects the schemas that a contract needs; those that they refer to come along. */
export class SchemaTable {
  readonly #loading: Loading;
  readonly #names = new Map<Place, SchemaName>();
  readonly #entries = new Map<SchemaName, Entry>();
  readonly #facts = new Map<SchemaName, DialectFacts>();
  readonly #soFar: Record<SchemaName, SchemaEntry> = {};

  constructor(loading: Loading) {
    this.#loading = loading;
  }

  /** The name of the schema at a place. */
  add({ place, format }: OutlineSchema): SchemaName {
    const { tree } = this.#loading;
    const found = tree.find(place);
    if (found === null) throw new RangeError(`no schema at ${place}`);
    if (!isBare(found.value)) return this.#nameOf(found.place, { format, inherited: null });
    const { root, pointer } = this.#rootOf(this.#target(place));
    const said = { format, inherited: null };
    return pointer === "" ? this.#nameOf(root, said) : this.#nameOf(found.place, said);
  }

  /** A schema that stands nowhere in the document: what a parameter or a missing payload means. */
  addMade(wish: string, place: Place, schema: Json): SchemaName {
    const name = schemaNameFor(below("#", wish), (one) => this.#entries.has(one));
    this.#set(name, { place, schema, dialect: "asyncapi" });
    return name;
  }

  /**
   * The schemas that were needed up to now, and those that will be: each channel looks at them, and must not pay for
   * all others. Which ajv judges a schema is known when all are there; until then it is that of most.
   */
  get soFar(): Contract["schemas"] {
    return this.#soFar;
  }

  /** All schemas, in the order in which they were needed. */
  entries(): Contract["schemas"] {
    const all: Record<SchemaName, SchemaEntry> = {};
    for (const [name, { place, schema }] of this.#entries)
      all[name] = { place, dialect: judgeOf(name, this.#facts), schema };
    return all;
  }

  #nameOf(place: Place, said: Said): SchemaName {
    const known = this.#names.get(place);
    if (known !== undefined) return known;
    const name = schemaNameFor(place, (one) => this.#entries.has(one));
    const { value } = this.#loading.tree.find(place) ?? { value: true };
    this.#names.set(place, name);
    // Holds the name: a schema may refer to itself.
    this.#entries.set(name, { place, schema: true });
    const dialect = this.#dialectOf(value, place, said);
    const inherited = dialect === "asyncapi" ? null : dialect;
    const rewritten = rewriteSchema(value, place, {
      dialect,
      branches: (at, word) => branchRules(this.#loading.tree, at, word),
      reference: (at) => this.#refAt(at, inherited),
      visit: (inner, at) => reportSchema(inner, at, this.#loading),
      leftOut: (what, at) => reportLeftOut(what, at, this.#loading),
      lostAt: (at) => this.#loading.tree.lostAt(at),
      hasLostParts: (at) => hasLostParts(this.#loading.tree, at),
    });
    const rule = heirRule(this.#loading.tree, place);
    this.#set(name, { place, schema: rule === null ? rewritten : withRule(rewritten, rule), dialect });
    return name;
  }

  /** By the schema's format, then its `$schema`, then that of what refers to it, then the words in it. */
  #dialectOf(value: Json, place: Place, { format, inherited }: Said): Dialect {
    const { warn } = this.#loading;
    const named = isObject(value) && typeof value["$schema"] === "string" ? value["$schema"] : "";
    const bySchema = /^https?:\/\/json-schema\.org\//.test(named) ? dialectNamed(named) : null;
    const byFormat = dialectNamed(format);
    if (byFormat !== null && bySchema !== null && byFormat !== bySchema)
      warn("SCHEMA-DIALECT", below(place, "$schema"), `read as ${byFormat}, as the schema's format says`);
    if (named !== "" && bySchema === null)
      warn("SCHEMA-UNSURE", below(place, "$schema"), `nobody here knows the meta-schema \`${named}\``);
    const declared = byFormat ?? bySchema ?? inherited;
    if (declared !== null) return declared;
    const dialect = dialectByWords(value);
    if (dialect !== "asyncapi")
      warn(
        "SCHEMA-DIALECT",
        place,
        `read as a later JSON Schema than draft-07, because of \`${laterWords(value).join("`, `")}\``,
      );
    return dialect;
  }

  #set(name: SchemaName, { place, schema, dialect }: Entry & { readonly dialect: Dialect }): void {
    this.#entries.set(name, { place, schema });
    this.#soFar[name] = { place, dialect: "draft-07", schema };
    this.#facts.set(name, dialectFacts(schema, dialect));
  }

  /** What the reference of the schema at a place becomes. */
  #refAt(place: Place, inherited: Dialect | null): string {
    const { root, pointer, format } = this.#rootOf(this.#target(place));
    if (schemaFormatOf(format).kind === "json-schema")
      return refTo(this.#nameOf(root, { format, inherited }), pointer);
    reportLeftOut({ word: "$ref", why: "unreadable" }, below(place, "$ref"), this.#loading);
    return refTo(this.addMade("other-format", root, { [UNREADABLE]: { "": format } }));
  }

  /** Where the reference at a place leads; one that has more beside it is not followed any further. */
  #target(place: Place): Place {
    const { tree } = this.#loading;
    // Throws where references go in a circle.
    tree.follow(place);
    for (let at = place; ; ) {
      at = tree.hop(at);
      const found = tree.find(at);
      if (found === null || !isBare(found.value)) return found?.place ?? at;
    }
  }

  /** The entry that a target belongs to: a whole component schema, else the target itself. */
  #rootOf(target: Place): { root: Place; pointer: string; format: string } {
    const { tree } = this.#loading;
    const { file, pointer } = splitPlace(target);
    const component = /^\/components\/schemas\/[^/]+/.exec(pointer)?.[0];
    const alone = { root: target, pointer: "", format: "" };
    if (component === undefined) return alone;
    const root = `${file}#${component}`;
    const { value } = tree.follow(root);
    const inner = pointer.slice(component.length);
    if (!isObject(value) || typeof value["schemaFormat"] !== "string" || !("schema" in value))
      return this.#keepsPointer(root, inner) ? { root, pointer: inner, format: "" } : alone;
    const format = value["schemaFormat"];
    return { root: target === root ? below(root, "schema") : target, pointer: "", format };
  }

  /** False where our own rewriting moves what stands at the pointer. */
  #keepsPointer(root: Place, pointer: string): boolean {
    const { tree } = this.#loading;
    let here: Json | undefined = tree.follow(root).value;
    let at = root;
    for (const token of pointerTokens(pointer)) {
      if (isReference(here)) return false;
      if (isObject(here) && here["nullable"] === true && here["type"] === undefined) return false;
      if (isObject(here) && here["discriminator"] !== undefined && /^(?:one|any)Of$/.test(token))
        return false;
      const from = at;
      const next = pointerGet(here, pointerOf(token));
      if (turnsOnLost(token, next ?? null, (inner) => hasLostParts(tree, `${from}${inner}`))) return false;
      here = next;
      at = `${at}${pointerOf(token)}`;
    }
    return true;
  }
}

/** What is there keeps its pointers. */
function withRule(schema: Json, rule: Json): Json {
  if (!isObject(schema)) return schema;
  return { ...schema, allOf: [...(Array.isArray(schema["allOf"]) ? schema["allOf"] : []), rule] };
}
