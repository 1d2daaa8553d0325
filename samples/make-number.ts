import { type Conjunction, Contradiction } from "./conjunction.ts";
import type { Attempt } from "./maker.ts";
import { highest, lowest, numbersAt } from "./rules-below.ts";
import { fitsNumber, formatRange } from "./scalar-fit.ts";
import type { TypeName } from "./types.ts";
import { readableNumber } from "./words.ts";

interface Wanted {
  readonly name: string;
  readonly type: TypeName;
}

/** A number that fits: readable, whole where it can be; or any, where nobody has to read it. */
export function makeNumber(conjunction: Conjunction, { name, type }: Wanted, attempt: Attempt): number {
  const whole = type === "integer" || formatRange(conjunction).whole;
  const fitting = (value: number): boolean =>
    Number.isFinite(value) && (!whole || Number.isInteger(value)) && fitsNumber(conjunction, value);
  const bounds = boundsOf(conjunction);
  if (attempt.leaves !== null)
    for (let turn = 0; turn < 10; turn += 1) {
      const value = anyNumber(conjunction, { bounds, whole }, attempt);
      if (fitting(value)) return value;
    }
  const found = numberCandidates(conjunction, bounds, name).find(fitting);
  if (found === undefined) throw new Contradiction(conjunction[0]?.place ?? "#", "no number fits");
  return found;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

function boundsOf(conjunction: Conjunction): Bounds {
  const range = formatRange(conjunction);
  const least = Math.max(
    range.least,
    lowest(conjunction, "minimum", -Infinity),
    lowest(conjunction, "exclusiveMinimum", -Infinity),
  );
  const most = Math.min(
    range.most,
    highest(conjunction, "maximum"),
    highest(conjunction, "exclusiveMaximum"),
  );
  return { least, most };
}

/** Between the bounds, on the grid of `multipleOf` where there is one. */
function anyNumber(
  conjunction: Conjunction,
  { bounds: { least, most }, whole }: { bounds: Bounds; whole: boolean },
  { leaves, random }: Attempt,
): number {
  if (leaves === null) return 0;
  const steps = stepsOf(conjunction);
  const step = commonStep(steps);
  if (step === null) return leaves.number(least, most, whole);
  const from = Number.isFinite(least)
    ? Math.ceil(least / step)
    : Number.isFinite(most)
      ? Math.floor(most / step) - 1000
      : -1000;
  const to = Number.isFinite(most) ? Math.floor(most / step) : from + 2000;
  return Number(((from + random.below(Math.min(to - from + 1, 1_000_000))) * step).toPrecision(12));
}

function stepsOf(conjunction: Conjunction): number[] {
  return numbersAt(conjunction, "multipleOf").filter((step) => step > 0);
}

/** The least common multiple of all steps; null for none. Decimal steps are counted in millionths. */
function commonStep(steps: readonly number[]): number | null {
  if (steps.length === 0) return null;
  if (steps.length === 1) return steps[0] ?? null;
  const scale = steps.every(Number.isInteger) ? 1 : 1e6;
  const parts = steps.map((step) => Math.round(step * scale));
  const gcd = (left: number, right: number): number => (right === 0 ? left : gcd(right, left % right));
  return parts.reduce((left, right) => (left / gcd(left, right)) * right) / scale;
}

/** The nearest numbers to every bound, and multiples between them. */
function numberCandidates(conjunction: Conjunction, { least, most }: Bounds, name: string): number[] {
  const readable = readableNumber(name);
  const steps = stepsOf(conjunction);
  const common = commonStep(steps);
  const from = Number.isFinite(least) ? least : Number.isFinite(most) ? most : 0;
  const multiples = [...(common === null ? [] : [common]), ...steps].flatMap((step) =>
    [0, 1, 2, -1, -2].map((turn) => Number(((Math.ceil(from / step) + turn) * step).toPrecision(15))),
  );
  const edges = [Math.ceil(least), Math.floor(least) + 1, Math.floor(most), Math.ceil(most) - 1, least, most];
  const gap = Number.isFinite(most - least) ? (most - least) / 4 : 0.5;
  const between = [(least + most) / 2, least + gap, most - gap, least + 0.5, most - 0.5, 0.5, -0.5, 1.5];
  return [readable, 1, 0, 2, 3, -1, 10, 100, ...edges, ...multiples, ...between].filter((value) =>
    Number.isFinite(value),
  );
}
