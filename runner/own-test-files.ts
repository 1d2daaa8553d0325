import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/**
 * Test files of the user's own in the output folder, relative to it, sorted: those that are not `planned`. They are
 * run with the generated ones, as plain Mocha would. None where the folder holds the whole project.
 */
export async function ownTestFiles(
  folder: string,
  { planned, cwd }: { readonly planned: readonly string[]; readonly cwd: string },
): Promise<string[]> {
  if (!relative(folder, cwd).startsWith("..")) return [];
  const ours = new Set(planned);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".test.ts"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !ours.has(path) && !/(^|\/)(node_modules|\.[^/]*)\//.test(path))
    .sort();
}
