import { type BigIntStats, statSync } from "node:fs";

/** What a path leads to; null where nobody can tell: who opens it is told why. */
export function statOf(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return null;
  }
}
