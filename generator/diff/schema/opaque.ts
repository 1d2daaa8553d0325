import type { Json, JsonObject } from "../../../contract/json.ts";
import type { Part } from "./bench.ts";
import { areDisjoint } from "./disjoint.ts";
import { type Gap, gapAt, type TermPair, type Walk } from "./gap.ts";
import type { Include } from "./include.ts";
import { namesOf, patternsOf } from "./members.ts";
import { sameSchema } from "./same.ts";
import type { Flat, Kind } from "./term.ts";
import { termsOf } from "./term.ts";

/** Keywords that belong together and are compared by their words alone, and the kinds of values that they judge. */
const GROUPS: readonly { readonly words: readonly string[]; readonly kind: Kind | null }[] = [
  { words: ["if", "then", "else"], kind: null },
  { words: ["contains", "minContains", "maxContains"], kind: "array" },
  { words: ["unevaluatedItems"], kind: "array" },
  { words: ["propertyNames"], kind: "object" },
  { words: ["dependencies"], kind: "object" },
  { words: ["dependentRequired"], kind: "object" },
  { words: ["dependentSchemas"], kind: "object" },
  { words: ["unevaluatedProperties"], kind: "object" },
  { words: ["$dynamicRef"], kind: null },
  { words: ["$recursiveRef"], kind: null },
];

const DEEPEST = 2;

/** Gaps of keywords that are not looked into, and of what `not` and other branches of `oneOf` rule out. */
export function opaqueGaps(walk: Walk, pair: TermPair, include: Include): Gap[] {
  return [...wordGaps(walk, pair), ...excludedGaps(walk, pair, include)];
}

function wordGaps(walk: Walk, pair: TermPair): Gap[] {
  return pair.t.flats.flatMap((flat) =>
    GROUPS.filter(({ kind }) => kind === null || kind === pair.kind).flatMap(({ words }) => {
      const [word = ""] = words;
      const own = picked(flat, words);
      if (!Object.hasOwn(own, word) || isKept(walk, pair, { own, word, words })) return [];
      const wanted = [...directed(walk, flat, word), {}];
      return [gapAt(pair, { topic: "schema", keyword: word, detail: `must keep to \`${word}\``, wanted })];
    }),
  );
}

interface Group {
  readonly own: JsonObject;
  readonly word: string;
  readonly words: readonly string[];
}

function isKept({ bench }: Walk, { x, t }: TermPair, { own, word, words }: Group): boolean {
  const same = x.flats.some((flat) => sameSchema(bench, picked(flat, words), own));
  if (!word.startsWith("unevaluated")) return same;
  // What is evaluated depends on all that stands beside it.
  const plain = [...x.flats, ...t.flats].every(({ schema }) =>
    ["anyOf", "oneOf", "if", "dependentSchemas", "not"].every((other) => !Object.hasOwn(schema, other)),
  );
  const names = namesOf(t);
  const within = namesOf(x).every((name) => names.includes(name)) && patternsOf(x).length === 0;
  return same && plain && within && word === "unevaluatedProperties" && own[word] === false;
}

function picked({ schema }: Flat, words: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([word]) => words.includes(word)));
}

/** Values that are likely to break a keyword: those for which it asks for more. */
function directed({ bench }: Walk, flat: Flat, word: string): Json[] {
  const { schema } = flat;
  if (word === "if") {
    const condition = { $ref: bench.child(flat, "if").ref };
    return [{ allOf: [condition] }, { not: condition }];
  }
  const value = schema[word];
  if (word.startsWith("depend") && typeof value === "object" && value !== null)
    return Object.keys(value).map((name) => ({ required: [name] }));
  if (word === "contains") return [{ maxItems: 0 }];
  const other = { required: ["Other 1"], properties: { "Other 1": { const: 1 } } };
  return word === "propertyNames" || word === "unevaluatedProperties" ? [other] : [];
}

function excludedGaps(walk: Walk, pair: TermPair, include: Include): Gap[] {
  const only = { ...pair.x, kinds: new Set([pair.kind]) };
  return pair.t.excluded
    .filter((part) => {
      const apart = termsOf(walk.bench, [part]).every((term) => areDisjoint(walk.bench, only, term));
      return !apart && !pair.x.excluded.some((own) => isWithin(walk, { part, own, include }));
    })
    .map((part) => {
      const wanted = [{ $ref: part.ref }, {}];
      const gap = gapAt(pair, { topic: "schema", detail: "must not be what is ruled out", wanted });
      return { ...gap, second: part.place };
    });
}

/** Is what the second schema rules out ruled out by the first one already? */
function isWithin(
  walk: Walk,
  { part, own, include }: { readonly part: Part; readonly own: Part; readonly include: Include },
): boolean {
  if (walk.inside >= DEEPEST) return false;
  // Nothing may be assumed here: what lies within what is ruled out is compared the other way round.
  const trial = { ...walk, assumed: new Set<string>(), inside: walk.inside + 1 };
  return include(trial, [part], { parts: [own], at: "" }).length === 0;
}
