import { existsSync } from "node:fs";
import { glob } from "tinyglobby";
import { ToolError } from "../../contract/index.ts";

/** Files that paths and patterns name, each once, in order. Throws RECORDING-MISSING for one that names none. */
export async function filesOf(patterns: readonly string[], cwd: string): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const pattern of patterns) for (const file of await filesOfOne(pattern, cwd)) found.add(file);
  return [...found];
}

async function filesOfOne(pattern: string, cwd: string): Promise<readonly string[]> {
  // A path that is there is meant as it stands, brackets and all.
  if (existsSync(pattern.startsWith("/") ? pattern : `${cwd}/${pattern}`)) return [pattern];
  const files = await glob(pattern, { cwd, absolute: false, dot: true, onlyFiles: true });
  if (files.length > 0) return files.sort();
  throw new ToolError("RECORDING-MISSING", `no file is named by ${pattern}`, {
    where: pattern,
    hint: "give paths or patterns of recordings; quote a pattern so that the shell leaves it alone",
  });
}
