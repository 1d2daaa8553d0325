import { isObject, type Json, jsonEqual } from "../../../contract/json.ts";
import type { Bench } from "./bench.ts";

/** Words of a schema that judge nothing. */
const ANNOTATIONS = new Set([
  "$comment",
  "$defs",
  "$id",
  "$schema",
  "default",
  "definitions",
  "deprecated",
  "description",
  "example",
  "examples",
  "externalDocs",
  "readOnly",
  "title",
  "writeOnly",
]);
const MAPS = new Set(["dependencies", "dependentSchemas", "patternProperties", "properties"]);
const SETS = new Set(["enum", "required", "type"]);
const DATA = new Set(["const", "dependentRequired"]);

/** Do two schemas say the same, annotations aside? False says only that they are written differently. */
export function sameSchema(bench: Bench, left: Json, right: Json, assumed: Set<string> = new Set()): boolean {
  if (!isObject(left) || !isObject(right)) return jsonEqual(left, right);
  const words = spoken(left);
  if (words.length !== spoken(right).length) return false;
  return words.every(
    (word) =>
      Object.hasOwn(right, word) && sameWord(bench, word, [left[word] ?? null, right[word] ?? null], assumed),
  );
}

function spoken(schema: { readonly [word: string]: Json }): string[] {
  return Object.keys(schema).filter((word) => !ANNOTATIONS.has(word) && !word.startsWith("x-"));
}

function sameWord(
  bench: Bench,
  word: string,
  [left, right]: readonly [Json, Json],
  assumed: Set<string>,
): boolean {
  if (word === "$ref") return sameReference(bench, String(left), String(right), assumed);
  if (DATA.has(word)) return jsonEqual(left, right);
  if (SETS.has(word)) return sameSet(left, right);
  if (Array.isArray(left) && Array.isArray(right))
    return (
      left.length === right.length &&
      left.every((item, index) => sameSchema(bench, item, right[index] ?? null, assumed))
    );
  if (!MAPS.has(word)) return sameSchema(bench, left, right, assumed);
  if (!isObject(left) || !isObject(right)) return jsonEqual(left, right);
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(
      (key) => Object.hasOwn(right, key) && sameSchema(bench, left[key] ?? null, right[key] ?? null, assumed),
    )
  );
}

function sameReference(bench: Bench, left: string, right: string, assumed: Set<string>): boolean {
  const key = `${left} ${right}`;
  if (assumed.has(key)) return true;
  assumed.add(key);
  return sameSchema(bench, bench.resolve(left).schema, bench.resolve(right).schema, assumed);
}

function sameSet(left: Json, right: Json): boolean {
  const [one, two] = [left, right].map((value) => (Array.isArray(value) ? value : [value]));
  if (one === undefined || two === undefined) return false;
  const within = (inner: readonly Json[], outer: readonly Json[]): boolean =>
    inner.every((value) => outer.some((other) => jsonEqual(value, other)));
  return within(one, two) && within(two, one);
}
