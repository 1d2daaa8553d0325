import type { Json } from "../contract/json.ts";
import { asRule, type Conjunction, Contradiction, ruleAt } from "./conjunction.ts";
import type { Attempt, Make, Spot } from "./maker.ts";
import { patternOf } from "../contract/index.ts";
import { matchPattern } from "./match-pattern.ts";
import {
  declaredNames,
  highest,
  lowest,
  namesAt,
  objectAt,
  propertyRules,
  requiredNames,
} from "./rules-below.ts";

/** An object with what is required, or with everything that is declared; names in the order of the document. */
export function makeObject(conjunction: Conjunction, spot: Spot, attempt: Attempt, make: Make): Json {
  const declared = declaredNames(conjunction);
  const required = withDependents(conjunction, requiredNames(conjunction));
  const wanted =
    attempt.fill === "everything" && spot.depth < 4 ? new Set([...declared, ...required]) : new Set(required);
  const most = highest(conjunction, "maxProperties");
  const made = new Map<string, Json>();
  const add = (name: string): void => {
    try {
      const rules = propertyRules(conjunction, name);
      if (required.includes(name) || !leadsBack(rules, spot, attempt))
        made.set(name, make(rules, below(spot, name)));
    } catch (error) {
      if (!(error instanceof Contradiction) || required.includes(name)) throw error;
    }
  };
  for (const name of [...declared, ...required])
    if (wanted.has(name) && !made.has(name) && (made.size < most || required.includes(name))) add(name);
  const least = lowest(conjunction, "minProperties", 0);
  const more = [...declared, ...inventedNames(conjunction, least, attempt)];
  for (const name of more) if (made.size < least && !made.has(name)) add(name);
  return asObject(made);
}

/** Optional recursion is left out: everything has an end. */
function leadsBack(rules: Conjunction, spot: Spot, attempt: Attempt): boolean {
  return rules.some(
    ({ schema: { $ref: ref } }) => typeof ref === "string" && spot.trail.includes(attempt.resolve(ref).place),
  );
}

function below(spot: Spot, name: string): Spot {
  return { name, depth: spot.depth + 1, trail: spot.trail };
}

/** Own properties only: a property called `__proto__` is one like any other. */
function asObject(made: ReadonlyMap<string, Json>): Json {
  const object: { [name: string]: Json } = {};
  for (const [name, value] of made)
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  return object;
}

/** Names that other names bring with them (`dependentRequired`, `dependencies` as list). */
function withDependents(conjunction: Conjunction, names: readonly string[]): string[] {
  const all = new Set(names);
  for (const name of all)
    for (const { schema } of conjunction)
      for (const keyword of ["dependentRequired", "dependencies"])
        for (const dependent of namesAt(objectAt(schema, keyword), name)) all.add(dependent);
  return [...all];
}

/** Names for properties that nobody declared, as `patternProperties` and `propertyNames` want them. */
function inventedNames(conjunction: Conjunction, count: number, attempt: Attempt): string[] {
  const patterns = conjunction.flatMap((rule) => Object.keys(objectAt(rule.schema, "patternProperties")));
  const naming = conjunction.filter((rule) => rule.schema["propertyNames"] !== undefined);
  const namePatterns = naming
    .map((rule) => asRule(ruleAt(rule, "propertyNames").schema, rule.place).schema["pattern"])
    .filter((pattern) => typeof pattern === "string");
  const numbered = Array.from({ length: count }, (_, index) => `extra${index + 1}`);
  const matched = [...patterns, ...namePatterns].flatMap((pattern) =>
    numbered.map((plain) =>
      patternOf(pattern)?.test(plain) === true ? plain : (matchPattern(pattern, attempt.random, 0) ?? plain),
    ),
  );
  return [...matched, ...numbered];
}
