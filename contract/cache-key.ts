import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { readLocal } from "./document/read-source.ts";
import { hashOf, type SourceReader } from "./document/source-reader.ts";
import type { LoadOptions } from "./load-contract.ts";
import { packageRoot } from "./vocabulary/package-root.ts";

/** Libraries that decide what becomes of a document. */
const LIBRARIES = ["@asyncapi/parser", "yaml", "ajv", "json-p3"];

/**
 * What a kept contract depends on, except the files that the document refers to: the document, overlays and options,
 * and this tool with its libraries. Null where the document can't be read.
 */
export async function cacheKey(reader: SourceReader, options: LoadOptions): Promise<string | null> {
  const document = await reader.read("");
  if (document.kind === "unread") return null;
  const overlays = await Promise.all(
    (options.overlays ?? []).map(async (name) => {
      const path = resolve(reader.options.cwd, name);
      return [name, hashOf(await readLocal(path))];
    }),
  );
  const { root, allowRemote } = reader.options;
  return sha256(
    JSON.stringify([
      toolPrint(),
      reader.document,
      hashOf(document),
      overlays,
      root,
      allowRemote,
      options.role ?? null,
      options.server ?? null,
      options.located ?? false,
      options.subprotocols ?? null,
      options.strict ?? false,
    ]),
  );
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

let known: string | null = null;

/** Changes with every file of this room, so that work on the tool itself never meets its own past. */
function toolPrint(): string {
  known ??= sha256(
    JSON.stringify([
      ...modulesPrint([import.meta.dirname]),
      ...filesBelow(join(packageRoot(), "dist", "structure")),
      ...filesBelow(join(packageRoot(), "docs", "x-contract.schema.json")),
      ...LIBRARIES.map(versionOf),
    ]),
  );
  return known;
}

/** What all modules of a bundled build were made of, a hash; `scripts/bundle.mjs` writes it into them. */
declare const ASYNCPROOF_BUILD: string | undefined;

/**
 * Changes with every module in the folders. A bundled build says by itself what all of its modules are: to ask for the
 * state of each file took a tenth of what a look at unchanged tests costs.
 */
export function modulesPrint(folders: readonly string[]): string[] {
  return typeof ASYNCPROOF_BUILD === "string" ? [ASYNCPROOF_BUILD] : folders.flatMap(filesBelow);
}

/** Size and time of every file in a folder, or of the one file: changes whenever one of them does. */
export function filesBelow(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [`${path} ${found.size} ${found.mtimeMs}`];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}

/** Read from the package's own file: loading the library would take what the cache saves. */
function versionOf(library: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(library) ?? [];
  for (const folder of folders)
    try {
      const { version }: { readonly version: string } = JSON.parse(
        readFileSync(join(folder, library, "package.json"), "utf8"),
      );
      return `${library} ${version}`;
    } catch {
      // Not in this folder.
    }
  return library;
}
