import { type Json, jsonEqual } from "../contract/json.ts";
import { type Conjunction, Contradiction, flatten } from "./conjunction.ts";
import { keptApart } from "./apart.ts";
import { makeArray } from "./make-array.ts";
import { makeNumber } from "./make-number.ts";
import { makeObject } from "./make-object.ts";
import { makeString } from "./make-string.ts";
import type { Attempt, Spot } from "./maker.ts";
import { fitsNumber, fitsString } from "./scalar-fit.ts";
import { allowedTypes, allowsType, likelyType, typeOf } from "./types.ts";

/** Deeper values than this are given up: a recursion that nothing ends. */
const DEEPEST = 24;

/** Makes a value for everything that `rules` ask of one location. Throws `Contradiction` where nothing can be. */
export function make(rules: Conjunction, spot: Spot, attempt: Attempt): Json {
  if (spot.depth > DEEPEST) throw new Contradiction(rules[0]?.place ?? "#", "a recursion without an end");
  const conjunction = flatten(rules, withTrail(attempt, spot));
  const given = givenValue(conjunction, attempt);
  if (given !== undefined) return given;
  const type = attempt.number > 2 ? randomType(conjunction, attempt) : likelyType(conjunction);
  const inner: Spot = { ...spot, trail: [...spot.trail, ...conjunction.map((rule) => rule.place)] };
  const below = (next: Conjunction, at: Spot): Json => make(next, at, attempt);
  switch (type) {
    case null:
      throw new Contradiction(rules[0]?.place ?? "#", "no type is allowed");
    case "null":
      return null;
    case "boolean":
      return attempt.number === 0 || attempt.random.below(2) === 0;
    case "number":
    case "integer":
      return makeNumber(conjunction, spot.name, type);
    case "string":
      return makeString(conjunction, spot.name, attempt);
    case "array":
      return makeArray(conjunction, inner, attempt, below);
    case "object":
      return keptApart(makeObject(conjunction, inner, attempt, below), conjunction, attempt);
  }
}

/** What the schema itself gives: its constant, one of its enum, its default or example where that fits. */
function givenValue(conjunction: Conjunction, attempt: Attempt): Json | undefined {
  const constant = conjunction.find((rule) => rule.schema["const"] !== undefined)?.schema["const"];
  if (constant !== undefined) return constant;
  const enums = conjunction.map((rule) => rule.schema["enum"]).filter((list) => Array.isArray(list));
  const [first, ...others] = enums;
  if (first !== undefined) {
    const common = first.filter((value) => others.every((list) => list.some((one) => jsonEqual(one, value))));
    const usable = common.filter((value) => scalarFits(conjunction, value));
    if (usable.length === 0)
      throw new Contradiction(conjunction[0]?.place ?? "#", "no value of the enum fits");
    return attempt.number < 2 ? usable[0] : attempt.random.pick(usable);
  }
  if (attempt.number % 2 === 1) return undefined;
  return suggestions(conjunction).find(
    (value) => typeof value !== "object" && scalarFits(conjunction, value),
  );
}

function suggestions(conjunction: Conjunction): Json[] {
  return conjunction.flatMap(({ schema }) => {
    const { examples, example, default: fallback } = schema;
    return [...(Array.isArray(examples) ? examples : []), example, fallback].filter(
      (value) => value !== undefined,
    );
  });
}

function scalarFits(conjunction: Conjunction, value: Json): boolean {
  if (!allowsType(allowedTypes(conjunction), typeOf(value))) return false;
  if (typeof value === "string") return fitsString(conjunction, value);
  return typeof value === "number" ? fitsNumber(conjunction, value) : true;
}

function randomType(conjunction: Conjunction, attempt: Attempt): ReturnType<typeof likelyType> {
  const allowed = allowedTypes(conjunction);
  return allowed.length === 7 || allowed.length === 0
    ? likelyType(conjunction)
    : attempt.random.pick(allowed);
}

/** Branches that lead back to where the value is being made come last. */
function withTrail(attempt: Attempt, spot: Spot): Attempt {
  return {
    ...attempt,
    choose: (branches, keyword, at) => {
      const leadsBack = branches.map((branch) => {
        const ref = branch.schema["$ref"];
        return typeof ref === "string" && spot.trail.includes(attempt.resolve(ref).place);
      });
      const chosen = attempt.choose(branches, keyword, at);
      if (leadsBack[chosen] !== true) return chosen;
      return Math.max(0, leadsBack.indexOf(false));
    },
  };
}
