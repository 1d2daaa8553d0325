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

/** True for the name of a file that is an address in the net. */
export function isRemote(name: string): boolean {
  return /^https?:\/\//i.test(name);
}

/** Reads a `$ref` that stands at `from`. `document`: name of the document, which other files may refer to. */
export function referenceTarget(ref: string, from: Place, document: string): Target {
  const hash = ref.includes("#") ? ref.indexOf("#") : ref.length;
  const written = ref.slice(0, hash);
  const { file } = splitPlace(from);
  const remote = isRemote(written) || isRemote(file);
  const path = remote ? addressOf(written, file) : decoded(written);
  const pointer = decoded(ref.slice(hash + 1));
  if (path === null || pointer === null)
    return { kind: "bad", message: `\`${ref}\` is not percent-encoded rightly`, hint: "" };
  if (!remote && (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith("/")))
    return {
      kind: "bad",
      message: `\`${ref}\` leads outside`,
      hint: "only the document, files relative to it, and http(s) with --allow-remote are read",
    };
  if (pointer !== "" && !pointer.startsWith("/"))
    return { kind: "bad", message: `\`${ref}\` has no JSON pointer after \`#\``, hint: "write `#/...`" };
  if (remote) return { kind: "place", place: `${path}#${pointer}` };
  const target = path === "" ? file : posix.normalize(posix.join(posix.dirname(file), path));
  return { kind: "place", place: `${target === posix.basename(document) ? "" : target}#${pointer}` };
}

function addressOf(written: string, from: string): string | null {
  return URL.canParse(written, isRemote(from) ? from : undefined)
    ? new URL(written, isRemote(from) ? from : undefined).href
    : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
