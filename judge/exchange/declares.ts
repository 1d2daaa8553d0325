import { refTo, resolveRef } from "../../contract/index.ts";
import { isObject, type Json } from "../../contract/json.ts";
import { pointerTokens } from "../../contract/json-pointer.ts";
import type { Contract, Message } from "../../contract/model.ts";

/** Schemas may go in circles. */
const MOST_STEPS = 64;

const known = new WeakMap<Message, Map<string, boolean>>();

/** Does a message's schema declare a value at the pointer? Worked out once. */
export function declares(contract: Contract, message: Message, pointer: string): boolean {
  const answers = known.get(message) ?? new Map<string, boolean>();
  known.set(message, answers);
  const answer = answers.get(pointer) ?? search(contract, message, pointer);
  answers.set(pointer, answer);
  return answer;
}

function search(contract: Contract, { content }: Message, pointer: string): boolean {
  if (content.kind !== "json" && content.kind !== "text") return false;
  const way = { tokens: pointerTokens(pointer), steps: MOST_STEPS };
  return isDeclared(contract, { $ref: refTo(content.schema) }, way);
}

interface Way {
  readonly tokens: readonly string[];
  readonly steps: number;
}

function isDeclared(contract: Contract, schema: Json | undefined, { tokens, steps }: Way): boolean {
  if (!isObject(schema) || steps === 0) return false;
  const [token, ...rest] = tokens;
  if (token === undefined) return true;
  const below = { tokens: rest, steps: steps - 1 };
  const beside = { tokens, steps: steps - 1 };
  return (
    isDeclared(contract, propertyAt(schema["properties"], token), below) ||
    isDeclared(contract, itemAt(schema, token), below) ||
    besides(contract, schema).some((inner) => isDeclared(contract, inner, beside))
  );
}

/** Schemas that speak of the same value. */
function besides(contract: Contract, schema: { readonly [key: string]: Json }): (Json | undefined)[] {
  const branches = ["allOf", "anyOf", "oneOf"].flatMap((key) => {
    const list = schema[key];
    return Array.isArray(list) ? list : [];
  });
  const ref = schema["$ref"];
  const target =
    typeof ref === "string" && ref.startsWith("schema:") ? resolveRef(contract, ref).schema : undefined;
  return [...branches, schema["then"], schema["else"], target];
}

function propertyAt(properties: Json | undefined, name: string): Json | undefined {
  return isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function itemAt(schema: { readonly [key: string]: Json }, token: string): Json | undefined {
  if (!/^\d+$/.test(token)) return undefined;
  const tuple = schema["prefixItems"] ?? schema["items"];
  return Array.isArray(tuple) ? (tuple[Number(token)] ?? schema["additionalItems"]) : schema["items"];
}
