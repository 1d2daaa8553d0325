import { pointerOf } from "../../../contract/index.ts";
import type { Json } from "../../../contract/json.ts";
import { countGaps, strictest } from "./compare-scalar.ts";
import { type Gap, gapAt, lifted, type TermPair, type Walk } from "./gap.ts";
import type { Include } from "./include.ts";
import { itemParts, tupleLength } from "./members.ts";

export function arrayGaps(walk: Walk, pair: TermPair, include: Include): Gap[] {
  const { x, t } = pair;
  const most = strictest(x, "maxItems", -1) ?? Infinity;
  const first = Math.max(tupleLength(x), tupleLength(t));
  const gaps = [...countGaps(pair, ["minItems", "maxItems"]), ...uniqueGaps(walk, pair, most)];
  for (let index = 0; index <= first && index < most; index++) {
    const other = itemParts(walk.bench, t, index);
    if (other.length === 0) continue;
    const at = `${pair.at}${index === first ? "/*" : pointerOf(index)}`;
    const below = include(walk, itemParts(walk.bench, x, index), { parts: other, at });
    gaps.push(...lifted(pair, below, (inner) => arrayWith(walk, index, inner)));
  }
  return gaps;
}

/** A schema of arrays with a certain item at an index. */
function arrayWith({ bench }: Walk, index: number, inner: Json): Json {
  if (index === 0) return { minItems: 1, items: inner };
  const list = [...Array.from({ length: index }, () => ({})), inner];
  return { minItems: index + 1, [bench.tuple]: list };
}

function uniqueGaps(walk: Walk, pair: TermPair, most: number): Gap[] {
  const asks = (term: TermPair["x"]): boolean =>
    term.flats.some(({ schema }) => schema["uniqueItems"] === true);
  if (!asks(pair.t) || asks(pair.x) || most < 2) return [];
  const items = itemParts(walk.bench, pair.x, 0);
  const values = walk.bench.samples({ allOf: items.map(({ ref }) => ({ $ref: ref })) });
  const length = Math.max(2, strictest(pair.x, "minItems", 1) ?? 0);
  const wanted = values.map((value) => ({ const: Array.from({ length }, () => value) }));
  const detail = "must have no item twice";
  return [gapAt(pair, { topic: "bound", keyword: "uniqueItems", detail, wanted })];
}
