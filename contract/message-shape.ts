import { isObject, type Json } from "./json.ts";
import type { Contract, Message } from "./model.ts";
import { resolveRef } from "./schema-ref.ts";

type Schemas = Pick<Contract, "schemas">;

/** The properties of a message's payload at its top. */
export interface MessageShape {
  /** Those that every valid payload has. */
  readonly required: ReadonlySet<string>;
  /** Those that its schema speaks of, in any branch. */
  readonly declared: ReadonlySet<string>;
}

/** Reads the shape of a message's schema; empty for content that is no JSON. */
export function shapeOf(contract: Schemas, { content }: Message): MessageShape {
  const required = new Set<string>();
  const declared = new Set<string>();
  const seen = new Set<Json>();
  const visit = (schema: Json | undefined, certain: boolean): void => {
    if (!isObject(schema) || seen.has(schema)) return;
    seen.add(schema);
    if (isObject(schema["properties"]))
      for (const key of Object.keys(schema["properties"])) declared.add(key);
    for (const key of listOf(schema["required"])) {
      if (typeof key !== "string") continue;
      declared.add(key);
      if (certain) required.add(key);
    }
    if (typeof schema["$ref"] === "string") visit(resolveRef(contract, schema["$ref"]).schema, certain);
    for (const inner of listOf(schema["allOf"])) visit(inner, certain);
    for (const inner of [...listOf(schema["oneOf"]), ...listOf(schema["anyOf"])]) visit(inner, false);
    for (const word of ["if", "then", "else"]) visit(schema[word], false);
  };
  if (content.kind === "json") visit(contract.schemas[content.schema]?.schema, true);
  return { required, declared };
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/**
 * The one message that a payload can only be meant as, though it is valid as none: it has all that this message
 * requires, something that no other of them knows, and nothing that only others know. Null where that is none or
 * several: a guess would name the wrong one.
 */
export function meantAs(
  messages: readonly Message[],
  payload: Json,
  shape: (message: Message) => MessageShape,
): Message | null {
  if (!isObject(payload)) return null;
  const keys = Object.keys(payload);
  const shapes = messages.map((message) => ({ message, ...shape(message) }));
  const fitting = shapes.filter(({ message, required, declared }) => {
    const others = shapes.filter((one) => one.message !== message);
    const known = (key: string): boolean => others.some((one) => one.declared.has(key));
    return (
      [...required].every((key) => Object.hasOwn(payload, key)) &&
      [...required].some((key) => !known(key)) &&
      keys.every((key) => declared.has(key) || !known(key))
    );
  });
  const [only] = fitting;
  return fitting.length === 1 && only !== undefined ? only.message : null;
}
