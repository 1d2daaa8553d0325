import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** When the modules that were imported had last been written. */
const imported = new Map<string, number>();

/**
 * What a module of the user's exports, as it is now: one that was written since, or is of another `version`, is
 * imported anew (what it imports is not); TypeScript is read by the loader that the tests use. Throws what the module
 * throws.
 */
export async function importFile(
  path: string,
  version: string = "",
): Promise<{ readonly [name: string]: unknown }> {
  // By our own package name, because the loader is the one file of the harness that must stay plain JavaScript.
  if (/\.[cm]?ts$/.test(path)) await import(import.meta.resolve("asyncproof/ts"));
  const url = pathToFileURL(path);
  const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (version !== "") url.searchParams.set("version", version);
  else if (at !== (imported.get(path) ?? at)) url.searchParams.set("written", String(at));
  else imported.set(path, at);
  return import(url.href);
}
