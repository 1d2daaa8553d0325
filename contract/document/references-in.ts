import type { Json } from "../json.ts";
import { DATA, NAMES } from "./reference-places.ts";
import { isReference } from "./reference.ts";

/** Every `$ref` in a value that is one, in order; those inside data (examples, constants) are not. */
export function* referencesIn(value: Json, parentKey: string = ""): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  if (isReference(value)) yield value.$ref;
  for (const [key, child] of Object.entries<Json>(value))
    if (!DATA.has(key) || NAMES.test(parentKey)) yield* referencesIn(child, Array.isArray(value) ? "" : key);
}
