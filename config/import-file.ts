import { pathToFileURL } from "node:url";

/** What a module of the user's exports; TypeScript is read by the loader that the tests use. Throws what the module throws. */
export async function importFile(path: string): Promise<{ readonly [name: string]: unknown }> {
  // By our own package name, because the loader is the one file of the harness that must stay plain JavaScript.
  if (/\.[cm]?ts$/.test(path)) await import(import.meta.resolve("asyncproof/ts"));
  return import(pathToFileURL(path).href);
}
