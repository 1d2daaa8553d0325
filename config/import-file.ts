import { pathToFileURL } from "node:url";

/**
 * What a module of the user's exports; TypeScript is read by the loader that the tests use. Throws what the module
 * throws. A module is run again for another `version` of it; what it imports is not.
 */
export async function importFile(
  path: string,
  version: string = "",
): Promise<{ readonly [name: string]: unknown }> {
  // By our own package name, because the loader is the one file of the harness that must stay plain JavaScript.
  if (/\.[cm]?ts$/.test(path)) await import(import.meta.resolve("asyncproof/ts"));
  const { href } = pathToFileURL(path);
  return import(version === "" ? href : `${href}?${version}`);
}
