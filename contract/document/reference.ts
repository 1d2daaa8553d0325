import { posix } from "node:path";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Place } from "../model.ts";
import { splitPlace } from "./place.ts";

/** True for a reference object, and for a schema with `$ref`. */
export function isReference(value: Json | undefined): value is JsonObject & { readonly $ref: string } {
  return isObject(value) && typeof value["$ref"] === "string";
}

/** What a `$ref` names: a place; or why it names none that can be read. */
export type Target =
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "bad"; readonly message: string; readonly hint: string };

/** Reads a `$ref` that stands at `from`. `document`: base name of the document, which other files may refer to. */
export function referenceTarget(ref: string, from: Place, document: string): Target {
  const hash = ref.includes("#") ? ref.indexOf("#") : ref.length;
  const path = decoded(ref.slice(0, hash));
  const pointer = decoded(ref.slice(hash + 1));
  if (path === null || pointer === null)
    return { kind: "bad", message: `\`${ref}\` is not percent-encoded rightly`, hint: "" };
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith("/"))
    return {
      kind: "bad",
      message: `\`${ref}\` leads outside`,
      hint: "only the document and files relative to it are read: save a copy beside it",
    };
  if (pointer !== "" && !pointer.startsWith("/"))
    return { kind: "bad", message: `\`${ref}\` has no JSON pointer after \`#\``, hint: "write `#/...`" };
  const { file } = splitPlace(from);
  const target = path === "" ? file : posix.normalize(posix.join(posix.dirname(file), path));
  return { kind: "place", place: `${target === document ? "" : target}#${pointer}` };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
