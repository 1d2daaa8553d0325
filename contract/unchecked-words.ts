import { isObject, type Json, type JsonObject } from "./json.ts";
import { patternSupport } from "./pattern.ts";

/** Formats that are checked (by ajv-formats, some by us), and `password` and `binary`, which promise nothing. */
export const CHECKED_FORMATS: ReadonlySet<string> = new Set(
  (
    "binary byte date date-time double duration email float hostname int32 int64 ipv4 ipv6 iso-date-time " +
    "iso-time json-pointer json-pointer-uri-fragment password regex relative-json-pointer time uri " +
    "uri-reference uri-template url uuid"
  ).split(" "),
);

/** Formats of which ajv-formats sees the outline only: what it refuses is wrong, what it accepts may be. */
export const ROUGH_FORMATS: ReadonlySet<string> = new Set(["hostname", "regex"]);

/** Words under which the loader keeps what of a schema can't be read. */
export const UNREADABLE = "x-unreadable";

/** True where nothing of a schema is known: its reference is lost, or it is no schema that can be read. */
export function isUnknown(schema: Json | undefined): boolean {
  const unreadable = isObject(schema) ? schema[UNREADABLE] : undefined;
  return isObject(unreadable) && ["", "$ref"].some((word) => Object.hasOwn(unreadable, word));
}

/** Something in a schema that its validator does not judge, or not as JSON Schema means it. */
export interface UncheckedWord {
  /** JSON pointer from the schema. */
  readonly word: string;
  readonly kind: "format" | "rough format" | "pattern" | "unreadable" | "unsure" | "content";
}

/** What of a schema's own words nobody checks for certain; those of schemas inside it are theirs. */
export function uncheckedWords(schema: JsonObject): UncheckedWord[] {
  const { format, pattern, properties, patternProperties } = schema;
  const found: UncheckedWord[] = [];
  if (typeof format === "string") {
    if (!CHECKED_FORMATS.has(format)) found.push({ word: "format", kind: "format" });
    else if (ROUGH_FORMATS.has(format)) found.push({ word: "format", kind: "rough format" });
  }
  if (typeof pattern === "string" && !isCheckable(pattern)) found.push({ word: "pattern", kind: "pattern" });
  if (isObject(patternProperties) && Object.keys(patternProperties).some((one) => !isCheckable(one)))
    found.push({ word: "patternProperties", kind: "pattern" });
  if (isObject(schema[UNREADABLE]))
    for (const word of Object.keys(schema[UNREADABLE])) found.push({ word, kind: "unreadable" });
  // Ajv loses a property of that name.
  if (isObject(properties) && Object.hasOwn(properties, "__proto__"))
    found.push({ word: "properties", kind: "unsure" });
  for (const word of ["contentEncoding", "contentMediaType", "contentSchema"])
    if (Object.hasOwn(schema, word)) found.push({ word, kind: "content" });
  return [...found, ...unsureWords(schema)];
}

function isCheckable(pattern: string): boolean {
  const support = patternSupport(pattern);
  return support === "unicode" || support === "loose";
}

/** Words that ajv 8 is known to judge otherwise than JSON Schema means in some cases of its test suite. */
function unsureWords(schema: JsonObject): UncheckedWord[] {
  const dynamic = ["$dynamicRef", "$recursiveRef"];
  const open = ["unevaluatedItems", "unevaluatedProperties"];
  return [...dynamic, ...open]
    .filter((word) => Object.hasOwn(schema, word))
    .map((word) => ({ word, kind: "unsure" as const }));
}
