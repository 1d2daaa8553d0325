import { InvalidArgumentError } from "commander";
import type { Shard } from "../runner/filter.ts";

export type { Shard } from "../runner/filter.ts";

/** Reads `2/3`. */
export function shardOf(text: string): Shard {
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (!(shard.index >= 1 && shard.index <= shard.of))
    throw new InvalidArgumentError("It must be I/N with I from 1 to N, as in 2/3.");
  return shard;
}
