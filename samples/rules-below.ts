import { isObject, type JsonObject } from "../contract/json.ts";
import { type Conjunction, Contradiction, type Rule, ruleAt } from "./conjunction.ts";
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

/** What `unevaluatedProperties` ask of a name that no rule knows. Throws `Contradiction` where it is not allowed. */
export function unevaluatedRules(conjunction: Conjunction, name: string): Conjunction {
  const asking = conjunction.filter(({ schema }) => schema["unevaluatedProperties"] !== undefined);
  if (asking.length === 0) return [];
  const known = conjunction.some(
    ({ schema }) =>
      Object.hasOwn(objectAt(schema, "properties"), name) ||
      schema["additionalProperties"] !== undefined ||
      Object.keys(objectAt(schema, "patternProperties")).some((one) => patternOf(one)?.test(name) === true),
  );
  return known ? [] : asking.map((rule) => ruleAt(rule, "unevaluatedProperties"));
}

/** What a flat conjunction asks of the item at `index`. Throws `Contradiction` where there may be none. */
export function itemRules(conjunction: Conjunction, index: number): Conjunction {
  return conjunction.flatMap((rule) => itemRulesOf(rule, index));
}

/** The rules of an item; none for one that nothing allows. */
export function possibleItemRules(conjunction: Conjunction, index: number): Conjunction {
  try {
    return itemRules(conjunction, index);
  } catch (error) {
    if (error instanceof Contradiction) return [];
    throw error;
  }
}

function itemRulesOf(rule: Rule, index: number): Rule[] {
  const tuple = tupleOf(rule);
  if (tuple !== null && index < tuple.length) return [ruleAt(rule, tuple.keyword, index)];
  const rest = tuple?.keyword === "items" ? "additionalItems" : "items";
  return rule.schema[rest] === undefined ? [] : [ruleAt(rule, rest)];
}

/** What `unevaluatedItems` ask of an item that no rule describes and no `contains` finds. */
export function unevaluatedItems(conjunction: Conjunction, index: number): Rule[] {
  const asking = conjunction.filter(({ schema }) => isObject(schema["unevaluatedItems"]));
  const known =
    index < tupleLength(conjunction) || conjunction.some(({ schema }) => isObject(schema["items"]));
  return known ? [] : asking.map((rule) => ruleAt(rule, "unevaluatedItems"));
}

/** The keyword that holds a tuple, and how long that is. */
function tupleOf({
  schema,
}: Rule): { readonly keyword: "items" | "prefixItems"; readonly length: number } | null {
  const { items, prefixItems } = schema;
  if (Array.isArray(items)) return { keyword: "items", length: items.length };
  return Array.isArray(prefixItems) ? { keyword: "prefixItems", length: prefixItems.length } : null;
}

/** How many items the longest tuple describes. */
export function tupleLength(conjunction: Conjunction): number {
  return Math.max(0, ...conjunction.map((rule) => tupleOf(rule)?.length ?? 0));
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

/** What the rules are called. */
export function titlesOf(conjunction: Conjunction): string[] {
  return conjunction.map(({ schema }) => schema["title"]).filter((title) => typeof title === "string");
}
