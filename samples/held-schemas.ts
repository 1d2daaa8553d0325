import { patternOf } from "../contract/index.ts";
import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { pointerOf } from "../contract/json-pointer.ts";
import type { PayloadPointer, Place } from "../contract/model.ts";
import type { Resolve, Rule } from "./conjunction.ts";
import { objectAt } from "./rules-below.ts";

/** A rule, and the part of a value that it is about. */
export interface Here {
  readonly rule: Rule;
  readonly value: Json;
  readonly at: PayloadPointer;
}

/** Schemas that the same location has to keep, whether they do or not: the checker has said. */
export function besides({ rule, value, at }: Here, resolve: Resolve): Here[] {
  const { $ref: ref, allOf } = rule.schema;
  const found: Rule[] = Array.isArray(allOf)
    ? allOf.map((schema, index) => anyRule(schema, rule.place + pointerOf("allOf", index)))
    : [];
  if (typeof ref === "string") {
    const target = resolve(ref);
    found.push(anyRule(target.schema, target.place));
  }
  for (const keyword of ["then", "else"]) found.push(...ruleOf(rule, keyword));
  for (const keyword of ["dependentSchemas", "dependencies"]) found.push(...namedRules(rule, keyword));
  return found.map((next) => ({ rule: next, value, at }));
}

/** Schemas of properties and items. */
export function below({ rule, value, at }: Here): Here[] {
  const entries: [name: string | number, value: Json][] = Array.isArray(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([name, inner]) =>
    rulesOf(rule, name).map((next) => ({ rule: next, value: inner, at: at + pointerOf(name) })),
  );
}

function rulesOf(rule: Rule, name: string | number): Rule[] {
  if (typeof name === "string") {
    const patterns = Object.keys(objectAt(rule.schema, "patternProperties"));
    return [
      ...ruleOf(rule, "properties", name),
      ...patterns
        .filter((pattern) => patternOf(pattern)?.test(name) === true)
        .flatMap((pattern) => ruleOf(rule, "patternProperties", pattern)),
      ...ruleOf(rule, "additionalProperties"),
      ...ruleOf(rule, "unevaluatedProperties"),
    ];
  }
  return [
    ...(Array.isArray(rule.schema["items"]) ? ruleOf(rule, "items", name) : ruleOf(rule, "items")),
    ...ruleOf(rule, "prefixItems", name),
    ...ruleOf(rule, "additionalItems"),
    ...ruleOf(rule, "unevaluatedItems"),
  ];
}

/** Schemas whose keyword complains for them: of names, and of the items that `contains` asks for. */
export function inside({ rule, value, at }: Here): Here[] {
  const names = isObject(value) ? Object.keys(value) : [];
  const items = Array.isArray(value) ? [...value.entries()] : [];
  return [
    ...names.flatMap((name) =>
      ruleOf(rule, "propertyNames").map((next) => ({ rule: next, value: name, at })),
    ),
    ...items.flatMap(([index, item]) =>
      ruleOf(rule, "contains").map((next) => ({ rule: next, value: item, at: at + pointerOf(index) })),
    ),
  ];
}

function namedRules(rule: Rule, keyword: string): Rule[] {
  return Object.keys(objectAt(rule.schema, keyword)).flatMap((name) => ruleOf(rule, keyword, name));
}

/** The schema below a keyword (and a name or index in it); none where there is no object. */
function ruleOf(rule: Rule, keyword: string, name?: string | number): Rule[] {
  const held: Json | undefined = rule.schema[keyword];
  const schema = name === undefined ? held : memberOf(held, name);
  const place = rule.place + (name === undefined ? pointerOf(keyword) : pointerOf(keyword, name));
  return isObject(schema) ? [{ schema, place }] : [];
}

function memberOf(held: Json | undefined, name: string | number): Json | undefined {
  if (Array.isArray(held)) return held[Number(name)];
  return isObject(held) && Object.hasOwn(held, name) ? held[String(name)] : undefined;
}

/** A boolean schema has no keywords that could complain. */
export function anyRule(schema: Json, place: Place): Rule {
  const none: JsonObject = {};
  return { schema: isObject(schema) ? schema : none, place };
}
