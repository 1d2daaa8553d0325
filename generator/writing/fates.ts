import { join } from "node:path";
import { hashOf, type Manifest, readManifest } from "./manifest.ts";
import type { OutputFile } from "./output-files.ts";
import { readIfThere } from "./read-if-there.ts";
import { type Intents, readIntents } from "./staging.ts";

/** What is to become of one file, and its text before and after; null: there is none. */
export interface Fate {
  readonly path: string;
  /** `kept`: changed or made by somebody else, and left as it is. */
  readonly kind: "written" | "unchanged" | "removed" | "kept";
  readonly before: string | null;
  readonly after: string | null;
}

/** An output folder as it lies on disk, and what is to become of it. */
export interface Outlook {
  readonly manifest: Manifest;
  readonly fates: readonly Fate[];
}

/** What a writing of these files would do. Writes nothing. */
export async function outlook(
  folder: string,
  files: readonly OutputFile[],
  force: boolean,
): Promise<Outlook> {
  const manifest = await readManifest(folder);
  const own = { manifest, intents: await readIntents(folder), force };
  const fates: Fate[] = [];
  for (const { path, text } of files) {
    const before = await readIfThere(join(folder, path));
    const kind = before === text ? "unchanged" : isOurs(path, before, own) ? "written" : "kept";
    fates.push({ path, kind, before, after: text });
  }
  const planned = new Set(files.map(({ path }) => path));
  const known = new Set([...Object.keys(manifest), ...own.intents.keys()]);
  for (const path of [...known].filter((one) => !planned.has(one)).sort()) {
    const before = await readIfThere(join(folder, path));
    if (before === null) continue;
    fates.push({ path, kind: isOurs(path, before, own) ? "removed" : "kept", before, after: null });
  }
  return { manifest, fates };
}

interface Own {
  readonly manifest: Manifest;
  readonly intents: Intents;
  readonly force: boolean;
}

/** May it be overwritten or deleted? */
function isOurs(path: string, text: string | null, { manifest, intents, force }: Own): boolean {
  if (text === null || force) return true;
  const hash = hashOf(text);
  return manifest[path]?.hash === hash || (intents.get(path)?.has(hash) ?? false);
}
