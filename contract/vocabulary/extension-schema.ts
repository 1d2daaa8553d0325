import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { pointerGet, pointerTokens } from "../json-pointer.ts";
import { packageRoot } from "./package-root.ts";

/** Where an `x-contract` may stand; each has its definition in the vocabulary's JSON Schema. */
export const EXTENSION_KINDS = ["root", "channel", "operation", "message", "securityScheme"] as const;
export type ExtensionKind = (typeof EXTENSION_KINDS)[number];

/** The vocabulary's published JSON Schema, for one kind of place. */
export function extensionSchema(kind: ExtensionKind): JsonObject {
  const file = join(packageRoot(), "docs", "x-contract.schema.json");
  const whole: Json = JSON.parse(readFileSync(file, "utf8"));
  const definitions = isObject(whole) ? whole["$defs"] : undefined;
  if (definitions === undefined) throw new Error(`${file} has no $defs`);
  return { $defs: definitions, $ref: `#/$defs/${kind}` };
}

/** What a schema of ours says about the value at a pointer: the keywords it may have, and its form ("": nothing). */
export function toldAt(schema: JsonObject, pointer: string): { words: string[]; form: string } {
  let here = expanded(schema, [schema]);
  for (const token of pointerTokens(pointer))
    here = expanded(
      schema,
      here.flatMap((one) => stepsFrom(one, token)),
    );
  return {
    words: here.flatMap(({ properties }) => (isObject(properties) ? Object.keys(properties) : [])),
    // The innermost says of what form a value is, those around it what it is for.
    form: here.reduce((last, { description }) => (typeof description === "string" ? description : last), ""),
  };
}

function stepsFrom({ properties, additionalProperties, items }: JsonObject, token: string): Json[] {
  if (isObject(properties) && Object.hasOwn(properties, token)) return [properties[token] ?? true];
  return [/^\d+$/.test(token) ? (items ?? true) : (additionalProperties ?? true)];
}

/** The schemas with all that they refer to or choose from. */
function expanded(root: JsonObject, start: readonly Json[]): JsonObject[] {
  const all = new Set<JsonObject>();
  const visit = (schema: Json | undefined): void => {
    if (!isObject(schema) || all.has(schema)) return;
    all.add(schema);
    if (typeof schema["$ref"] === "string") visit(pointerGet(root, schema["$ref"].slice(1)));
    for (const word of ["then", "else"]) visit(schema[word]);
    for (const word of ["allOf", "anyOf", "oneOf"]) {
      const list = schema[word];
      if (Array.isArray(list)) list.forEach(visit);
    }
  };
  start.forEach(visit);
  return [...all];
}
