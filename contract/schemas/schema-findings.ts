import type { Loading } from "../document/loading.ts";
import { below } from "../document/place.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Place } from "../model.ts";
import { nearestWord } from "../nearest-word.ts";
import { patternSupport } from "../pattern.ts";

const WORDS: ReadonlySet<string> = new Set(
  (
    "$anchor $comment $defs $dynamicAnchor $dynamicRef $id $recursiveAnchor $recursiveRef $ref $schema " +
    "$vocabulary additionalItems additionalProperties allOf anyOf const contains contentEncoding " +
    "contentMediaType contentSchema default definitions dependencies dependentRequired dependentSchemas " +
    "deprecated description discriminator else enum example examples exclusiveMaximum exclusiveMinimum " +
    "externalDocs format if items maxContains maxItems maxLength maxProperties maximum minContains minItems " +
    "minLength minProperties minimum multipleOf not nullable oneOf pattern patternProperties prefixItems " +
    "properties propertyNames readOnly required then title type unevaluatedItems unevaluatedProperties " +
    "uniqueItems writeOnly xml"
  ).split(" "),
);

/** Formats that are checked (by ajv-formats), and `password` and `binary`, which promise nothing. */
export const CHECKED_FORMATS: ReadonlySet<string> = new Set(
  (
    "binary byte date date-time double duration email float hostname int32 int64 ipv4 ipv6 iso-date-time " +
    "iso-time json-pointer json-pointer-uri-fragment password regex relative-json-pointer time uri " +
    "uri-reference uri-template url uuid"
  ).split(" "),
);

/** Reports what of a schema is not checked: unknown words, formats and patterns. */
export function reportSchema(schema: JsonObject, place: Place, { warn }: Loading): void {
  for (const word of Object.keys(schema))
    if (!WORDS.has(word) && !word.startsWith("x-")) {
      const near = nearestWord(word, WORDS);
      const hint = near === null ? "" : `; did you mean \`${near}\`?`;
      warn("SCHEMA-WORD-UNKNOWN", below(place, word), `\`${word}\` is no word of JSON Schema${hint}`);
    }
  const { format, pattern, patternProperties } = schema;
  if (typeof format === "string" && !CHECKED_FORMATS.has(format))
    warn("FORMAT-UNCHECKED", below(place, "format"), `nobody checks the format \`${format}\``);
  if (typeof pattern === "string") reportPattern(pattern, below(place, "pattern"), warn);
  if (isObject(patternProperties))
    for (const source of Object.keys(patternProperties))
      reportPattern(source, below(place, "patternProperties", source), warn);
}

function reportPattern(source: string, place: Place, warn: Loading["warn"]): void {
  switch (patternSupport(source)) {
    case "unicode":
      return;
    case "loose":
      warn("PATTERN-LOOSE", place, `\`${source}\` is read without Unicode mode`);
      return;
    case "none":
      warn("PATTERN-UNCHECKED", place, `JavaScript can't read the pattern \`${source}\``);
  }
}
