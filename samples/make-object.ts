import type { Json } from "../contract/json.ts";
import { pointerOf } from "../contract/json-pointer.ts";
import { asRule, type Conjunction, Contradiction, flatten, type Rule } from "./conjunction.ts";
import { fitsNames } from "./fits.ts";
import type { Attempt, Make, Spot } from "./maker.ts";
import { inventedNames, negatedNames } from "./invented-names.ts";
import {
  declaredNames,
  highest,
  lowest,
  namesAt,
  objectAt,
  propertyRules,
  requiredNames,
  unevaluatedRules,
} from "./rules-below.ts";

/** An object with what is required, with some or everything that is declared; names in the order of the document. */
export function makeObject(flat: Conjunction, spot: Spot, attempt: Attempt, make: Make): Json {
  const { conjunction, wanted, required } = chosenNames(flat, spot, attempt);
  const most = highest(conjunction, "maxProperties");
  const made = new Map<string, Json>();
  const add = (name: string): void => {
    try {
      if (!fitsNames(conjunction, name, attempt.resolve))
        throw new Contradiction(conjunction[0]?.place ?? "#", `${name} is no name`);
      const rules = [...propertyRules(conjunction, name), ...unevaluatedRules(conjunction, name)];
      if (required.has(name) || !leadsBack(rules, spot, attempt))
        made.set(name, make(rules, { name, depth: spot.depth + 1, trail: spot.trail }));
    } catch (error) {
      if (!(error instanceof Contradiction) || required.has(name)) throw error;
    }
  };
  const declared = declaredNames(conjunction);
  for (const name of new Set([...declared, ...required]))
    if (wanted.has(name) && (made.size < most || required.has(name))) add(name);
  const least = Math.max(
    lowest(conjunction, "minProperties", 0),
    made.size + extraNames(conjunction, spot, attempt),
    attempt.telling && spot.depth === 0 ? 1 : 0,
  );
  const spare = made.size < least ? [...declared, ...inventedNames(conjunction, least, attempt)] : [];
  for (const name of spare)
    if (made.size < Math.min(least, most) && !made.has(name) && isFree(conjunction, name, made)) add(name);
  return asObject(made);
}

interface ChosenNames {
  readonly conjunction: Conjunction;
  readonly wanted: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
}

/** What is to be there, and what that brings with it: dependent names, and dependent schemas as further rules. */
function chosenNames(flat: Conjunction, spot: Spot, attempt: Attempt): ChosenNames {
  let conjunction = flat;
  for (let turn = 0; ; turn += 1) {
    const required = withDependents(conjunction, requiredNames(conjunction));
    const optional = declaredNames(conjunction).filter(() => isWanted(spot, attempt));
    const wanted = withDependents(conjunction, [...required, ...optional]);
    const brought = dependentRules(conjunction, wanted);
    if (brought.length === 0 || turn > 5)
      return { conjunction, wanted, required: turn === 0 ? required : withDependents(conjunction, required) };
    conjunction = flatten([...conjunction, ...brought], attempt);
  }
}

function isWanted(spot: Spot, { fill, random, budget }: Attempt): boolean {
  if (fill === "required" || budget.left < 20) return false;
  if (fill === "everything") return spot.depth < 4;
  return random.below(spot.depth + 2) === 0 || random.below(3) === 0;
}

/** Schemas that a present name asks for (`dependentSchemas`, `dependencies` as schema) and that are not followed yet. */
export function dependentRules(conjunction: Conjunction, names: ReadonlySet<string>): Rule[] {
  const known = new Set(conjunction.map(({ place }) => place));
  return conjunction.flatMap((rule) =>
    ["dependentSchemas", "dependencies"].flatMap((keyword) =>
      Object.entries(objectAt(rule.schema, keyword)).flatMap(([name, schema]) => {
        const place = rule.place + pointerOf(keyword, name);
        if (!names.has(name) || Array.isArray(schema) || known.has(place)) return [];
        return [asRule(schema, place)];
      }),
    ),
  );
}

/** Optional recursion is left out, or comes to an end soon: everything has an end. */
function leadsBack(rules: Conjunction, spot: Spot, attempt: Attempt): boolean {
  const back = rules.some(
    ({ schema: { $ref: ref } }) => typeof ref === "string" && spot.trail.includes(attempt.resolve(ref).place),
  );
  return back && (attempt.leaves === null || spot.depth > 3 || attempt.budget.left < 50);
}

/** Properties that nobody declared, where that is allowed: seldom, and for values that nobody reads. */
function extraNames(conjunction: Conjunction, spot: Spot, attempt: Attempt): number {
  const { fill, random, leaves } = attempt;
  const bare = declaredNames(conjunction).length === 0;
  if (attempt.number > 0 && negatedNames(conjunction).length > 0) return random.below(3);
  if (leaves === null || fill !== "some") return bare && fill === "everything" ? 1 : 0;
  if (spot.depth > 3) return 0;
  if (bare) return random.below(8) > 0 ? 1 + random.below(2) : 0;
  const patterned = conjunction.some(({ schema }) => schema["patternProperties"] !== undefined);
  return patterned || random.below(5) === 0 ? random.below(3) : 0;
}

/** A name that brings nothing with it that is not there. */
function isFree(conjunction: Conjunction, name: string, made: ReadonlyMap<string, Json>): boolean {
  return (
    [...withDependents(conjunction, [name])].every((one) => one === name || made.has(one)) &&
    dependentRules(conjunction, new Set([name])).length === 0
  );
}

/** Own properties only: a property called `__proto__` is one like any other. */
function asObject(made: ReadonlyMap<string, Json>): Json {
  const object: { [name: string]: Json } = {};
  for (const [name, value] of made)
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  return object;
}

/** Names that other names bring with them (`dependentRequired`, `dependencies` as list). */
function withDependents(conjunction: Conjunction, names: Iterable<string>): Set<string> {
  const all = new Set(names);
  for (const name of all)
    for (const { schema } of conjunction)
      for (const keyword of ["dependentRequired", "dependencies"])
        for (const dependent of namesAt(objectAt(schema, keyword), name)) all.add(dependent);
  return all;
}
