import { resolveRef, schemaOf } from "../../contract/index.ts";
import { isObject, type Json, type JsonObject } from "../../contract/json.ts";
import { pointerTokens } from "../../contract/json-pointer.ts";
import type { Contract, Message, PayloadPointer } from "../../contract/model.ts";

/**
 * Every schema object that speaks about a payload's value at the pointer: through `$ref`, `allOf` and all branches
 * of `anyOf`, `oneOf` and `if`. Empty: the schema declares nothing there (which does not forbid it).
 */
export function schemasAt(contract: Contract, message: Message, at: PayloadPointer): readonly JsonObject[] {
  let known = KNOWN.get(message);
  if (known === undefined) {
    known = new Map();
    KNOWN.set(message, known);
  }
  let found = known.get(at);
  if (found === undefined) {
    found = lookUp(contract, message, at);
    known.set(at, found);
  }
  return found;
}

/** Asked again for every reply; a message belongs to one contract, and neither changes. */
const KNOWN = new WeakMap<Message, Map<PayloadPointer, readonly JsonObject[]>>();

function lookUp(contract: Contract, message: Message, at: PayloadPointer): readonly JsonObject[] {
  if (message.content.kind !== "json" && message.content.kind !== "text") return [];
  let here = spread(contract, [schemaOf(contract, message.content.schema).schema]);
  for (const token of pointerTokens(at))
    here = spread(
      contract,
      here.flatMap((schema) => below(schema, token)),
    );
  return here;
}

/** True where the schema declares the field (the vocabulary's echoes hold only there). */
export function declares(contract: Contract, message: Message, at: PayloadPointer): boolean {
  return schemasAt(contract, message, at).length > 0;
}

function below(schema: JsonObject, token: string): Json[] {
  const found: Json[] = [];
  const properties = schema["properties"];
  if (isObject(properties) && Object.hasOwn(properties, token)) found.push(properties[token] ?? true);
  if (!/^\d+$/.test(token)) return found;
  const prefix = schema["prefixItems"];
  const items = schema["items"];
  if (Array.isArray(prefix)) found.push(prefix[Number(token)] ?? items ?? {});
  else if (Array.isArray(items)) found.push(items[Number(token)] ?? {});
  else if (items !== undefined) found.push(items);
  return found;
}

const BRANCHES = ["allOf", "anyOf", "oneOf"];
const CONDITIONS = ["then", "else"];

/** The schemas and everything that they take in at the same place. Cycles of references end. */
function spread(contract: Contract, schemas: readonly Json[]): JsonObject[] {
  const seen = new Set<JsonObject>();
  const waiting = [...schemas];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (!isObject(schema) || seen.has(schema)) continue;
    seen.add(schema);
    if (typeof schema["$ref"] === "string") waiting.push(resolveRef(contract, schema["$ref"]).schema);
    for (const keyword of BRANCHES) waiting.push(...[schema[keyword] ?? []].flat());
    for (const keyword of CONDITIONS) waiting.push(schema[keyword] ?? true);
  }
  return [...seen];
}
