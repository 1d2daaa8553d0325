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
  const knownBy = knownByOf(messages, shape);
  const fits = (message: Message): boolean => {
    const { required, declared } = shape(message);
    for (const key of required) if (!Object.hasOwn(payload, key)) return false;
    return keys.every((key) => declared.has(key) || !knownBy.has(key));
  };
  const fitting = new Set<Message>();
  // What it requires is in the payload: so is what no other knows.
  for (const key of keys) {
    const [only, ...others] = knownBy.get(key) ?? [];
    if (only !== undefined && others.length === 0 && shape(only).required.has(key) && fits(only))
      fitting.add(only);
  }
  const [only] = fitting;
  return fitting.size === 1 && only !== undefined ? only : null;
}

/** The messages that speak of a property, by its name; of one that several know, two of them. */
type KnownBy = ReadonlyMap<string, readonly Message[]>;

/** Of each list of messages, once: a channel may have a thousand, and each frame that is none of them asks. */
const known = new WeakMap<readonly Message[], KnownBy>();

function knownByOf(messages: readonly Message[], shape: (message: Message) => MessageShape): KnownBy {
  const found = known.get(messages) ?? readKnownBy(messages, shape);
  known.set(messages, found);
  return found;
}

function readKnownBy(messages: readonly Message[], shape: (message: Message) => MessageShape): KnownBy {
  const found = new Map<string, Message[]>();
  for (const message of messages)
    for (const key of shape(message).declared) {
      const knowing = found.get(key) ?? [];
      if (knowing.length < 2 && !knowing.includes(message)) knowing.push(message);
      found.set(key, knowing);
    }
  return found;
}
