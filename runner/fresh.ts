import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { filesBelow, sha256 } from "../contract/cache-key.ts";
import type { Finding } from "../contract/finding.ts";
import { packageRoot } from "../contract/vocabulary/package-root.ts";
import { type SourceState, sourceState } from "../contract/source-state.ts";
import type { Checked } from "../generator/index.ts";
import { cacheFolder } from "./cache-folder.ts";
import { type Document, readingOf, tellWarnings } from "./document.ts";
import { makeFolder } from "../contract/make-folder.ts";

/**
 * What a look at generated tests has found when nothing was stale, so that the next look can be short: while what they
 * are made of is the same, and no file of theirs was touched, nothing needs to be read, planned or rendered again.
 * Whatever is not right here is as if it were not there.
 */
export interface Fresh {
  /** Of the sources, the settings and this tool. */
  readonly key: string;
  /** The files that the document was read from, with their hashes. */
  readonly files: { readonly [name: string]: string };
  readonly warnings: readonly Finding[];
  /** Test files in the order in which they run, relative to the output folder. */
  readonly testFiles: readonly string[];
  /** Generated files by their paths in the output folder; size and times of each. */
  readonly outputs: { readonly [path: string]: string };
}

/** The rooms and templates that decide what is generated; the contract's own are in its key. */
const MAKERS = ["dist/generator", "dist/samples", "generator", "samples", "templates"];

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
  const state = await sourceState(document.spec, readingOf(document));
  const fresh = state === null ? null : recalled(document);
  if (state === null || fresh === null || fresh.key !== keyOf(document, state)) return null;
  const paths = Object.keys(fresh.outputs);
  const now = stateOfFiles(resolve(document.cwd, document.config.out), paths);
  if (paths.length === 0 || paths.some((path) => now[path] !== fresh.outputs[path])) return null;
  return (await state.areSame(fresh.files)) ? fresh : null;
}

/** Keeps that nothing was stale. `outputs`: as they were before anybody looked. */
export async function rememberFresh(
  document: Document,
  { warnings, testFiles, outputs }: Pick<Fresh, "warnings" | "testFiles" | "outputs">,
): Promise<void> {
  const state = await sourceState(document.spec, readingOf(document));
  const files = state?.files() ?? null;
  const path = pathOf(document);
  if (state === null || files === null || path === null) return;
  const fresh: Fresh = { key: keyOf(document, state), files, warnings, testFiles, outputs };
  try {
    makeFolder(resolve(path, ".."));
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(fresh));
    renameSync(draft, path);
  } catch {
    // A folder that can't be written to makes the next look longer, and nothing else.
  }
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

function keyOf({ cwd, config }: Document, { key }: SourceState): string {
  const { templates } = config;
  const print = [
    key,
    config,
    templates === null ? [] : filesBelow(resolve(cwd, templates)),
    ...MAKERS.map((room) => filesBelow(join(packageRoot(), room))),
  ];
  return sha256(JSON.stringify(print, whole));
}

/** That there is a hook or trigger counts; what JSON has no form for would be left out. */
function whole(_key: string, value: unknown): unknown {
  if (typeof value === "function") return "function";
  return value instanceof Map || value instanceof Set ? [...value] : value;
}

/** One for each document and output folder. */
function pathOf({ spec, cwd, config }: Document): string | null {
  const folder = cacheFolder(cwd, config);
  const name = sha256(`${resolve(cwd, spec)}\n${resolve(cwd, config.out)}`);
  return folder === null ? null : join(folder, `fresh-${name}.json`);
}

function recalled(document: Document): Fresh | null {
  const path = pathOf(document);
  if (path === null) return null;
  try {
    const found: Partial<Fresh> = JSON.parse(readFileSync(path, "utf8"));
    const { key, files, warnings, testFiles, outputs } = found;
    return typeof key === "string" && files && Array.isArray(warnings) && Array.isArray(testFiles) && outputs
      ? { key, files, warnings, testFiles, outputs }
      : null;
  } catch {
    return null;
  }
}
