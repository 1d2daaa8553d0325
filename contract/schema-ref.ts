import { pointerGet, pointerTokens } from "./json-pointer.ts";
import type { Json } from "./json.ts";
import type { Contract, Place, SchemaName } from "./model.ts";

/** A schema inside the contract's table, and where it stands in the document. */
export interface ResolvedSchema {
  readonly name: SchemaName;
  /** JSON pointer inside that schema. */
  readonly pointer: string;
  readonly schema: Json;
  readonly place: Place;
}

/**
 * What a `$ref` of the contract's schemas stands for: `schema:NAME` or `schema:NAME#/inner/pointer`.
 * Throws `RangeError` where nothing is there.
 */
export function resolveRef(contract: Pick<Contract, "schemas">, ref: string): ResolvedSchema {
  const [, name = "", fragment = ""] = /^schema:([^#]*)(?:#(.*))?$/.exec(ref) ?? [];
  const entry = Object.hasOwn(contract.schemas, name) ? contract.schemas[name] : undefined;
  const pointer = decodeURIComponent(fragment);
  const schema = pointerGet(entry?.schema, pointer);
  if (entry === undefined || schema === undefined) throw new RangeError(`no schema at ${ref}`);
  return { name, pointer, schema, place: `${entry.place}${pointer}` };
}

/** The `$ref` to a schema of the table, or to a place inside it. */
export function refTo(name: SchemaName, pointer = ""): string {
  if (pointer === "") return `schema:${name}`;
  const tokens = pointerTokens(pointer).map((token) => token.replaceAll("~", "~0").replaceAll("/", "~1"));
  return `schema:${name}#/${tokens.map(encodeURIComponent).join("/")}`;
}

/** The schema of that name as `resolveRef` gives it. Throws `RangeError` where there is none. */
export function schemaOf(contract: Pick<Contract, "schemas">, name: SchemaName): ResolvedSchema {
  return resolveRef(contract, refTo(name));
}
