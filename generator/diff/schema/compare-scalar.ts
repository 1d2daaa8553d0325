import type { Json } from "../../../contract/json.ts";
import { type Gap, gapAt, type TermPair } from "./gap.ts";
import type { Term } from "./term.ts";

/** The strictest lower (`sign` 1) or upper (-1) bound of a keyword, or null. */
export function strictest({ flats }: Term, keyword: string, sign: 1 | -1): number | null {
  const bounds = flats.flatMap(({ schema }) => {
    const bound = schema[keyword];
    return typeof bound === "number" ? [bound] : [];
  });
  if (bounds.length === 0) return null;
  return sign * Math.max(...bounds.map((bound) => sign * bound));
}

/** Gaps of a pair of counts (`minLength` and `maxLength`, ...); the first term's own least may be higher. */
export function countGaps(
  pair: TermPair,
  [least, most]: readonly [string, string],
  own: { readonly least?: number; readonly most?: number } = {},
): Gap[] {
  const gaps: Gap[] = [];
  const low = strictest(pair.t, least, 1);
  const lowest = Math.max(strictest(pair.x, least, 1) ?? 0, own.least ?? 0);
  if (low !== null && low > lowest)
    gaps.push(bound(pair, least, `must have ${least} ${low}`, [{ [most]: low - 1 }, {}]));
  const high = strictest(pair.t, most, -1);
  const highest = Math.min(strictest(pair.x, most, -1) ?? Infinity, own.most ?? Infinity);
  if (high !== null && high < highest)
    gaps.push(bound(pair, most, `must have ${most} ${high}`, [{ [least]: high + 1 }, {}]));
  return gaps;
}

function bound(pair: TermPair, keyword: string, detail: string, wanted: readonly Json[]): Gap {
  return gapAt(pair, { topic: "bound", keyword, detail, wanted });
}

export function stringGaps(pair: TermPair): Gap[] {
  return [
    ...countGaps(pair, ["minLength", "maxLength"]),
    ...newWords(pair, "pattern").map((pattern) =>
      gapAt(pair, {
        topic: "pattern",
        keyword: "pattern",
        detail: `must match ${pattern}`,
        wanted: [{}, { maxLength: 1 }],
      }),
    ),
    ...newWords(pair, "format").map((format) =>
      gapAt(pair, { topic: "format", keyword: "format", detail: `must be a ${format}` }),
    ),
  ];
}

/** What the second term asks for with a keyword and the first does not. */
function newWords({ x, t }: TermPair, keyword: string): string[] {
  const words = (term: Term): string[] =>
    term.flats.flatMap(({ schema }) => (typeof schema[keyword] === "string" ? [schema[keyword]] : []));
  const known = words(x);
  return [...new Set(words(t))].filter((word) => !known.includes(word));
}

export function numberGaps(pair: TermPair): Gap[] {
  const { x, t } = pair;
  const gaps: Gap[] = [];
  if (asksWhole(t) && !x.whole) {
    const halves = [0.5, 1.5, -0.5, 99.5].map((value) => ({ const: value }));
    const wanted = [...halves, { not: { type: "integer" } }];
    gaps.push(gapAt(pair, { topic: "type", keyword: "type", detail: "must be a whole number", wanted }));
  }
  for (const sign of [1, -1] as const) {
    const [own, other] = [edge(x, sign), edge(t, sign)];
    if (other === null || (own !== null && !isStricter(other, own, sign))) continue;
    const { keyword, value, open } = other;
    const beyond = outside(sign, value, open);
    const [strict, loose] = sign === 1 ? ["more than", "at least"] : ["less than", "at most"];
    const detail = `must be ${open ? strict : loose} ${value}`;
    gaps.push(bound(pair, keyword, detail, [beyond, ...near(sign, value)]));
  }
  return [...gaps, ...multipleGaps(pair)];
}

interface Edge {
  readonly keyword: string;
  readonly value: number;
  readonly open: boolean;
}

/** The strictest bound of a term on one side; for whole numbers a closed one. */
function edge(term: Term, sign: 1 | -1): Edge | null {
  const [closedWord, openWord] =
    sign === 1 ? (["minimum", "exclusiveMinimum"] as const) : (["maximum", "exclusiveMaximum"] as const);
  const closed = strictest(term, closedWord, sign);
  const open = strictest(term, openWord, sign);
  const round = sign === 1 ? Math.ceil : Math.floor;
  const edges: Edge[] = [];
  if (closed !== null)
    edges.push({ keyword: closedWord, value: term.whole ? round(closed) : closed, open: false });
  if (open !== null) {
    const next = sign === 1 ? Math.floor(open) + 1 : Math.ceil(open) - 1;
    edges.push({ keyword: openWord, value: term.whole ? next : open, open: !term.whole });
  }
  const [first, second] = edges;
  if (first === undefined || second === undefined) return first ?? null;
  return isStricter(second, first, sign) ? second : first;
}

function isStricter(one: Edge, other: Edge, sign: 1 | -1): boolean {
  return sign * one.value > sign * other.value || (one.value === other.value && one.open && !other.open);
}

function outside(sign: 1 | -1, value: number, open: boolean): Json {
  const word = sign === 1 ? (open ? "maximum" : "exclusiveMaximum") : open ? "minimum" : "exclusiveMinimum";
  return { [word]: value };
}

function near(sign: 1 | -1, value: number): Json[] {
  return [0, 1, 0.5, 0.001].map((step) => ({ const: value - sign * step }));
}

function asksWhole({ flats }: Term): boolean {
  return flats.some(({ schema: { type } }) => {
    const named = Array.isArray(type) ? type : [type];
    return named.includes("integer") && !named.includes("number");
  });
}

function multipleGaps(pair: TermPair): Gap[] {
  const steps = (term: Term): number[] =>
    term.flats.flatMap(({ schema: { multipleOf } }) => (typeof multipleOf === "number" ? [multipleOf] : []));
  const own = [...steps(pair.x), ...(pair.x.whole ? [1] : [])];
  return steps(pair.t)
    .filter((step) => !own.some((known) => Number.isInteger(known / step)))
    .map((step) => {
      const tries = [...own, 1, 0.5].flatMap((known) => [known, known * 2, known * 3]);
      const wanted = [...tries.map((value) => ({ const: value })), {}];
      return bound(pair, "multipleOf", `must be a multiple of ${step}`, wanted);
    });
}
