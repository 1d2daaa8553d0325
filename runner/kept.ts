import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { filesBelow, modulesPrint, sha256 } from "../contract/cache-key.ts";
import type { Finding } from "../contract/finding.ts";
import { makeFolder } from "../contract/make-folder.ts";
import { type SourceState, sourceState } from "../contract/source-state.ts";
import { packageRoot } from "../contract/vocabulary/package-root.ts";
import { cacheFolder } from "./cache-folder.ts";
import { type Document, readingOf } from "./document.ts";

/** What is kept of a document beside its contract: true as long as all that it was made of is the same. */
export interface Kept {
  /** Of the document, the settings and this tool. */
  readonly key: string;
  /** The files that the document was read from, with their hashes. */
  readonly files: { readonly [name: string]: string };
  readonly warnings: readonly Finding[];
}

/** `fresh`: what a look at generated tests has found. `list`: which tests there are. */
type Kind = "fresh" | "list";

/** The rooms that decide what is generated; the contract's own are in its key. */
const MAKERS = ["dist/generator", "dist/samples", "generator", "samples"];

/**
 * What was kept, if it is still true; null where it is not, or where `isWhole` finds that something of it is not there.
 * Whatever is not right is as if it were not there.
 */
export async function recall<T extends Kept>(
  document: Document,
  kind: Kind,
  isWhole: (found: Partial<T>) => boolean,
): Promise<T | null> {
  const state = await sourceState(document.spec, readingOf(document));
  const kept = state === null ? null : parsed(pathOf(document, kind), isWhole);
  if (state === null || kept === null || kept.key !== keyOf(document, state)) return null;
  return (await state.areSame(kept.files)) ? kept : null;
}

/** Keeps it for the next time, where there is a folder for that. */
export async function keep<T extends Kept>(
  document: Document,
  kind: Kind,
  what: Omit<T, "key" | "files">,
): Promise<void> {
  const state = await sourceState(document.spec, readingOf(document));
  const files = state?.files() ?? null;
  const path = pathOf(document, kind);
  if (state === null || files === null || path === null) return;
  try {
    makeFolder(resolve(path, ".."));
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, JSON.stringify({ key: keyOf(document, state), files, ...what }));
    renameSync(draft, path);
  } catch {
    // A folder that can't be written to makes the next look longer, and nothing else.
  }
}

function keyOf({ cwd, config }: Document, { key }: SourceState): string {
  const { templates } = config;
  const print = [
    key,
    config,
    templates === null ? [] : filesBelow(resolve(cwd, templates)),
    modulesPrint([...MAKERS.map((room) => join(packageRoot(), room)), import.meta.dirname]),
    filesBelow(join(packageRoot(), "templates")),
  ];
  return sha256(JSON.stringify(print, plain));
}

/** That there is a hook or trigger counts; what JSON has no form for would be left out. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === "function") return "function";
  return value instanceof Map || value instanceof Set ? [...value] : value;
}

/** One for each document and output folder. */
function pathOf({ spec, cwd, config }: Document, kind: Kind): string | null {
  const folder = cacheFolder(cwd, config);
  const name = sha256(`${resolve(cwd, spec)}\n${resolve(cwd, config.out)}`);
  return folder === null ? null : join(folder, `${kind}-${name}.json`);
}

function parsed<T extends Kept>(path: string | null, isWhole: (found: Partial<T>) => boolean): T | null {
  if (path === null) return null;
  try {
    const found: Partial<T> = JSON.parse(readFileSync(path, "utf8"));
    const { key, files, warnings } = found;
    const isAll = typeof key === "string" && files !== undefined && Array.isArray(warnings) && isWhole(found);
    // All of it was just looked at.
    return isAll ? (found as T) : null;
  } catch {
    return null;
  }
}
