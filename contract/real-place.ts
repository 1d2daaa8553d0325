import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { statOf } from "./stat-of.ts";

/** What a path names, however it is written: through links, with `./`, or in the other case where the disk sees none. */
export function placeOf(path: string): string {
  const there = statOf(path);
  if (there === null) return join(realOf(dirname(path)), basename(path));
  // Not every file system numbers its files.
  return there.ino === 0n ? realOf(path) : `${there.dev}:${there.ino}`;
}

/** The real path, as far as there is one. */
export function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(realOf(folder), basename(path));
  }
}
