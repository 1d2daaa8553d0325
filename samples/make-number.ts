import type { Conjunction } from "./conjunction.ts";
import { highest, lowest, numbersAt } from "./rules-below.ts";
import { fitsNumber } from "./scalar-fit.ts";
import type { TypeName } from "./types.ts";
import { readableNumber } from "./words.ts";

/** A readable number that fits, whole where it can be. */
export function makeNumber(conjunction: Conjunction, name: string, type: TypeName): number {
  const found = numberCandidates(conjunction, name).find(
    (value) => (type !== "integer" || Number.isInteger(value)) && fitsNumber(conjunction, value),
  );
  return found ?? readableNumber(name);
}

/** The nearest numbers to every bound, and multiples between them. */
function numberCandidates(conjunction: Conjunction, name: string): number[] {
  const readable = readableNumber(name);
  const least = Math.max(
    lowest(conjunction, "minimum", -Infinity),
    lowest(conjunction, "exclusiveMinimum", -Infinity),
  );
  const most = Math.min(highest(conjunction, "maximum"), highest(conjunction, "exclusiveMaximum"));
  const steps = numbersAt(conjunction, "multipleOf").filter((step) => step > 0);
  const from = Number.isFinite(least) ? least : Number.isFinite(most) ? most : 0;
  const multiples = steps.flatMap((step) =>
    [-2, -1, 0, 1, 2].map((turn) => Number(((Math.ceil(from / step) + turn) * step).toPrecision(15))),
  );
  const edges = [Math.ceil(least), Math.floor(least) + 1, Math.floor(most), Math.ceil(most) - 1, least, most];
  const between = [(least + most) / 2, least + 0.5, most - 0.5, least + 0.001, most - 0.001];
  return [readable, 1, 0, ...edges, ...multiples, ...between].filter((value) => Number.isFinite(value));
}
