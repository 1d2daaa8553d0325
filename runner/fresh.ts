import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Checked } from "../generator/index.ts";
import { type Document, tellWarnings } from "./document.ts";
import { keep, type Kept, recall } from "./kept.ts";

/**
 * What a look at generated tests has found when nothing was stale, so that the next look can be short: while what they
 * are made of is the same, and no file of theirs was touched, nothing needs to be read, planned or rendered again.
 * Whatever is not right here is as if it were not there.
 */
export interface Fresh extends Kept {
  /** Test files in the order in which they run, relative to the output folder. */
  readonly testFiles: readonly string[];
  /** Generated files by their paths in the output folder; size and times of each. */
  readonly outputs: { readonly [path: string]: string };
}

/** Where the document's nodes stand, relative to the output folder. */
export const LINES = ".cache/lines.json";

/** What a look says where nothing is stale. */
export const NOTHING_STALE: Checked = {
  stale: [],
  tests: { added: [], removed: [], addedFor: [], removedFor: [] },
};

/** Is everything as it was when nothing was stale? Tells the document's warnings then. */
export async function isFresh(document: Document): Promise<boolean> {
  const fresh = await stillFresh(document);
  if (fresh === null) return false;
  tellWarnings(document, fresh.warnings);
  return true;
}

/** What was kept when nothing was stale; null where anything is not as it was then. */
export async function stillFresh(document: Document): Promise<Fresh | null> {
  const fresh = await recall<Fresh>(
    document,
    "fresh",
    ({ testFiles, outputs }) => Array.isArray(testFiles) && outputs !== undefined,
  );
  if (fresh === null) return null;
  const paths = Object.keys(fresh.outputs);
  const now = stateOfFiles(resolve(document.cwd, document.config.out), paths);
  return paths.length === 0 || paths.some((path) => now[path] !== fresh.outputs[path]) ? null : fresh;
}

/** Keeps that nothing was stale. `outputs`: as they were before anybody looked. */
export function rememberFresh(document: Document, found: Omit<Fresh, "key" | "files">): Promise<void> {
  return keep<Fresh>(document, "fresh", found);
}

/** Size and times of files; a file that is not there, or can't be reached, has none. */
export function stateOfFiles(folder: string, paths: readonly string[]): { readonly [path: string]: string } {
  return Object.fromEntries(paths.map((path) => [path, stateOf(join(folder, path))]));
}

function stateOf(path: string): string {
  try {
    const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true });
    return `${size} ${mtimeNs} ${ctimeNs} ${ino}`;
  } catch {
    // Whoever reads or writes it says why.
    return "";
  }
}
