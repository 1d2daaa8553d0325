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
  /** One step inside the edge, not on it. */
  readonly beside?: true;
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
    ...objectEdges(location, rule),
    ...suggestedEdges(location, rule),
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
  return lengthsOf(rule, ["minLength", "maxLength"]).flatMap(({ keyword, bound, length }) => {
    const make = edge(location, rule, keyword);
    const label = `of ${counted(length, "character")} (${keyword} ${bound})`;
    return textsOfLength(location, length).map((to) => at(make(label, to), length === bound));
  });
}

interface Length {
  readonly keyword: string;
  readonly bound: number;
  readonly length: number;
}

/** Each bound, and one step inside it. */
function lengthsOf(rule: Rule, [least, most]: readonly [least: string, most: string]): Length[] {
  return [least, most].flatMap((keyword) => {
    const bound = rule.schema[keyword];
    if (typeof bound !== "number") return [];
    const inside = keyword === least ? bound + 1 : bound - 1;
    return [bound, inside].filter((length) => length >= 0).map((length) => ({ keyword, bound, length }));
  });
}

function at(edge: Edge, on: boolean): Edge {
  return on ? edge : { ...edge, beside: true };
}

/** What the schema itself suggests. */
function suggestedEdges(location: Location, rule: Rule): Edge[] {
  const { default: fallback, examples, example } = rule.schema;
  const given = [
    ["default", fallback],
    ["example", example],
    ...(Array.isArray(examples) ? examples.map((one) => ["examples", one] as const) : []),
  ] as const;
  return given.flatMap(([keyword, to]) =>
    to === undefined
      ? []
      : [{ ...edge(location, rule, keyword)(`${spokenValue(to)} (${keyword})`, to), beside: true as const }],
  );
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
    const make = edge(location, rule, keyword);
    const next = bound + shift + (/inimum$/.test(keyword) ? step : -step);
    return [
      make(`${bound + shift} (${keyword} ${bound})`, bound + shift),
      at(make(`${next} (${keyword} ${bound})`, next), false),
    ];
  });
}

function arrayEdges(location: Location, rule: Rule): Edge[] {
  return lengthsOf(rule, ["minItems", "maxItems"]).flatMap(({ keyword, bound, length }) => {
    if (length > LONGEST_ARRAY) return [];
    const to = itemsOf(location, length);
    const label = `of ${counted(length, "item")} (${keyword} ${bound})`;
    return to === null ? [] : [at(edge(location, rule, keyword)(label, to), length === bound)];
  });
}

/** As few and as many properties as there may be. */
function objectEdges(location: Location, rule: Rule): Edge[] {
  const { value } = location;
  if (!isObject(value)) return [];
  return lengthsOf(rule, ["minProperties", "maxProperties"]).flatMap(({ keyword, bound, length }) => {
    const names = Object.keys(value);
    const more = Array.from(
      { length: Math.max(0, Math.min(length, LONGEST_ARRAY) - names.length) },
      (_, index) => `extra${index + 1}`,
    );
    const model: Json = Object.values(value)[0] ?? "text";
    const to = Object.fromEntries(
      [...names.slice(0, length), ...more].map((name) => [name, value[name] ?? model]),
    );
    const label = `of ${counted(length, "property")} (${keyword} ${bound})`;
    return [{ ...edge(location, rule, keyword)(label, to), beside: true as const }];
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
