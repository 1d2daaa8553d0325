import { resolveRef, schemaOf } from "../contract/index.ts";
import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import type { Contract, Message } from "../contract/model.ts";

/** A property at the top of a payload. */
export interface Field {
  readonly name: string;
  readonly types: readonly string[];
  readonly required: boolean;
  readonly constant: boolean;
}

/** The top properties of a message's payload, `$ref` and `allOf` followed; none where it is no object. */
export function fieldsOf(contract: Contract, { content }: Message): Field[] {
  if (content.kind !== "json") return [];
  const flat = flatten(contract, schemaOf(contract, content.schema).schema);
  const required = new Set(flat.flatMap((schema) => listOf(schema["required"])));
  const fields = new Map<string, Field>();
  for (const { properties } of flat as { readonly properties?: Json }[])
    for (const [name, schema] of Object.entries(isObject(properties) ? properties : {})) {
      const parts = flatten(contract, schema);
      const types = parts.flatMap(({ type }) => (typeof type === "string" ? [type] : listOf(type)));
      const constant = parts.some((part) => Object.hasOwn(part, "const") || Object.hasOwn(part, "enum"));
      fields.set(name, { name, types, required: required.has(name), constant });
    }
  return [...fields.values()];
}

function flatten(contract: Contract, start: Json): JsonObject[] {
  const flat = new Set<JsonObject>();
  const visit = (schema: Json | undefined): void => {
    if (!isObject(schema) || flat.has(schema)) return;
    flat.add(schema);
    if (typeof schema["$ref"] === "string") visit(resolveRef(contract, schema["$ref"]).schema);
    if (Array.isArray(schema["allOf"])) schema["allOf"].forEach(visit);
  };
  visit(start);
  return [...flat];
}

function listOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
