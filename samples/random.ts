/** A seeded stream of choices; the same seed gives the same choices on every machine. */
export interface Random {
  /** A whole number from 0 to `count - 1`; 0 for a count below 1. */
  below(count: number): number;
  /** One of the items. Throws a RangeError for none. */
  pick<T>(items: readonly T[]): T;
  /** So many hexadecimal digits. */
  hex(digits: number): string;
}

/** Everything given is part of the seed. */
export function createRandom(...seed: readonly (string | number)[]): Random {
  let state = hash(seed.join("\u0000"));
  const below = (count: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    return count < 1 ? 0 : Math.floor((mix(state) / 2 ** 32) * count);
  };
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

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

/** The output function of mulberry32, a public domain generator: unsigned, 32 bits. */
function mix(state: number): number {
  let value = Math.imul(state ^ (state >>> 15), state | 1);
  value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
  return (value ^ (value >>> 14)) >>> 0;
}
