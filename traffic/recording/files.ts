import { resolve } from "node:path";
import { glob } from "tinyglobby";
import { ToolError } from "../../contract/index.ts";
import { placeOf } from "../../contract/real-place.ts";
import { statOf } from "../../contract/stat-of.ts";

/**
 * Files that paths and patterns name, each once however it is written, in order. Throws RECORDING-MISSING for one that
 * names none.
 */
export async function filesOf(patterns: readonly string[], cwd: string): Promise<readonly string[]> {
  const found = new Map<string, string>();
  for (const pattern of patterns)
    for (const file of await filesOfOne(pattern, cwd)) {
      const place = placeOf(resolve(cwd, file));
      if (!found.has(place)) found.set(place, file);
    }
  return [...found.values()];
}

async function filesOfOne(pattern: string, cwd: string): Promise<readonly string[]> {
  const there = statOf(resolve(cwd, pattern));
  if (there?.isDirectory() === true)
    throw new ToolError("RECORDING-MISSING", `${pattern} is a folder`, {
      where: pattern,
      hint: `name the recordings in it: '${pattern.replace(/[\\/]+$/, "")}/*.ndjson'`,
    });
  // A path that is there is meant as it stands, brackets and all.
  if (there !== null) return [pattern];
  const files = await glob(pattern, { cwd, absolute: false, dot: true, onlyFiles: true });
  if (files.length > 0) return files.sort();
  throw new ToolError("RECORDING-MISSING", `no file is named by ${pattern}`, {
    where: pattern,
    hint: "give paths or patterns of recordings; quote a pattern so that the shell leaves it alone",
  });
}
