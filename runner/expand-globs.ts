import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ToolError } from "../contract/index.ts";

/** What a pattern for documents matches without being meant. */
const OURS = ["**/node_modules/**", "**/asyncproof.{config,known}.*"];

/** Paths, with patterns replaced by the files they match, sorted; each once. Throws NO-MATCH where one matches nothing. */
export async function expandGlobs(patterns: readonly string[], cwd: string): Promise<string[]> {
  const found = new Set<string>();
  for (const pattern of patterns) for (const path of await matches(pattern, cwd)) found.add(path);
  return [...found];
}

async function matches(pattern: string, cwd: string): Promise<readonly string[]> {
  // A file may have a name that looks like a pattern.
  if (existsSync(resolve(cwd, pattern))) return [pattern];
  const { glob, isDynamicPattern } = await import("tinyglobby");
  // What is no pattern is told where it is read.
  if (!isDynamicPattern(pattern)) return [pattern];
  const paths = await glob(pattern.replaceAll("\\", "/"), { cwd, ignore: OURS });
  if (paths.length > 0) return paths.sort();
  throw new ToolError("NO-MATCH", `no file matches \`${pattern}\``, {
    hint: "it is read from the working directory; `**` stands for any folders",
  });
}
