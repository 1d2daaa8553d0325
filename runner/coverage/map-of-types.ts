import { readFileSync } from "node:fs";
import type { SourceMap } from "./raw-coverage.ts";

/** What `asyncproof/ts` has beside it. */
interface Beside {
  withoutTypes(source: string, file: string): Promise<{ readonly map: string }>;
}

/**
 * Which lines of a TypeScript file are code, where Node ran it as it lies there: it puts blanks in the place of types
 * (https://nodejs.org/api/typescript.html#type-stripping), counts them as run, and has no source map. Null for other files,
 * and for one that is broken by now.
 */
export async function mapOfTypes(path: string): Promise<SourceMap | null> {
  if (!/\.[cm]?ts$/.test(path)) return null;
  // By our own name: it is plain JavaScript and stands outside the compiled sources.
  const beside = new URL("./without-types.mjs", import.meta.resolve("asyncproof/ts"));
  const { withoutTypes }: Beside = await import(beside.href);
  const made = await withoutTypes(readFileSync(path, "utf8"), path).catch(() => null);
  return made === null ? null : JSON.parse(made.map);
}
