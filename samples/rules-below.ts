import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { type Conjunction, type Rule, ruleAt } from "./conjunction.ts";
import { patternOf } from "../contract/index.ts";

/** What a flat conjunction asks of the property `name`. Throws `Contradiction` where it is not allowed. */
export function propertyRules(conjunction: Conjunction, name: string): Conjunction {
  return conjunction.flatMap((rule) => propertyRulesOf(rule, name));
}

function propertyRulesOf(rule: Rule, name: string): Rule[] {
  const found: Rule[] = [];
  if (Object.hasOwn(objectAt(rule.schema, "properties"), name)) found.push(ruleAt(rule, "properties", name));
  for (const pattern of Object.keys(objectAt(rule.schema, "patternProperties")))
    if (patternOf(pattern)?.test(name) === true) found.push(ruleAt(rule, "patternProperties", pattern));
  if (found.length === 0 && rule.schema["additionalProperties"] !== undefined)
    found.push(ruleAt(rule, "additionalProperties"));
  return found;
}

/** What a flat conjunction asks of the item at `index`. Throws `Contradiction` where there may be none. */
export function itemRules(conjunction: Conjunction, index: number): Conjunction {
  return conjunction.flatMap((rule) => {
    const { items, prefixItems } = rule.schema;
    const tuple = Array.isArray(items) ? "items" : Array.isArray(prefixItems) ? "prefixItems" : null;
    const length = tuple === null ? 0 : (rule.schema[tuple] as readonly Json[]).length; // an array: just checked
    if (tuple !== null && index < length) return [ruleAt(rule, tuple, index)];
    const rest = tuple === "items" ? "additionalItems" : "items";
    return rule.schema[rest] === undefined ? [] : [ruleAt(rule, rest)];
  });
}

/** Names under `properties` of any rule, in document order. */
export function declaredNames(conjunction: Conjunction): string[] {
  return [...new Set(conjunction.flatMap((rule) => Object.keys(objectAt(rule.schema, "properties"))))];
}

/** Names that any rule requires. */
export function requiredNames(conjunction: Conjunction): string[] {
  return [...new Set(conjunction.flatMap((rule) => namesAt(rule.schema, "required")))];
}

/** The strings of an array keyword; `[]` where there is none. */
export function namesAt(schema: JsonObject, keyword: string): string[] {
  const value = schema[keyword];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** The object of a keyword; `{}` where there is none. */
export function objectAt(schema: JsonObject, keyword: string): JsonObject {
  const value = Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
  return isObject(value) ? value : {};
}

/** Every value that a numeric keyword has among the rules. */
export function numbersAt(conjunction: Conjunction, keyword: string): number[] {
  return conjunction.map((rule) => rule.schema[keyword]).filter((value) => typeof value === "number");
}

/** The largest of lower bounds; `fallback` where there is none. */
export function lowest(conjunction: Conjunction, keyword: string, fallback: number): number {
  return Math.max(fallback, ...numbersAt(conjunction, keyword));
}

/** The smallest of upper bounds; `Infinity` where there is none. */
export function highest(conjunction: Conjunction, keyword: string): number {
  return Math.min(Infinity, ...numbersAt(conjunction, keyword));
}
