import { createHash } from "node:crypto";
import type { Shard } from "./filter.ts";

/**
 * The titles that belong to one shard. Parts differ by one test at most, together they are all tests, and which is in
 * which hangs on the titles alone: not on their order, the machine or the time.
 */
export function inShard(titles: readonly string[], { index, of }: Shard): ReadonlySet<string> {
  const hashed = [...new Set(titles)].map((title) => ({ title, hash: hashOf(title) }));
  // Tests of one family stand together and may be slow ones: their hashes scatter them.
  hashed.sort((left, right) => (left.hash < right.hash ? -1 : 1));
  return new Set(hashed.filter((_, at) => at % of === index - 1).map(({ title }) => title));
}

function hashOf(title: string): string {
  return createHash("sha256").update(title).digest("hex");
}
