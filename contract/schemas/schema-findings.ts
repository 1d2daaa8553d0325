import { assertNever } from "../assert-never.ts";
import type { Loading } from "../document/loading.ts";
import { below } from "../document/place.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Place } from "../model.ts";
import { nearestWord } from "../nearest-word.ts";
import { patternSupport } from "../pattern.ts";
import type { LeftOut } from "./rewrite-schema.ts";
import { type UncheckedWord, uncheckedWords } from "../unchecked-words.ts";

const WORDS: ReadonlySet<string> = new Set(
  (
    "$anchor $comment $defs $dynamicAnchor $dynamicRef $id $recursiveAnchor $recursiveRef $ref $schema " +
    "$vocabulary additionalItems additionalProperties allOf anyOf const contains contentEncoding " +
    "contentMediaType contentSchema default definitions dependencies dependentRequired dependentSchemas " +
    "deprecated description discriminator else enum example examples exclusiveMaximum exclusiveMinimum " +
    "externalDocs format id if items maxContains maxItems maxLength maxProperties maximum minContains minItems " +
    "minLength minProperties minimum multipleOf not nullable oneOf pattern patternProperties prefixItems " +
    "properties propertyNames readOnly required then title type unevaluatedItems unevaluatedProperties " +
    "uniqueItems writeOnly xml"
  ).split(" "),
);

/** Reports what of a schema is not checked: unknown words, formats, patterns, and what ajv is known to misjudge. */
export function reportSchema(schema: JsonObject, place: Place, { warn }: Loading): void {
  for (const word of Object.keys(schema))
    if (!WORDS.has(word) && !word.startsWith("x-")) {
      const near = nearestWord(word, WORDS);
      const hint = near === null ? "" : `; did you mean \`${near}\`?`;
      warn("SCHEMA-WORD-UNKNOWN", below(place, word), `\`${word}\` is no word of JSON Schema${hint}`);
    }
  for (const one of uncheckedWords(schema))
    reportUnchecked(one, schema, { place: below(place, one.word), warn });
  const { pattern, patternProperties } = schema;
  if (typeof pattern === "string") reportPattern(pattern, below(place, "pattern"), warn);
  if (isObject(patternProperties))
    for (const source of Object.keys(patternProperties))
      reportPattern(source, below(place, "patternProperties", source), warn);
}

function reportUnchecked(
  { word, kind }: UncheckedWord,
  schema: JsonObject,
  { place, warn }: { readonly place: Place; readonly warn: Loading["warn"] },
): void {
  switch (kind) {
    case "format":
      warn("FORMAT-UNCHECKED", place, `nobody checks the format \`${String(schema[word])}\``);
      return;
    case "rough format":
      warn("FORMAT-ROUGH", place, `the format \`${String(schema[word])}\` is checked only roughly`);
      return;
    case "unsure":
      warn("SCHEMA-UNSURE", place, `\`${word}\` is judged, but not in every case as JSON Schema means it`);
      return;
    case "content":
      warn("FORMAT-UNCHECKED", place, `nobody checks \`${word}\``);
      return;
    case "pattern":
    case "unreadable":
      // Reported where they are found.
      return;
    default:
      assertNever(kind);
  }
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
      return;
    case "endless":
      warn("PATTERN-UNCHECKED", place, `nobody can check the pattern \`${source}\` in bounded time`);
  }
}

/** Reports what of a schema was left out, and why. */
export function reportLeftOut({ word, why }: LeftOut, place: Place, { warn }: Loading): void {
  switch (why) {
    case "unreadable":
      warn(
        "SCHEMA-WORD-INVALID",
        place,
        word === ""
          ? "this is no schema: not checked"
          : `\`${word}\` has no value that it can have: not checked`,
      );
      return;
    case "beside-ref":
      warn("SCHEMA-BESIDE-REF", place, `\`${word}\` beside a \`$ref\` means nothing: not checked`);
      return;
    case "later":
      warn("SCHEMA-DIALECT", place, `\`${word}\` means nothing in the declared dialect: not checked`);
      return;
    default:
      assertNever(why);
  }
}
