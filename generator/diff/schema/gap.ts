import { pointerOf } from "../../../contract/index.ts";
import type { Json } from "../../../contract/json.ts";
import type { PayloadPointer, Place } from "../../../contract/model.ts";
import type { Topic } from "../schema-rules.ts";
import type { Bench } from "./bench.ts";
import type { Flat, Kind, Term } from "./term.ts";

/** Something that the first schema may allow and the second does not. */
export interface Gap {
  readonly topic: Topic;
  /** A remark: it is no gap, but a reader wants to know. */
  readonly remark: boolean;
  /** What the second schema asks for, as the end of a sentence: "must be at most 5". */
  readonly detail: string;
  readonly first: Place;
  readonly second: Place;
  readonly at: PayloadPointer;
  /** Schemas of values that should show it: valid for the first schema, not for the second. */
  readonly candidates: readonly Json[];
}

/** One comparison: is the first included in the second? */
export interface Walk {
  readonly bench: Bench;
  /** Pairs that are being, or have been compared; taken for included meanwhile, as schemas may hold themselves. */
  readonly assumed: Set<string>;
  readonly steps: { left: number };
  /** How many comparisons of what is ruled out stand around this one. */
  readonly inside: number;
}

/** Two terms, seen as values of one kind. */
export interface TermPair {
  readonly x: Term;
  readonly t: Term;
  readonly kind: Kind;
  readonly at: PayloadPointer;
}

const COMBINING = new Set(["$ref", "allOf", "anyOf", "oneOf", "$defs", "definitions"]);

/** The schema of the values of a term and a kind, together with what else is wanted of them. */
export function narrowed({ x, kind }: Pick<TermPair, "x" | "kind">, wanted: Json = {}): Json {
  const flats = x.flats.map(({ schema }) =>
    Object.fromEntries(Object.entries(schema).filter(([keyword]) => !COMBINING.has(keyword))),
  );
  const type = kind === "number" && x.whole ? "integer" : kind;
  return { allOf: [...flats.filter((flat) => Object.keys(flat).length > 0), { type }, wanted] };
}

interface Found {
  readonly topic: Topic;
  readonly detail: string;
  readonly keyword?: string;
  readonly wanted?: readonly Json[];
}

/** A gap at a keyword of the second term. */
export function gapAt(pair: TermPair, { topic, detail, keyword, wanted = [{}] }: Found): Gap {
  return {
    topic,
    detail,
    remark: false,
    first: placeIn(pair.x.flats, keyword),
    second: placeIn(pair.t.flats, keyword),
    at: pair.at,
    candidates: wanted.map((one) => narrowed(pair, one)),
  };
}

/** Place of a keyword in the first flat schema that has it, else of the first one. */
export function placeIn(flats: readonly Flat[], keyword: string | undefined): Place {
  const owner =
    keyword === undefined ? undefined : flats.find(({ schema }) => Object.hasOwn(schema, keyword));
  if (owner !== undefined && keyword !== undefined) return `${owner.place}${pointerOf(keyword)}`;
  // The last one is the nearest: what leads there stands before it.
  return flats.at(-1)?.place ?? "#";
}

/** Gaps below, as gaps of what holds them. */
export function lifted(pair: TermPair, gaps: readonly Gap[], wrap: (inner: Json) => Json): Gap[] {
  return gaps.map((gap) => ({
    ...gap,
    candidates: gap.candidates.map((inner) => narrowed(pair, wrap(inner))),
  }));
}
