import type { Random } from "./random.ts";

/** Scalars by chance, within bounds. */
export interface Leaves {
  /** A string of so many characters (code points). */
  text(least: number, most: number): string;
  /** A number between two bounds, both possible. */
  number(least: number, most: number, whole: boolean): number;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Plain ones, for the later attempts at readable values. */
export function plainLeaves(random: Random): Leaves {
  return {
    text: (least, most) => {
      const length = least + random.below(Math.min(most - least, random.below(2) === 0 ? 8 : 40) + 1);
      return Array.from({ length }, () => LETTERS.charAt(random.below(LETTERS.length))).join("");
    },
    number: (least, most, whole) => {
      const from = Number.isFinite(least) ? least : Number.isFinite(most) ? most - 100 : -10;
      const to = Number.isFinite(most) ? most : from + 110;
      const among = Math.floor(to) - Math.ceil(from) + 1;
      if (among > 0 && (whole || random.below(2) === 0))
        return Math.ceil(from) + random.below(Math.min(among, 1000));
      return from + ((to - from) * random.below(1000)) / 1000;
    },
  };
}
