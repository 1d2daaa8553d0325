import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { jsonText } from "./json-text.ts";

/** Texts and arrays are cut in at most so many ways at each place. */
const MOST_CUTS = 64;

/**
 * Values that are like this one and smaller, boldest first; each is below it in `isSmaller`. Whether they are still
 * valid is the caller's to say.
 */
export function* smaller(value: Json): Generator<Json> {
  for (const candidate of candidates(value)) if (isSmaller(candidate, value)) yield candidate;
}

/** A total order in which every chain ends: shorter as JSON text, then first by its characters. */
export function isSmaller(left: Json, right: Json): boolean {
  const [one, other] = [jsonText(left), jsonText(right)];
  return one.length === other.length ? one < other : one.length < other.length;
}

/** The smallest of every type: what may be of several types needs not stay of its own. */
const ATOMS: readonly Json[] = [0, "", [], {}, null, true];

function* candidates(value: Json): Generator<Json> {
  yield* ATOMS;
  if (typeof value === "string") yield* smallerTexts(value);
  else if (typeof value === "number") yield* smallerNumbers(value);
  else if (value === false) yield true;
  else if (Array.isArray(value)) yield* smallerArrays(value);
  else if (isObject(value)) yield* smallerObjects(value);
}

/** Cut by halves, quarters and so on from either end, then plainer characters. */
function* smallerTexts(text: string): Generator<string> {
  const all = [...text];
  yield "";
  for (const cut of cuts(all.length)) {
    yield all.slice(0, all.length - cut).join("");
    yield all.slice(cut).join("");
  }
  yield all.map((one) => "0".repeat(one.length)).join("");
  yield all.map(() => "a").join("");
  yield all.map((one) => (/[0-9]/.test(one) ? "0" : /[A-Z]/.test(one) ? "A" : "a")).join("");
  for (let index = 0; index < Math.min(all.length, MOST_CUTS); index += 1) {
    yield [...all.slice(0, index), ...all.slice(index + 1)].join("");
    for (const plain of ["0", "A", "a", "00"])
      yield [...all.slice(0, index), plain, ...all.slice(index + 1)].join("");
  }
}

function* cuts(length: number): Generator<number> {
  for (let cut = Math.floor(length / 2); cut > 0; cut = Math.floor(cut / 2)) yield cut;
}

function* smallerNumbers(value: number): Generator<number> {
  yield 0;
  yield -value;
  yield Math.trunc(value);
  for (const digits of [1, 2, 4]) yield Number(value.toPrecision(digits));
  for (let part = value / 2; Math.abs(part) >= 1; part /= 2) yield Math.trunc(value - part);
  yield value - Math.sign(value);
  yield Math.trunc(value) + Math.sign(value);
}

function* smallerArrays(items: readonly Json[]): Generator<Json> {
  yield [];
  yield* items;
  for (const cut of cuts(items.length)) {
    yield items.slice(0, items.length - cut);
    yield items.slice(cut);
  }
  for (let index = 0; index < Math.min(items.length, MOST_CUTS); index += 1)
    yield [...items.slice(0, index), ...items.slice(index + 1)];
  for (const [index, item] of items.entries())
    for (const less of smaller(item)) yield [...items.slice(0, index), less, ...items.slice(index + 1)];
}

function* smallerObjects(object: JsonObject): Generator<Json> {
  yield {};
  yield* Object.values(object);
  const entries = Object.entries(object);
  for (const cut of cuts(entries.length)) {
    yield Object.fromEntries(entries.slice(0, entries.length - cut));
    yield Object.fromEntries(entries.slice(cut));
  }
  for (const name of Object.keys(object)) yield Object.fromEntries(entries.filter(([one]) => one !== name));
  for (const [name, value] of entries)
    for (const less of smaller(value))
      yield Object.fromEntries(entries.map(([one, own]) => [one, one === name ? less : own]));
}
