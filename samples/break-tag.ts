import { isObject, type Json, jsonEqual, type JsonObject } from "../contract/json.ts";
import { pointerOf } from "../contract/json-pointer.ts";
import type { Workshop } from "./attempts.ts";
import { type Breach, breach } from "./breach.ts";
import {
  branchesOf,
  type Conjunction,
  Contradiction,
  flatten,
  type Reader,
  type Rule,
} from "./conjunction.ts";
import { fits } from "./fits.ts";
import type { Location } from "./locations.ts";
import { declaredNames, propertyRules } from "./rules-below.ts";
import { spokenAt, spokenValue } from "./spoken.ts";

/**
 * What chooses the branch, changed: to a value that no branch has, and to that of another branch. Told by
 * `discriminator`, else by a property that has other constants in each branch.
 */
export function breakTag(location: Location, rule: Rule, shop: Workshop): Breach[] {
  const { value } = location;
  if (!isObject(value)) return [];
  return (["oneOf", "anyOf"] as const).flatMap((keyword) => {
    const branches = branchesOf(rule, keyword);
    const tag = tagOf(rule, branches, shop);
    if (tag === null) return [];
    const was = ownValue(value, tag.name);
    if (was === undefined) return [];
    const known = tag.values.flat();
    const other = known.find(
      (one) =>
        !jsonEqual(one, was) &&
        branches.filter((branch) => fits(branch, { ...value, [tag.name]: one }, shop.resolve)).length !== 1,
    );
    return [unknownTag(tag.name, known), other].flatMap((became) =>
      became === undefined ? [] : [tagged(location, rule, { keyword, name: tag.name, was, became })],
    );
  });
}

interface Change {
  readonly keyword: "oneOf" | "anyOf";
  readonly name: string;
  readonly was: Json;
  readonly became: Json;
}

function tagged(location: Location, rule: Rule, { keyword, name, was, became }: Change): Breach {
  const at = location.at + pointerOf(name);
  const told = rule.schema["discriminator"] === undefined ? keyword : "discriminator";
  const changed: Json = isObject(location.value) ? { ...location.value, [name]: became } : null;
  const label = `${spokenAt(at)} ${spokenValue(became)} instead of ${spokenValue(was)} (${told})`;
  return { ...breach(location, rule, told)("", changed), label, at, was, became, saidBy: keyword };
}

interface Tag {
  readonly name: string;
  /** Of each branch, the values that choose it. */
  readonly values: readonly (readonly Json[])[];
}

/** Null where no property tells the branches apart. */
function tagOf(rule: Rule, branches: readonly Rule[], { resolve }: Workshop): Tag | null {
  if (branches.length < 2) return null;
  const reader: Reader = { resolve, choose: () => 0 };
  const flat = branches.flatMap((branch) => attempted(() => [flatten([branch], reader)]));
  if (flat.length < branches.length) return null;
  const told = toldName(rule.schema["discriminator"]);
  const [first = []] = flat;
  for (const name of told === null ? declaredNames(first) : [told]) {
    const values = flat.map((conjunction) => valuesOf(conjunction, name, reader));
    const all = values.flat();
    const isTelling =
      values.every((list) => list.length > 0) &&
      all.every((one, index) => !all.slice(0, index).some((before) => jsonEqual(before, one)));
    if (isTelling) return { name, values };
  }
  return null;
}

/** The property's name: a string, or an object with one. */
function toldName(discriminator: Json | undefined): string | null {
  const name = isObject(discriminator) ? discriminator["propertyName"] : discriminator;
  return typeof name === "string" ? name : null;
}

/** The constants that a branch allows for a property; none where it allows others too. */
function valuesOf(conjunction: Conjunction, name: string, reader: Reader): readonly Json[] {
  const rules = attempted(() => [...flatten(propertyRules(conjunction, name), reader)]);
  const lists = rules.flatMap(({ schema }): (readonly Json[])[] => {
    if (schema["const"] !== undefined) return [[schema["const"]]];
    return Array.isArray(schema["enum"]) ? [schema["enum"]] : [];
  });
  const [first = [], ...others] = lists.sort((left, right) => left.length - right.length);
  return first.filter((one) => others.every((list) => list.some((same) => jsonEqual(same, one))));
}

function unknownTag(name: string, known: readonly Json[]): Json | undefined {
  const numbers = known.filter((one) => typeof one === "number");
  const unknown: Json = numbers.length > 0 ? Math.max(...numbers) + 1 : `no-such-${name}`;
  return known.some((one) => jsonEqual(one, unknown)) ? undefined : unknown;
}

function ownValue(value: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Nothing where the rules contradict each other. */
function attempted<T>(find: () => T[]): T[] {
  try {
    return find();
  } catch (error) {
    if (error instanceof Contradiction) return [];
    throw error;
  }
}
