import { pointerOf } from "../../../contract/index.ts";
import type { Json } from "../../../contract/json.ts";
import { countGaps } from "./compare-scalar.ts";
import { type Gap, gapAt, lifted, type TermPair, type Walk } from "./gap.ts";
import type { Include } from "./include.ts";
import { declares, isSilent, matches, namesOf, patternsOf, propertyParts, requiredOf } from "./members.ts";
import type { Part } from "./bench.ts";

export function objectGaps(walk: Walk, pair: TermPair, include: Include): Gap[] {
  const { x, t } = pair;
  const names = [...new Set([...namesOf(x), ...namesOf(t)])];
  const closed = propertyParts(walk.bench, x, freshName(pair)).some(isNever) && patternsOf(x).length === 0;
  const own = { least: requiredOf(x).length, ...(closed ? { most: namesOf(x).length } : {}) };
  return [
    ...requiredGaps(pair),
    ...countGaps(pair, ["minProperties", "maxProperties"], own),
    ...names.flatMap((name) => propertyGaps(walk, { pair, name, include })),
    ...patternGaps(walk, pair, include),
    ...otherGaps(walk, pair, include),
  ];
}

function requiredGaps(pair: TermPair): Gap[] {
  const known = requiredOf(pair.x);
  return requiredOf(pair.t)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const gap = gapAt(pair, {
        topic: "required",
        keyword: "required",
        detail: "must be there",
        wanted: [{}, { not: { required: [name] } }],
      });
      return { ...gap, at: `${gap.at}${pointerOf(name)}` };
    });
}

interface OneProperty {
  readonly pair: TermPair;
  readonly name: string;
  readonly include: Include;
}

function propertyGaps(walk: Walk, { pair, name, include }: OneProperty): Gap[] {
  const { x, t } = pair;
  const first = propertyParts(walk.bench, x, name);
  const second = propertyParts(walk.bench, t, name);
  const at = `${pair.at}${pointerOf(name)}`;
  if (first.some(isNever) || second.length === 0) return [];
  if (!declares(x, name) && isSilent(x)) return second.some(isNever) ? [] : [remark(pair, at, second)];
  const wrap = (inner: Json): Json => ({ required: [name], properties: { [name]: inner } });
  if (second.some(isNever)) {
    const keyword = "additionalProperties";
    const detail = "must not be there";
    const gap = gapAt(pair, { topic: "forbidden", keyword, detail, wanted: [wrap({})] });
    return [{ ...gap, at, first: first[0]?.place ?? gap.first }];
  }
  return lifted(pair, include(walk, first, { parts: second, at }), wrap);
}

/** A property of which the first schema says nothing: nobody has relied on it. */
function remark(pair: TermPair, at: string, second: readonly Part[]): Gap {
  const gap = gapAt(pair, { topic: "property", detail: `declares \`${at.slice(pair.at.length + 1)}\`` });
  return { ...gap, remark: true, at, second: second[0]?.place ?? gap.second, candidates: [] };
}

function patternGaps(walk: Walk, pair: TermPair, include: Include): Gap[] {
  const known = patternsOf(pair.x);
  return patternsOf(pair.t).flatMap((pattern) => {
    const name = walk.bench
      .samples({ type: "string", pattern })
      .find((value) => typeof value === "string" && value !== "");
    const wrap = (inner: Json): Json =>
      typeof name === "string" ? { required: [name], properties: { [name]: inner } } : {};
    if (!known.includes(pattern)) {
      const detail = `names that match ${pattern} have a schema`;
      return [gapAt(pair, { topic: "schema", keyword: "patternProperties", detail, wanted: [wrap({}), {}] })];
    }
    const parts = ({ flats }: TermPair["x"]): Part[] =>
      flats
        .filter(({ schema }) => Object.hasOwn(Object(schema["patternProperties"] ?? {}), pattern))
        .map((flat) => walk.bench.child(flat, "patternProperties", pattern));
    const below = include(walk, parts(pair.x), { parts: parts(pair.t), at: `${pair.at}/*` });
    return lifted(pair, below, wrap);
  });
}

/** Properties that neither schema names. */
function otherGaps(walk: Walk, pair: TermPair, include: Include): Gap[] {
  const name = freshName(pair);
  const first = propertyParts(walk.bench, pair.x, name);
  const second = propertyParts(walk.bench, pair.t, name);
  if (first.some(isNever) || second.length === 0) return [];
  const wrap = (inner: Json): Json => ({ required: [name], properties: { [name]: inner } });
  const at = `${pair.at}/*`;
  if (!second.some(isNever)) return lifted(pair, include(walk, first, { parts: second, at }), wrap);
  const detail = "must have no other properties";
  const keyword = "additionalProperties";
  return [gapAt(pair, { topic: "additional", keyword, detail, wanted: [wrap({ const: 1 }), wrap({})] })];
}

function isNever({ schema }: Part): boolean {
  return schema === false;
}

function freshName({ x, t }: TermPair): string {
  const taken = [...namesOf(x), ...namesOf(t)];
  const patterns = [...patternsOf(x), ...patternsOf(t)];
  for (let count = 0; ; count++) {
    const name = `other${count === 0 ? "" : count}`;
    const free = !taken.includes(name) && !patterns.some((pattern) => matches(pattern, name));
    // Patterns may leave no name at all; then what else there is decides little.
    if (free || count > 50) return name;
  }
}
