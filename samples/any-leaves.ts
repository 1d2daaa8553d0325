import { double, integer, type Random as Source, string } from "fast-check";
import type { Leaves } from "./leaves.ts";
import type { Random } from "./random.ts";

/** Whole numbers beyond these are no longer told apart. */
const SAFE = Number.MAX_SAFE_INTEGER;

/** fast-check's own strings and numbers: with its bias towards edges, and with signs and scripts of every kind. */
export function anyLeaves(source: Source, bias: number | undefined): Leaves {
  return {
    // The unit "binary" takes a second to make ready.
    text: (least, most) => {
      const unit =
        (["grapheme-composite", "binary-ascii"] as const)[source.nextInt(0, 5)] ?? "grapheme-ascii";
      const minLength = least === 0 && most > 0 && source.nextInt(0, 9) > 0 ? 1 : least;
      // By itself fast-check makes no long ones: what breaks from some length on would not be found.
      const size = source.nextInt(0, 2) === 0 ? "max" : "small";
      const { value } = string({ unit, minLength, maxLength: most, size }).generate(source, bias);
      return value;
    },
    number: (least, most, whole) => {
      if (least <= 0 && most >= 0 && source.nextInt(0, 15) === 0) return -0;
      if (!whole && source.nextInt(0, 1) === 0)
        return double({ min: least, max: most, noNaN: true, noDefaultInfinity: true }).generate(source, bias)
          .value;
      const min = Math.max(Math.ceil(least), -SAFE);
      const max = Math.min(Math.floor(most), SAFE);
      if (min > max) return (least + most) / 2;
      return integerBetween(min, max, source, bias);
    },
  };
}

/** Small numbers are as likely as large ones. */
function integerBetween(min: number, max: number, source: Source, bias: number | undefined): number {
  const near = source.nextInt(0, 2) > 0 && min <= 1000 && max >= -1000;
  const [from, to] = near ? [Math.max(min, -1000), Math.min(max, 1000)] : [min, max];
  return integer({ min: from, max: to }).generate(source, bias).value;
}

/** Choices out of fast-check's chance. */
export function randomFrom(source: Source): Random {
  const below = (count: number): number => (count < 2 ? 0 : source.nextInt(0, count - 1));
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError("nothing to pick from");
      return item;
    },
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(""),
  };
}
