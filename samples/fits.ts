import { isObject, type Json, jsonEqual } from "../contract/json.ts";
import { patternOf } from "../contract/index.ts";
import { asRule, type Conjunction, Contradiction, type Resolve, type Rule } from "./conjunction.ts";
import { itemRules, namesAt, objectAt, propertyRules } from "./rules-below.ts";
import { fitsNumber, fitsString } from "./scalar-fit.ts";
import { allowedTypes, allowsType, typeOf } from "./types.ts";

/** Schemas nested deeper than this are taken to fit: the checker has the last word. */
const DEEPEST = 40;

/**
 * Does a value keep a rule? A quick judge for single locations, so that a retry costs one location and not the
 * whole value: every keyword but `unevaluated*`, formats by their looks. What is handed out is judged by the
 * checker, never by this.
 */
export function fits(rule: Rule, value: Json, resolve: Resolve, depth = 0): boolean {
  if (depth > DEEPEST) return true;
  const below: Below = (schema, at) => schemaFits(schema, at, (inner) => fits(inner, at, resolve, depth + 1));
  return (
    fitsItself(rule, value) &&
    fitsBesides(rule, value, { resolve, below }) &&
    (isObject(value)
      ? fitsObject(rule, value, below)
      : Array.isArray(value)
        ? fitsArray(rule, value, below)
        : true)
  );
}

/** Does a value keep all rules? */
export function fitsAll(rules: Conjunction, value: Json, resolve: Resolve): boolean {
  return rules.every((rule) => fits(rule, value, resolve));
}

/** A schema (or a rule of one) below the one that is judged. */
type Below = (schema: Json | Rule, value: Json) => boolean;

function schemaFits(schema: Json | Rule, _value: Json, judge: (rule: Rule) => boolean): boolean {
  if (typeof schema === "boolean") return schema;
  if (isRule(schema)) return judge(schema);
  return isObject(schema) ? judge({ schema, place: "" }) : true;
}

function isRule(schema: Json | Rule): schema is Rule {
  return (
    typeof schema === "object" &&
    schema !== null &&
    "place" in schema &&
    "schema" in schema &&
    typeof schema.place === "string"
  );
}

function fitsItself(rule: Rule, value: Json): boolean {
  const { schema } = rule;
  if (!allowsType(allowedTypes([rule]), typeOf(value))) return false;
  if (schema["const"] !== undefined && !jsonEqual(schema["const"], value)) return false;
  if (Array.isArray(schema["enum"]) && !schema["enum"].some((one) => jsonEqual(one, value))) return false;
  if (typeof value === "string") return fitsString([rule], value);
  return typeof value === "number" ? fitsNumber([rule], value) : true;
}

interface Around {
  readonly resolve: Resolve;
  readonly below: Below;
}

function fitsBesides({ schema }: Rule, value: Json, { resolve, below }: Around): boolean {
  const { $ref: ref, allOf, anyOf, oneOf, not, if: condition, then: yes = true, else: no = true } = schema;
  if (typeof ref === "string" && !below(resolve(ref).schema, value)) return false;
  if (Array.isArray(allOf) && !allOf.every((branch) => below(branch, value))) return false;
  if (Array.isArray(anyOf) && !anyOf.some((branch) => below(branch, value))) return false;
  if (Array.isArray(oneOf) && oneOf.filter((branch) => below(branch, value)).length !== 1) return false;
  if (not !== undefined && isSure(not) && below(not, value)) return false;
  return condition === undefined || below(below(condition, value) ? yes : no, value);
}

/** What is not judged here may be what such a value breaks. */
function isSure(schema: Json): boolean {
  return !isObject(schema) || !Object.keys(schema).some((word) => word.startsWith("unevaluated"));
}

function fitsObject(rule: Rule, value: { readonly [name: string]: Json }, below: Below): boolean {
  const { schema } = rule;
  const names = Object.keys(value);
  const { minProperties, maxProperties, propertyNames } = schema;
  if (typeof minProperties === "number" && names.length < minProperties) return false;
  if (typeof maxProperties === "number" && names.length > maxProperties) return false;
  if (!namesAt(schema, "required").every((name) => Object.hasOwn(value, name))) return false;
  if (propertyNames !== undefined && !names.every((name) => below(propertyNames, name))) return false;
  if (!fitsDependents(rule, value, below)) return false;
  return allowed(() =>
    names.every((name) => propertyRules([rule], name).every((inner) => below(inner, value[name] ?? null))),
  );
}

function fitsDependents({ schema }: Rule, value: { readonly [name: string]: Json }, below: Below): boolean {
  return ["dependentRequired", "dependentSchemas", "dependencies"].every((keyword) =>
    Object.entries(objectAt(schema, keyword)).every(([name, then]) => {
      if (!Object.hasOwn(value, name)) return true;
      return Array.isArray(then)
        ? then.every((one) => Object.hasOwn(value, String(one)))
        : below(then, value);
    }),
  );
}

function fitsArray(rule: Rule, value: readonly Json[], below: Below): boolean {
  const { minItems, maxItems, uniqueItems, contains, minContains, maxContains } = rule.schema;
  if (typeof minItems === "number" && value.length < minItems) return false;
  if (typeof maxItems === "number" && value.length > maxItems) return false;
  if (
    uniqueItems === true &&
    value.some((item, index) => value.slice(0, index).some((one) => jsonEqual(one, item)))
  )
    return false;
  if (contains !== undefined) {
    const count = value.filter((item) => below(contains, item)).length;
    if (count < (typeof minContains === "number" ? minContains : 1)) return false;
    if (typeof maxContains === "number" && count > maxContains) return false;
  }
  return allowed(() =>
    value.every((item, index) => itemRules([rule], index).every((inner) => below(inner, item))),
  );
}

/** False where a rule below is simply `false`. */
function allowed(judge: () => boolean): boolean {
  try {
    return judge();
  } catch (error) {
    if (error instanceof Contradiction) return false;
    throw error;
  }
}

/** The index of the first branch that a value fits; 0 where it fits none. */
export function branchOf(branches: Conjunction, value: Json, resolve: Resolve): number {
  return Math.max(
    0,
    branches.findIndex((branch) => fits(branch, value, resolve)),
  );
}

/** Does a name keep what `propertyNames` ask? */
export function fitsNames(conjunction: Conjunction, name: string, resolve: Resolve): boolean {
  return conjunction.every((rule) => {
    const naming = rule.schema["propertyNames"];
    return naming === undefined || (naming !== false && fits(asRule(naming, rule.place), name, resolve));
  });
}

/** Does any rule know a name: by `properties` or `patternProperties`? */
export function isDeclared(conjunction: Conjunction, name: string): boolean {
  return conjunction.some(
    ({ schema }) =>
      Object.hasOwn(objectAt(schema, "properties"), name) ||
      Object.keys(objectAt(schema, "patternProperties")).some(
        (source) => patternOf(source)?.test(name) === true,
      ),
  );
}
