import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { CONFIG_NAMES } from "../../config/index.ts";
import type { Document } from "../document.ts";

/** What generated tests are made of, as absolute paths. */
export interface Sources {
  /** Whether they are there or not. */
  readonly files: readonly string[];
  /** With all that is in them. */
  readonly folders: readonly string[];
  /** Those of `files` that may be the config. */
  readonly configs: readonly string[];
}

/** What is known before any of it is read. */
export interface SourcesKnown {
  readonly cwd: string;
  readonly spec: string;
  /** The file named by `--config` or its variable; null: those that are looked for. */
  readonly configFile: string | null;
}

/**
 * Document, references, overlays, templates and config. References are looked for in the text, so that they are known
 * of a document, too, that can't be read at the moment. `document`: null where the config can't be read.
 */
export async function sourcesOf(known: SourcesKnown, document: Document | null): Promise<Sources> {
  const { cwd, spec, configFile } = known;
  const { reading, templates = null } = document?.config ?? {};
  const configs = (configFile === null ? CONFIG_NAMES : [configFile]).map((file) => resolve(cwd, file));
  const found = new Set<string>();
  for (const file of [spec, ...(reading?.overlays ?? [])]) await follow(resolve(cwd, file), found);
  return {
    files: [...found, ...configs],
    folders: templates === null ? [] : [resolve(cwd, templates)],
    configs,
  };
}

const MOST_FILES = 1000;
const REFERENCE = /["']?\$ref["']?\s*:\s*(?:"([^"#\n]+)|'([^'#\n]+)|([^"'#\s,}]+))/g;

async function follow(file: string, found: Set<string>): Promise<void> {
  if (found.has(file) || found.size >= MOST_FILES) return;
  found.add(file);
  for (const match of (await textOf(file)).matchAll(REFERENCE)) {
    const path = decoded(match[1] ?? match[2] ?? match[3] ?? "");
    if (path !== "" && !/^[a-z][a-z0-9+.-]+:/i.test(path)) await follow(resolve(dirname(file), path), found);
  }
}

/** A file that is not there, or is none, is watched all the same: it may come. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    return "";
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path.trim());
  } catch {
    return path.trim();
  }
}
