import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { pointerOf } from "../contract/json-pointer.ts";
import type { Place } from "../contract/model.ts";
import { isUnknown } from "../contract/unchecked-words.ts";

/** One schema that a value has to keep, and where it stands. `true` and `{}` ask for nothing; `false` is never one. */
export interface Rule {
  readonly schema: JsonObject;
  readonly place: Place;
}

/**
 * Everything that one location has to keep: flat schemas, all at once. They are never merged: merging loses the
 * scope of `additionalProperties` and changes meanings.
 */
export type Conjunction = readonly Rule[];

/** Follows a `$ref` of a contract's schema. */
export type Resolve = (ref: string) => { readonly schema: Json; readonly place: Place };

/** Which of `branches` counts; `at` is the place of the keyword. */
export type Choose = (branches: readonly Rule[], keyword: "anyOf" | "oneOf" | "if", at: Place) => number;

/** Nothing can satisfy this: a `false` schema. Without a stack: it is thrown and caught a thousand times for one value. */
export class Contradiction extends Error {
  readonly place: Place;

  constructor(place: Place, why: string) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(`${why} at ${place}`);
    Error.stackTraceLimit = stackTraceLimit;
    this.place = place;
  }
}

/** How references are followed and branches chosen. */
export interface Reader {
  readonly resolve: Resolve;
  readonly choose: Choose;
}

/** A schema below another, as a rule. Throws `Contradiction` for `false`. */
export function ruleAt(parent: Rule, ...tokens: readonly (string | number)[]): Rule {
  let schema: Json | undefined = parent.schema;
  for (const token of tokens) {
    if (Array.isArray(schema)) schema = schema[Number(token)];
    else schema = isObject(schema) && Object.hasOwn(schema, token) ? schema[String(token)] : undefined;
  }
  return asRule(schema ?? true, parent.place + pointerOf(...tokens));
}

/** Any schema as a rule. Throws `Contradiction` for `false`. */
export function asRule(schema: Json, place: Place): Rule {
  if (schema === false) throw new Contradiction(place, "nothing is allowed");
  return { schema: isObject(schema) ? schema : {}, place };
}

/** Follows `$ref`, `allOf` and the chosen branches of every rule until only flat schemas are left. */
export function flatten(rules: Conjunction, reader: Reader): Conjunction {
  const flat: Rule[] = [];
  const seen = new Set<Place>();
  const visit = (rule: Rule): void => {
    if (seen.has(rule.place)) return;
    seen.add(rule.place);
    flat.push(rule);
    for (const below of besides(rule, reader)) visit(below);
  };
  for (const rule of rules) visit(rule);
  return flat;
}

/** What else a rule asks of the same location. */
function besides(rule: Rule, reader: Reader): Rule[] {
  const found: Rule[] = [];
  const { $ref: ref, allOf } = rule.schema;
  if (typeof ref === "string") {
    const target = reader.resolve(ref);
    found.push(asRule(target.schema, target.place));
  }
  if (Array.isArray(allOf)) for (const index of allOf.keys()) found.push(ruleAt(rule, "allOf", index));
  for (const keyword of ["oneOf", "anyOf"] as const) {
    const branch = chosenBranch(rule, keyword, reader);
    if (branch !== null) found.push(branch);
  }
  found.push(...conditional(rule, reader));
  return found;
}

/** The branches of `anyOf` or `oneOf` that are not simply `false`. */
export function branchesOf(rule: Rule, keyword: "anyOf" | "oneOf"): Rule[] {
  const branches = rule.schema[keyword];
  if (!Array.isArray(branches)) return [];
  return [...branches.keys()]
    .filter((index) => branches[index] !== false)
    .map((index) => ruleAt(rule, keyword, index));
}

/** The branches to choose from: of one that nobody knows, no value can be made, as long as there are others. */
export function knownBranchesOf(rule: Rule, keyword: "anyOf" | "oneOf"): Rule[] {
  const branches = branchesOf(rule, keyword);
  const known = branches.filter(({ schema }) => !isUnknown(schema));
  return known.length > 0 ? known : branches;
}

function chosenBranch(rule: Rule, keyword: "anyOf" | "oneOf", reader: Reader): Rule | null {
  if (!Array.isArray(rule.schema[keyword])) return null;
  const branches = knownBranchesOf(rule, keyword);
  const at = rule.place + pointerOf(keyword);
  const chosen = branches[branches.length < 2 ? 0 : reader.choose(branches, keyword, at)];
  if (chosen === undefined) throw new Contradiction(at, "no branch is allowed");
  return chosen;
}

/** `if` is a choice of two: itself with `then`, or `else` alone (that `if` then fails is left to the checker). */
function conditional(rule: Rule, reader: Reader): Rule[] {
  if (rule.schema["if"] === undefined) return [];
  const condition = asRule(rule.schema["if"] === false ? {} : rule.schema["if"], `${rule.place}/if`);
  const chosen = reader.choose([condition, asRule({}, `${rule.place}/else`)], "if", `${rule.place}/if`);
  if (chosen === 0)
    return rule.schema["then"] === undefined ? [condition] : [condition, ruleAt(rule, "then")];
  return rule.schema["else"] === undefined ? [] : [ruleAt(rule, "else")];
}
