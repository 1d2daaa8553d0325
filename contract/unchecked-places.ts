import { isObject } from "./json.ts";
import { pointerOf } from "./json-pointer.ts";
import type { Contract, Message, Place, SchemaName } from "./model.ts";
import { walkSchema } from "./schema-walk.ts";
import { uncheckedWords } from "./unchecked-words.ts";

type Schemas = Pick<Contract, "schemas">;

const known = new WeakMap<Message, readonly Place[]>();

/**
 * The places in a message's schema, references followed, that nobody checks: a valid payload keeps all but these.
 * Worked out once for a message.
 */
export function uncheckedPlaces(contract: Schemas, message: Message): readonly Place[] {
  const found = known.get(message) ?? search(contract, message);
  known.set(message, found);
  return found;
}

function search(contract: Schemas, { content }: Message): Place[] {
  if (content.kind !== "json" && content.kind !== "text") return [];
  const names = new Set<SchemaName>([content.schema]);
  const places = new Set<Place>();
  for (const name of names) {
    const entry = Object.hasOwn(contract.schemas, name) ? contract.schemas[name] : undefined;
    if (entry === undefined) continue;
    for (const { pointer, schema } of walkSchema(entry.schema)) {
      if (!isObject(schema)) continue;
      for (const { word } of uncheckedWords(schema))
        places.add(`${entry.place}${pointer}${word === "" ? "" : pointerOf(word)}`);
      const ref =
        typeof schema["$ref"] === "string" ? /^schema:([^#]*)/.exec(schema["$ref"])?.[1] : undefined;
      if (ref !== undefined) names.add(ref);
    }
  }
  return [...places];
}
