import type { SourceTree } from "../document/source-tree.ts";
import { isReference } from "../document/reference.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { pointerOf } from "../json-pointer.ts";
import type { Place } from "../model.ts";
import { walkSchema } from "../schema-walk.ts";
import { UNREADABLE } from "../unchecked-words.ts";

/** True where the schema at a place, or one that it refers to, has a reference that is lost. */
export function hasLostParts(tree: SourceTree, place: Place): boolean {
  if (!tree.hasLost) return false;
  const places = new Set([place]);
  for (const from of places)
    for (const { pointer, schema } of walkSchema(tree.find(from)?.value ?? null)) {
      const at = `${from}${pointer}`;
      if (tree.lostAt(at) !== null) return true;
      if (isReference(schema)) places.add(tree.follow(at).place);
    }
  return false;
}

/** True for `oneOf`, `not` and `if` over what is lost: reading that as "anything" would refuse what may be right. */
export function turnsOnLost(word: string, value: Json, has: (pointer: string) => boolean): boolean {
  if (word === "not" || word === "if") return has(pointerOf(word));
  return word === "oneOf" && Array.isArray(value) && value.some((_, index) => has(pointerOf(word, index)));
}

/** The schema with nothing in it that refuses a value because of what is lost; what goes is set aside. */
export function withoutLostRules(schema: JsonObject, has: (pointer: string) => boolean): JsonObject {
  const turned = Object.entries(schema).filter(([word, value]) => turnsOnLost(word, value, has));
  if (turned.length === 0) return schema;
  const gone = new Set(turned.flatMap(([word]) => (word === "if" ? ["if", "then", "else"] : [word])));
  const kept = Object.fromEntries(Object.entries(schema).filter(([word]) => !gone.has(word)));
  const aside = turned.filter(([word]) => word !== "oneOf");
  const { oneOf, allOf } = schema;
  return {
    ...kept,
    ...(aside.length > 0
      ? { [UNREADABLE]: { ...mapAt(schema, UNREADABLE), ...Object.fromEntries(aside) } }
      : {}),
    // One branch has to fit, but nobody knows whether another fits, too.
    ...(gone.has("oneOf") ? { allOf: [...(Array.isArray(allOf) ? allOf : []), { anyOf: oneOf ?? [] }] } : {}),
  };
}

function mapAt(schema: JsonObject, word: string): JsonObject {
  const value = schema[word];
  return isObject(value) ? value : {};
}
