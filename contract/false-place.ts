import { isObject, type Json } from "./json.ts";
import { pointerGet } from "./json-pointer.ts";
import type { Place, SchemaEntry, SchemaName } from "./model.ts";

/**
 * Where the schema `false` stands that ajv complains of: it is no object that could be known again, so its path is
 * followed, in the schema that was asked for, else in those that it refers to. Null where none has `false` there.
 */
export function placeOfFalse(
  schemaPath: string,
  start: SchemaName,
  schemas: { readonly [name: SchemaName]: SchemaEntry },
): Place | null {
  const [, named, pointer = ""] = /^(?:schema:([^#]*))?#(.*)\/false schema$/.exec(schemaPath) ?? [];
  const names = named === undefined ? [start, ...Object.keys(schemas)] : [named];
  for (const name of names) {
    const entry = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (entry !== undefined && at(entry.schema, decodeURIComponent(pointer)) === false)
      return entry.place + decodeURIComponent(pointer);
  }
  return null;
}

function at(schema: Json, pointer: string): Json | undefined {
  if (pointer === "") return schema;
  return isObject(schema) ? pointerGet(schema, pointer) : undefined;
}
