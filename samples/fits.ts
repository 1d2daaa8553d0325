import { isObject, type Json, jsonEqual } from "../contract/json.ts";
import {
  asRule,
  branchesOf,
  type Conjunction,
  Contradiction,
  type Resolve,
  type Rule,
  ruleAt,
} from "./conjunction.ts";
import { itemRules, namesAt, propertyRules } from "./rules-below.ts";
import { fitsNumber, fitsString } from "./scalar-fit.ts";
import { allowedTypes, allowsType, typeOf } from "./types.ts";

/**
 * A quick guess whether a value keeps a rule, for telling branches apart: every keyword of everyday schemas, no
 * `not`, no `if`, no unevaluated. What is handed out is judged by the checker, never by this.
 */
export function fits(rule: Rule, value: Json, resolve: Resolve, depth = 0): boolean {
  if (depth > 40) return true;
  const { schema } = rule;
  if (!allowsType(allowedTypes([rule]), typeOf(value))) return false;
  if (schema["const"] !== undefined && !jsonEqual(schema["const"], value)) return false;
  if (Array.isArray(schema["enum"]) && !schema["enum"].some((one) => jsonEqual(one, value))) return false;
  if (typeof value === "string" && !fitsString([rule], value)) return false;
  if (typeof value === "number" && !fitsNumber([rule], value)) return false;
  const below = (inner: Rule, at: Json): boolean => fits(inner, at, resolve, depth + 1);
  return fitsInside(rule, value, below) && fitsBesides(rule, value, resolve, below);
}

type Below = (rule: Rule, value: Json) => boolean;

function fitsInside(rule: Rule, value: Json, below: Below): boolean {
  try {
    if (Array.isArray(value))
      return value.every((item, index) => itemRules([rule], index).every((inner) => below(inner, item)));
    if (!isObject(value)) return true;
    return (
      namesAt(rule.schema, "required").every((name) => Object.hasOwn(value, name)) &&
      Object.entries(value).every(([name, item]) =>
        propertyRules([rule], name).every((inner) => below(inner, item)),
      )
    );
  } catch (error) {
    if (error instanceof Contradiction) return false;
    throw error;
  }
}

function fitsBesides(rule: Rule, value: Json, resolve: Resolve, below: Below): boolean {
  const { $ref: ref, allOf } = rule.schema;
  if (typeof ref === "string") {
    const target = resolve(ref);
    if (target.schema === false || !below(asRule(target.schema, target.place), value)) return false;
  }
  if (Array.isArray(allOf) && !allOf.every((_, index) => below(ruleAt(rule, "allOf", index), value)))
    return false;
  for (const keyword of ["anyOf", "oneOf"] as const)
    if (
      Array.isArray(rule.schema[keyword]) &&
      !branchesOf(rule, keyword).some((branch) => below(branch, value))
    )
      return false;
  return true;
}

/** The index of the first branch that a value fits; 0 where it fits none. */
export function branchOf(branches: Conjunction, value: Json, resolve: Resolve): number {
  return Math.max(
    0,
    branches.findIndex((branch) => fits(branch, value, resolve)),
  );
}
