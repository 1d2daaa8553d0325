import { isObject, type Json, jsonEqual } from "../contract/json.ts";
import { pointerOf } from "../contract/json-pointer.ts";
import type { Place } from "../contract/model.ts";
import type { Rule } from "./conjunction.ts";
import type { Location } from "./locations.ts";
import { stringRules } from "./scalar-fit.ts";
import { counted, spokenAt, spokenValue } from "./spoken.ts";
import { toLength } from "./make-string.ts";
import { allowedTypes, allowsType, TYPES } from "./types.ts";

/** A value that stands at the edge of one rule of its location. */
export interface Edge {
  readonly label: string;
  readonly to: Json;
  readonly place: Place;
}

/** Arrays longer than this are not built: a limit that high is about size, not about shape. */
const LONGEST_ARRAY = 200;

/** Values at the edges of a location's own rules; not confirmed. */
export function edgesOf(location: Location): Edge[] {
  return location.conjunction.flatMap((rule) => [
    ...enumEdges(location, rule),
    ...typeEdges(location, rule),
    ...(typeof location.value === "string" ? textEdges(location, rule) : []),
    ...(typeof location.value === "number" ? numberEdges(location, rule) : []),
    ...(Array.isArray(location.value) ? arrayEdges(location, rule) : []),
  ]);
}

function edge(location: Location, rule: Rule, keyword: string): (label: string, to: Json) => Edge {
  return (label, to) => ({
    label: `${spokenAt(location.at)} ${label}`,
    to,
    place: rule.place + pointerOf(keyword),
  });
}

function enumEdges(location: Location, rule: Rule): Edge[] {
  const values = rule.schema["enum"];
  if (!Array.isArray(values)) return [];
  return values.map((value, index) => ({
    label: `${spokenAt(location.at)} ${spokenValue(value)}`,
    to: value,
    place: rule.place + pointerOf("enum", index),
  }));
}

/** `null` where it is allowed beside another type, and both booleans. */
function typeEdges(location: Location, rule: Rule): Edge[] {
  const allowed = allowedTypes([rule]);
  if (allowed.length === TYPES.length) return [];
  const make = edge(location, rule, "type");
  const nothing = allowed.length > 1 && allowed.includes("null") ? [make("null", null)] : [];
  const both = allowsType(allowed, "boolean") ? [make("true", true), make("false", false)] : [];
  return [...nothing, ...both];
}

function textEdges(location: Location, rule: Rule): Edge[] {
  return (["minLength", "maxLength"] as const).flatMap((keyword) => {
    const length = rule.schema[keyword];
    if (typeof length !== "number") return [];
    const label = `of ${counted(length, "character")} (${keyword} ${length})`;
    return textsOfLength(location, length).map((to) => edge(location, rule, keyword)(label, to));
  });
}

/** Strings of exactly that length, the plainest first; the first one that the checker takes is used. */
export function textsOfLength(location: Location, length: number): string[] {
  if (stringRules(location.conjunction).formats.length > 0) return [];
  const own = String(location.value);
  return [own.length === length ? own : "x".repeat(length), toLength(own, length, length)];
}

function numberEdges(location: Location, rule: Rule): Edge[] {
  const step = allowsType(allowedTypes(location.conjunction), "number") ? 0.5 : 1;
  const inside = { minimum: 0, maximum: 0, exclusiveMinimum: step, exclusiveMaximum: -step };
  return Object.entries(inside).flatMap(([keyword, shift]) => {
    const bound = rule.schema[keyword];
    if (typeof bound !== "number") return [];
    return [edge(location, rule, keyword)(`${bound + shift} (${keyword} ${bound})`, bound + shift)];
  });
}

function arrayEdges(location: Location, rule: Rule): Edge[] {
  return (["minItems", "maxItems"] as const).flatMap((keyword) => {
    const count = rule.schema[keyword];
    if (typeof count !== "number" || count > LONGEST_ARRAY) return [];
    const to = itemsOf(location, count);
    return to === null
      ? []
      : [edge(location, rule, keyword)(`of ${counted(count, "item")} (${keyword} ${count})`, to)];
  });
}

/** The array with exactly so many items: its own, then copies of the last, made different where they have to be. */
export function itemsOf(location: Location, count: number): Json | null {
  const own = Array.isArray(location.value) ? location.value : [];
  const model: Json = own.at(-1) ?? location.item;
  const items: Json[] = own.slice(0, count);
  const unique = location.conjunction.some(({ schema }) => schema["uniqueItems"] === true);
  while (items.length < count) {
    const next = unique ? numbered(model, items.length + 1) : model;
    if (unique && items.some((item) => jsonEqual(item, next))) return null;
    items.push(next);
  }
  return items;
}

function numbered(model: Json, number: number): Json {
  if (typeof model === "string") return `${model}${number}`;
  if (typeof model === "number") return model + number;
  if (!isObject(model)) return model;
  const name = Object.keys(model).find(
    (key) => typeof model[key] === "string" || typeof model[key] === "number",
  );
  return name === undefined ? model : { ...model, [name]: numbered(model[name] ?? 0, number) };
}
