import { type Json, jsonEqual } from "../contract/json.ts";
import { type Breach, breach } from "./breach.ts";
import type { Rule } from "./conjunction.ts";
import { textsOfLength } from "./edges.ts";
import { FORMATS } from "./formats.ts";
import type { Location } from "./locations.ts";
import { patternOf } from "../contract/index.ts";
import { isMultiple } from "./scalar-fit.ts";
import { counted, spokenType, spokenValue } from "./spoken.ts";
import { allowedTypes, allowsType, TYPES, type TypeName, typeOf } from "./types.ts";

/** What is easily sent in place of each type. */
const MISTAKEN: { readonly [type in TypeName]: (value: Json) => readonly Json[] } = {
  string: () => [42, null],
  integer: (value) => [String(value), 1.5, null],
  number: (value) => [String(value), null],
  boolean: () => ["true", null],
  object: () => ["text", [], null],
  array: () => ["text", {}, null],
  null: () => [0],
};

/** Another type than the rule allows. */
export function breakType(location: Location, rule: Rule): Breach[] {
  const allowed = allowedTypes([rule]);
  if (allowed.length === TYPES.length) return [];
  const make = breach(location, rule, "type");
  const type =
    allowed.includes("integer") && !allowed.includes("number") ? "integer" : typeOf(location.value);
  const kind = type === "integer" && allowed.includes("number") ? "number" : type;
  return MISTAKEN[kind](location.value)
    .filter((value) => !allowsType(allowed, typeOf(value)))
    .map((value) => make(value === 1.5 ? "1.5 (type integer)" : `as ${spokenType(value)}`, value));
}

/** Near misses of a constant and of an enum. */
export function breakChoice(location: Location, rule: Rule): Breach[] {
  const { const: constant, enum: values } = rule.schema;
  const found: Breach[] = [];
  if (constant !== undefined)
    for (const miss of nearMisses(constant, [constant]))
      found.push(
        breach(location, rule, "const")(`${spokenValue(miss)} instead of ${spokenValue(constant)}`, miss),
      );
  if (Array.isArray(values))
    for (const miss of nearMisses(values[0] ?? null, values))
      found.push(breach(location, rule, "enum")(`${spokenValue(miss)} (not in enum)`, miss));
  return found;
}

/** Of a text in another case and with a character more; of anything else one. */
function nearMisses(value: Json, among: readonly Json[]): Json[] {
  const isMiss = (miss: Json): boolean => !among.some((one) => jsonEqual(one, miss));
  if (typeof value === "string") {
    const cases = [
      value.slice(0, 1).toUpperCase() + value.slice(1),
      value.toLowerCase(),
      value.toUpperCase(),
    ];
    return [...cases.filter(isMiss).slice(0, 1), ...[`${value}x`].filter(isMiss)];
  }
  const misses: Json[] =
    typeof value === "number"
      ? [value + 1, value - 1, value + 1000]
      : typeof value === "boolean"
        ? [!value]
        : ["text"];
  return misses.filter(isMiss).slice(0, 1);
}

/** Lengths, patterns and formats. */
export function breakText(location: Location, rule: Rule): Breach[] {
  if (typeof location.value !== "string") return [];
  const { minLength, maxLength, pattern, format } = rule.schema;
  const found: Breach[] = [];
  const length = (keyword: string, bound: number, count: number): void => {
    const label = count === 0 ? "empty" : `of ${counted(count, "character")}`;
    const options = count === 0 ? [""] : textsOfLength(location, count);
    if (options.length > 0)
      found.push(breach(location, rule, keyword)(`${label} (${keyword} ${bound})`, ...options));
  };
  if (typeof minLength === "number" && minLength > 0) length("minLength", minLength, minLength - 1);
  if (typeof maxLength === "number") length("maxLength", maxLength, maxLength + 1);
  if (typeof pattern === "string") found.push(...breakPattern(location, rule, pattern));
  for (const bad of (typeof format === "string" ? FORMATS[format]?.bad : undefined) ?? [])
    found.push(breach(location, rule, "format")(`${spokenValue(bad)} (format ${String(format)})`, bad));
  return found;
}

function breakPattern(location: Location, rule: Rule, pattern: string): Breach[] {
  const own = String(location.value);
  const expression = patternOf(pattern);
  if (expression === null) return [];
  const misses = [
    `${own.slice(0, -1)}!`,
    ` ${own.slice(1)}`,
    own.toUpperCase(),
    own.toLowerCase(),
    `${own}!`,
    `!${own}`,
    own.slice(0, -1),
    "",
    "é",
  ].filter((text) => text !== own && !expression.test(text));
  const [miss] = misses;
  if (miss === undefined) return [];
  return [breach(location, rule, "pattern")(`${spokenValue(miss)} (pattern ${pattern})`, miss)];
}

/** Bounds and multiples. */
export function breakNumber(location: Location, rule: Rule): Breach[] {
  const { value: own } = location;
  if (typeof own !== "number") return [];
  const beyond = { minimum: -1, maximum: 1, exclusiveMinimum: 0, exclusiveMaximum: 0 };
  const bounds = Object.entries(beyond).flatMap(([keyword, shift]) => {
    const bound = rule.schema[keyword];
    if (typeof bound !== "number") return [];
    return [breach(location, rule, keyword)(`${bound + shift} (${keyword} ${bound})`, bound + shift)];
  });
  const step = rule.schema["multipleOf"];
  if (typeof step !== "number") return bounds;
  const whole = !allowedTypes(location.conjunction).includes("number");
  const between = (whole ? [1, -1, 2, step / 2] : [step / 2, 1])
    .map((more) => own + more)
    .find((value) => !isMultiple(value, step));
  if (between === undefined) return bounds;
  return [...bounds, breach(location, rule, "multipleOf")(`${between} (multipleOf ${step})`, between)];
}
