import { isObject, type Json, jsonEqual, type JsonObject } from "../../../contract/json.ts";
import type { Bench, Part } from "./bench.ts";

/** Types of JSON values, whole and broken numbers apart. */
export const KINDS = ["null", "boolean", "string", "number", "array", "object"] as const;
export type Kind = (typeof KINDS)[number];

/** One way to be valid: all flat schemas hold together, and none of what is excluded does. */
export interface Term {
  readonly flats: readonly Flat[];
  /** What `not` and the other branches of `oneOf` rule out. */
  readonly excluded: readonly Part[];
  readonly kinds: ReadonlySet<Kind>;
  /** Numbers are whole. */
  readonly whole: boolean;
  /** `const` and `enum`; null: not finite. */
  readonly values: readonly Json[] | null;
}

export interface Flat extends Part {
  readonly schema: JsonObject;
}

/** Thrown where a schema has too many ways to be valid for them to be looked at one by one. */
export class TooManyTerms extends Error {}

const MOST_TERMS = 200;

interface Draft {
  readonly flats: readonly Flat[];
  readonly excluded: readonly Part[];
}

/** The ways in which a value can be valid for all parts together. Throws `TooManyTerms`. */
export function termsOf(bench: Bench, parts: readonly Part[]): Term[] {
  const drafts = parts.reduce<Draft[]>(
    (all, part) => product(all, expand(bench, part, [])),
    [{ flats: [], excluded: [] }],
  );
  return drafts.map(termOf).filter(({ kinds }) => kinds.size > 0);
}

function product(left: readonly Draft[], right: readonly Draft[]): Draft[] {
  if (left.length * right.length > MOST_TERMS) throw new TooManyTerms();
  return left.flatMap((one) =>
    right.map((two) => ({
      flats: [...one.flats, ...two.flats],
      excluded: [...one.excluded, ...two.excluded],
    })),
  );
}

function expand(bench: Bench, part: Part, above: readonly string[]): Draft[] {
  const { schema } = part;
  if (schema === false) return [];
  if (!isObject(schema)) return [{ flats: [], excluded: [] }];
  // A schema that is itself through references alone says nothing more.
  if (above.includes(part.ref)) return [{ flats: [], excluded: [] }];
  const inside = [...above, part.ref];
  const excluded = Object.hasOwn(schema, "not") ? [bench.child(part, "not")] : [];
  let drafts: Draft[] = [{ flats: [{ ...part, schema }], excluded }];
  if (typeof schema["$ref"] === "string")
    drafts = product(drafts, expand(bench, bench.resolve(schema["$ref"]), inside));
  for (const branch of branches(bench, part, "allOf"))
    drafts = product(drafts, expand(bench, branch, inside));
  for (const keyword of ["anyOf", "oneOf"] as const) {
    if (!Array.isArray(schema[keyword])) continue;
    const all = branches(bench, part, keyword);
    const ways = all.flatMap((branch) => {
      const others = keyword === "oneOf" ? all.filter((other) => other !== branch) : [];
      return expand(bench, branch, inside).map((way) => ({ ...way, excluded: [...way.excluded, ...others] }));
    });
    drafts = product(drafts, ways);
  }
  return drafts;
}

function branches(bench: Bench, part: Part, keyword: "allOf" | "anyOf" | "oneOf"): Part[] {
  const list = isObject(part.schema) ? part.schema[keyword] : undefined;
  return Array.isArray(list) ? list.map((_, index) => bench.child(part, keyword, index)) : [];
}

function termOf({ flats, excluded }: Draft): Term {
  const types = flats.flatMap(({ schema }) => typesIn(schema));
  const kinds = new Set(KINDS.filter((kind) => types.every((named) => allows(named, kind))));
  const whole =
    types.some((named) => !named.includes("number")) ||
    flats.some(({ schema }) => Number.isInteger(schema["multipleOf"]));
  const values = finite(flats, kinds);
  const used = values === null ? kinds : new Set(values.map(kindOf));
  return { flats, excluded, kinds: used, whole, values };
}

export function kindOf(value: Json): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (isObject(value)) return "object";
  if (typeof value === "string") return "string";
  return typeof value === "number" ? "number" : "boolean";
}

function typesIn({ type }: JsonObject): string[][] {
  if (typeof type === "string") return [[type]];
  return Array.isArray(type) ? [type.filter((name) => typeof name === "string")] : [];
}

function allows(named: readonly string[], kind: Kind): boolean {
  return named.includes(kind) || (kind === "number" && named.includes("integer"));
}

/** Values that `const` and `enum` leave, of those kinds; null: they say nothing, and there are too many. */
function finite(flats: readonly Flat[], kinds: ReadonlySet<Kind>): readonly Json[] | null {
  const lists = flats.flatMap(({ schema }): (readonly Json[])[] => [
    ...(Object.hasOwn(schema, "const") ? [[schema["const"] ?? null]] : []),
    ...(Array.isArray(schema["enum"]) ? [schema["enum"]] : []),
  ]);
  const [first, ...rest] = lists;
  if (first !== undefined)
    return first.filter(
      (value) =>
        kinds.has(kindOf(value)) && rest.every((list) => list.some((other) => jsonEqual(other, value))),
    );
  const small = [...kinds].every((kind) => kind === "null" || kind === "boolean");
  return small ? [...kinds].flatMap(valuesOf) : null;
}

/** All values of a kind that has few. */
export function valuesOf(kind: Kind): readonly Json[] {
  if (kind === "null") return [null];
  return kind === "boolean" ? [true, false] : [];
}
