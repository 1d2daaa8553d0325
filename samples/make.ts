import { type Json, jsonEqual } from "../contract/json.ts";
import { keptApart } from "./apart.ts";
import { type Choose, type Conjunction, Contradiction, flatten } from "./conjunction.ts";
import { fitsAll } from "./fits.ts";
import { plainLeaves } from "./leaves.ts";
import { makeArray } from "./make-array.ts";
import { makeNumber } from "./make-number.ts";
import { makeObject } from "./make-object.ts";
import { makeString } from "./make-string.ts";
import type { Attempt, Spot } from "./maker.ts";
import { titlesOf } from "./rules-below.ts";
import { tellingName } from "./words.ts";
import { allowedTypes, likelyType, TYPES, type TypeName } from "./types.ts";

/** Deeper values than this are given up: a recursion that nothing ends. */
const DEEPEST = 16;
/** How many locations may still be made plainly when the budget is used up. */
const SLACK = 200;
/** How often one location is tried, with other branches, types and scalars. */
const TURNS = 8;

/**
 * Makes a value for everything that `rules` ask of one location. What it gives is tried again here until it keeps
 * `not`, the branches that were not chosen and all else that can't be built in. Throws `Contradiction`.
 */
export function make(rules: Conjunction, spot: Spot, attempt: Attempt): Json {
  const place = rules[0]?.place ?? "#";
  if (spot.depth > DEEPEST) throw new Contradiction(place, "a recursion without an end");
  if (attempt.budget.left < -SLACK) throw new Contradiction(place, "no value found in time");
  let reason: Contradiction | null = null;
  for (let turn = 0; turn < TURNS && (turn === 0 || attempt.budget.left > 0); turn += 1) {
    attempt.budget.left -= 1;
    try {
      const value = makeOnce(rules, spot, atTurn(attempt, turn));
      if (fitsAll(rules, value, attempt.resolve)) return value;
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error;
      reason ??= error;
    }
  }
  throw reason ?? new Contradiction(place, "no value keeps all rules");
}

/** Later turns take the next branch, then any. */
function atTurn(attempt: Attempt, turn: number): Attempt {
  if (turn === 0) return attempt;
  const { random } = attempt;
  const choose: Choose = (branches, keyword, at) => {
    const first = attempt.choose(branches, keyword, at);
    return turn < branches.length ? (first + turn) % branches.length : random.below(branches.length);
  };
  const leaves = attempt.leaves ?? (turn > 2 ? plainLeaves(random) : null);
  return { ...attempt, number: attempt.number + turn, choose, leaves };
}

function makeOnce(rules: Conjunction, spot: Spot, attempt: Attempt): Json {
  const conjunction = flatten(rules, withTrail(attempt, spot));
  const given = givenValue(conjunction, attempt);
  if (given !== undefined) return given;
  const inner: Spot = { ...spot, trail: [...spot.trail, ...conjunction.map((rule) => rule.place)] };
  const below = (next: Conjunction, at: Spot): Json => make(next, at, attempt);
  const type = typeFor(conjunction, spot, attempt);
  const name = tellingName(spot.name, titlesOf(conjunction));
  switch (type) {
    case null:
      throw new Contradiction(rules[0]?.place ?? "#", "no type is allowed");
    case "null":
      return null;
    case "boolean":
      return attempt.number === 0 || attempt.random.below(2) === 0;
    case "number":
    case "integer":
      return makeNumber(conjunction, { name, type }, attempt);
    case "string":
      return makeString(conjunction, name, attempt);
    case "array":
      return makeArray(conjunction, inner, attempt, below);
    case "object":
      return keptApart(makeObject(conjunction, inner, attempt, below), conjunction, attempt);
  }
}

/** The likely type first; any allowed one where that failed, or where nobody has to read the value. */
function typeFor(conjunction: Conjunction, spot: Spot, attempt: Attempt): TypeName | null {
  if (attempt.number < 2 && attempt.leaves === null) return likelyType(conjunction);
  const allowed = allowedTypes(conjunction);
  if (allowed.length === 0) return null;
  if (allowed.length === TYPES.length && attempt.random.below(3) > 0) return likelyType(conjunction);
  const flat = spot.depth > 3 ? allowed.filter((type) => type !== "object" && type !== "array") : allowed;
  return attempt.random.pick(flat.length > 0 ? flat : allowed);
}

/** What the schema itself gives: its constant, one of its enum, its default or example where that fits. */
function givenValue(conjunction: Conjunction, attempt: Attempt): Json | undefined {
  const usable = (value: Json): boolean => fitsAll(conjunction, value, attempt.resolve);
  const constant = conjunction.find((rule) => rule.schema["const"] !== undefined);
  if (constant !== undefined) return constant.schema["const"];
  const enums = conjunction.filter((rule) => Array.isArray(rule.schema["enum"]));
  const lists = enums.map((rule) => rule.schema["enum"]).filter((list) => Array.isArray(list));
  const [first, ...others] = lists;
  if (first !== undefined) {
    const common = first.filter((value) => others.every((list) => list.some((one) => jsonEqual(one, value))));
    const fitting = common.filter(usable);
    const plain = fitting.length > 0 ? fitting : common;
    if (plain.length === 0) throw new Contradiction(enums[0]?.place ?? "#", "no value of the enum fits");
    return attempt.number === 0 && attempt.leaves === null ? plain[0] : attempt.random.pick(plain);
  }
  if (attempt.number % 2 === 1 || (attempt.leaves !== null && attempt.random.below(8) > 0)) return undefined;
  return suggestions(conjunction).find((value) => typeof value !== "object" && usable(value));
}

function suggestions(conjunction: Conjunction): Json[] {
  return conjunction.flatMap(({ schema }) => {
    const { examples, example, default: fallback } = schema;
    return [...(Array.isArray(examples) ? examples : []), example, fallback].filter(
      (value) => value !== undefined,
    );
  });
}

/** Branches that lead back to where the value is being made come last. */
function withTrail(attempt: Attempt, spot: Spot): Attempt {
  return {
    ...attempt,
    choose: (branches, keyword, at) => {
      const leadsBack = branches.map((branch) => {
        const ref = branch.schema["$ref"];
        const again = typeof ref === "string" ? attempt.resolve(ref).place : branch.place;
        return spot.trail.includes(again);
      });
      const forced = attempt.forced(at);
      if (forced !== null && leadsBack[forced] !== true) return forced;
      const chosen = attempt.choose(branches, keyword, at);
      if (leadsBack[chosen] !== true || (attempt.leaves !== null && spot.depth < 4)) return chosen;
      const others = [...leadsBack.keys()].filter((index) => leadsBack[index] === false);
      return others[attempt.number === 0 ? 0 : attempt.random.below(others.length)] ?? chosen;
    },
  };
}
