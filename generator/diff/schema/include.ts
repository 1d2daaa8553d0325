import { type Json, jsonEqual } from "../../../contract/json.ts";
import type { PayloadPointer } from "../../../contract/model.ts";
import { arrayGaps } from "./compare-array.ts";
import { objectGaps } from "./compare-object.ts";
import { numberGaps, stringGaps } from "./compare-scalar.ts";
import type { Part } from "./bench.ts";
import { areDisjoint } from "./disjoint.ts";
import { type Gap, gapAt, narrowed, placeIn, type TermPair, type Walk } from "./gap.ts";
import { opaqueGaps } from "./opaque.ts";
import { sameSchema } from "./same.ts";
import { kindOf, KINDS, type Term, termsOf, TooManyTerms, valuesOf } from "./term.ts";

export interface Against {
  readonly parts: readonly Part[];
  /** Where in the payload. */
  readonly at: PayloadPointer;
}
export type Include = (walk: Walk, parts: readonly Part[], against: Against) => Gap[];

/**
 * What keeps the values of `parts` from all being valid for the others; no gap (but remarks): they are included. A
 * gap need not be one: whoever says so needs a value that shows it.
 */
export const include: Include = (walk, parts, against) => {
  const key = `${refs(parts)} < ${refs(against.parts)}`;
  if (walk.assumed.has(key)) return [];
  walk.assumed.add(key);
  if (sameParts(walk, parts, against.parts)) return [];
  walk.steps.left -= 1;
  if (walk.steps.left < 0) return [unclear(parts, against, "is too large to be compared")];
  try {
    return compared(walk, parts, against);
  } catch (error) {
    if (error instanceof TooManyTerms)
      return [unclear(parts, against, "can be valid in too many ways to be compared")];
    throw error;
  }
};

function refs(parts: readonly Part[]): string {
  return parts
    .map(({ ref }) => ref)
    .sort()
    .join(" ");
}

function sameParts({ bench }: Walk, left: readonly Part[], right: readonly Part[]): boolean {
  return (
    left.length === right.length &&
    left.every((part, index) => sameSchema(bench, part.schema, right[index]?.schema ?? null))
  );
}

function unclear(parts: readonly Part[], { parts: others, at }: Against, detail: string): Gap {
  const [first, second] = [parts[0]?.place ?? "#", others[0]?.place ?? "#"];
  return { topic: "schema", remark: false, detail, first, second, at, candidates: [] };
}

interface Both {
  readonly parts: readonly Part[];
  readonly against: Against;
  readonly ours: readonly Term[];
  readonly theirs: readonly Term[];
}

function compared(walk: Walk, parts: readonly Part[], against: Against): Gap[] {
  const ours = termsOf(walk.bench, parts);
  const theirs = termsOf(walk.bench, against.parts);
  if (ours.length > 0 && theirs.length === 0) {
    const gap = unclear(parts, against, "allows no value at all");
    return [{ ...gap, candidates: [{ allOf: parts.map(({ ref }) => ({ $ref: ref })) }] }];
  }
  const both = { parts, against, ours, theirs };
  return once([...ours.flatMap((x) => termGaps(walk, x, both)), ...typeGaps(both)]);
}

/** Kinds of values that only the first schema allows. */
function typeGaps({ ours, theirs, against: { at } }: Both): Gap[] {
  const [t] = theirs;
  if (t === undefined) return [];
  return ours.flatMap((x) => {
    const missing = KINDS.filter(
      (kind) => x.kinds.has(kind) && theirs.every(({ kinds }) => !kinds.has(kind)),
    );
    const [kind] = missing;
    if (kind === undefined) return [];
    const named = [...new Set(theirs.flatMap(({ kinds }) => [...kinds]))].join(" or ");
    const detail = `must be of type ${named}`;
    const gap = gapAt({ x, t, kind, at }, { topic: "type", keyword: "type", detail });
    return [{ ...gap, candidates: missing.map((one) => narrowed({ x, kind: one })) }];
  });
}

function termGaps(walk: Walk, x: Term, both: Both): Gap[] {
  const { theirs, against } = both;
  if (x.values !== null) return valueGaps(walk, x, both);
  return [...x.kinds].flatMap((kind) => {
    const few = valuesOf(kind);
    if (few.length > 0) return valueGaps(walk, { ...x, kinds: new Set([kind]), values: few }, both);
    const targets = theirs.filter(({ kinds }) => kinds.has(kind));
    const pairs = targets.map((t) => ({ x, t, kind, at: against.at }));
    const results = pairs.map((pair) => tried(walk, pair));
    const fit = results.find(({ gaps }) => gaps.every(({ remark }) => remark));
    const near = fit ?? nearest(walk, pairs, results);
    if (near === undefined) return [];
    for (const key of near.assumed) walk.assumed.add(key);
    const [pair] = pairs;
    const choice = both.ours.length + theirs.length > 2;
    const only = { ...x, kinds: new Set([kind]) };
    if (fit === undefined && choice && pair !== undefined) {
      const apart = targets.every((t) => areDisjoint(walk.bench, only, t));
      if (apart) return [branchGap(pair)];
    }
    return near.gaps;
  });
}

interface Tried {
  readonly gaps: readonly Gap[];
  readonly assumed: Set<string>;
}

function tried(walk: Walk, pair: TermPair): Tried {
  const trial = { ...walk, assumed: new Set(walk.assumed) };
  return { gaps: pairGaps(trial, pair), assumed: trial.assumed };
}

/** Of the terms that may have values in common with ours the one with the fewest gaps. */
function nearest(walk: Walk, pairs: readonly TermPair[], results: readonly Tried[]): Tried | undefined {
  const ranked = results.map((result, index) => {
    const pair = pairs[index];
    const apart =
      pair !== undefined && areDisjoint(walk.bench, { ...pair.x, kinds: new Set([pair.kind]) }, pair.t);
    return { result, rank: result.gaps.length + (apart ? 1_000 : 0) };
  });
  return ranked.sort((left, right) => left.rank - right.rank)[0]?.result;
}

function branchGap(pair: TermPair): Gap {
  const gap = gapAt(pair, { topic: "branch", detail: "must be one of the branches" });
  return { ...gap, second: "" };
}

function pairGaps(walk: Walk, pair: TermPair): Gap[] {
  const { t, kind } = pair;
  if (t.values !== null) {
    const detail = `must be ${t.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    const keyword = placeIn(t.flats, "const").endsWith("/const") ? "const" : "enum";
    return [gapAt(pair, { topic: "value", keyword, detail })];
  }
  return [...ownGaps(walk, pair, kind), ...opaqueGaps(walk, pair, include)];
}

function ownGaps(walk: Walk, pair: TermPair, kind: TermPair["kind"]): Gap[] {
  switch (kind) {
    case "string":
      return stringGaps(pair);
    case "number":
      return numberGaps(pair);
    case "array":
      return arrayGaps(walk, pair, include);
    case "object":
      return objectGaps(walk, pair, include);
    case "null":
    case "boolean":
      return [];
  }
}

/** Values of an enum that are not valid there. */
function valueGaps({ bench }: Walk, x: Term, { parts, against, theirs }: Both): Gap[] {
  const lost = (x.values ?? []).filter(
    (value) =>
      theirs.some(({ kinds }) => kinds.has(kindOf(value))) &&
      bench.valid(parts, value) !== false &&
      bench.valid(against.parts, value) !== true,
  );
  const [t] = theirs;
  if (lost.length === 0 || t === undefined) return [];
  const words = lost.map((value) => JSON.stringify(value)).join(", ");
  return lost.slice(0, 1).map((value) => ({
    topic: "value" as const,
    remark: false,
    detail: `must not be ${words}`,
    first: placeIn(x.flats, x.flats.some(({ schema }) => Object.hasOwn(schema, "const")) ? "const" : "enum"),
    second: placeIn(t.flats, t.flats.some(({ schema }) => Object.hasOwn(schema, "const")) ? "const" : "enum"),
    at: against.at,
    candidates: lost.map((one): Json => ({ const: one })).concat({ const: value }),
  }));
}

/** Each gap once, however many branches have it. */
function once(gaps: readonly Gap[]): Gap[] {
  const found: Gap[] = [];
  for (const gap of gaps) if (!found.some((known) => sameGap(known, gap))) found.push(gap);
  return found;
}

function sameGap(left: Gap, right: Gap): boolean {
  const key = ({ topic, first, second, at, detail }: Gap): Json => [topic, first, second, at, detail];
  return jsonEqual(key(left), key(right));
}
