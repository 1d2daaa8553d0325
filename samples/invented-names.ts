import { isObject, type Json } from "../contract/json.ts";
import { patternOf } from "../contract/index.ts";
import { asRule, type Conjunction, Contradiction, flatten } from "./conjunction.ts";
import { makeString } from "./make-string.ts";
import type { Attempt } from "./maker.ts";
import { matchPattern } from "./match-pattern.ts";
import { objectAt } from "./rules-below.ts";

/** Names for properties that nobody declared, as `patternProperties` and `propertyNames` want them, readable first. */
export function inventedNames(conjunction: Conjunction, count: number, attempt: Attempt): string[] {
  const patterns = conjunction.flatMap((rule) => Object.keys(objectAt(rule.schema, "patternProperties")));
  const numbered = Array.from({ length: count }, (_, index) => `extra${index + 1}`);
  const matched = patterns.flatMap((pattern) =>
    numbered.map((plain) =>
      patternOf(pattern)?.test(plain) === true ? plain : (matchPattern(pattern, attempt.random, 0) ?? plain),
    ),
  );
  const known = conjunction.flatMap(({ schema }) => Object.keys(objectAt(schema, "dependentSchemas")));
  return [
    ...new Set([
      ...negatedNames(conjunction),
      ...matched,
      ...namesByRule(conjunction, count, attempt),
      ...numbered,
      ...known,
    ]),
  ];
}

/** Names that only a `not` speaks of: to break it, one of them may have to be there. */
export function negatedNames(conjunction: Conjunction): string[] {
  return conjunction.flatMap(({ schema: { not } }) =>
    isObject(not) ? Object.keys(objectAt(not, "properties")) : [],
  );
}

/** One name that nobody declared, as `propertyNames` want it. */
export function spareName(conjunction: Conjunction, attempt: Attempt): string {
  return namesByRule(conjunction, 1, attempt)[0] ?? "extra1";
}

/** Names made as the strings that `propertyNames` describe. */
function namesByRule(conjunction: Conjunction, count: number, attempt: Attempt): string[] {
  const naming = conjunction.flatMap((rule) => {
    const names: Json | undefined = rule.schema["propertyNames"];
    return names === undefined || names === false ? [] : [asRule(names, `${rule.place}/propertyNames`)];
  });
  if (naming.length === 0) return [];
  try {
    const flat = flatten(naming, attempt);
    const given: readonly Json[] = flat.flatMap(({ schema }) =>
      Array.isArray(schema["enum"]) ? schema["enum"] : schema["const"] === undefined ? [] : [schema["const"]],
    );
    const made = Array.from({ length: count * 3 }, (_, index) =>
      makeString(flat, "name", { ...attempt, serial: index + 1, number: attempt.number + index }),
    );
    return [...given.filter((name) => typeof name === "string"), ...made];
  } catch (error) {
    if (error instanceof Contradiction) return [];
    throw error;
  }
}
