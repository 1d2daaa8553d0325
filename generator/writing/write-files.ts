import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hashOf, MANIFEST, type Manifest, manifestText, readIfThere, readManifest } from "./manifest.ts";
import type { OutputFile } from "./output-files.ts";

/** What became of the files of an output folder; paths relative to it, sorted. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** No longer planned, and deleted. */
  readonly removed: readonly string[];
  /** Changed or made by somebody else, and left as they are. */
  readonly kept: readonly string[];
}

/** What is to become of one file. */
type Fate = "written" | "unchanged" | "removed" | "kept";

/**
 * Makes an output folder hold these files. Each is replaced in one step; nothing is deleted but what our manifest
 * lists; a file that is not as we wrote it is kept and reported, unless `force` is given.
 */
export async function writeFiles(
  folder: string,
  files: readonly OutputFile[],
  force: boolean,
): Promise<WriteReport> {
  const before = await readManifest(folder);
  const fates = await fatesOf(folder, { files, before, force });
  const after: { [path: string]: string } = {};
  for (const { path, text } of files) {
    if (fates.get(path) === "written") await replaceFile(join(folder, path), text);
    if (fates.get(path) !== "kept") after[path] = hashOf(text);
    else if (before[path] !== undefined) after[path] = before[path];
  }
  for (const [path, fate] of fates) if (fate === "removed") await remove(folder, path);
  await writeManifest(folder, after);
  return reportOf(fates);
}

/** What `writeFiles` would do, without doing it. */
export async function compareFiles(folder: string, files: readonly OutputFile[]): Promise<WriteReport> {
  return reportOf(await fatesOf(folder, { files, before: await readManifest(folder), force: false }));
}

interface Planned {
  readonly files: readonly OutputFile[];
  readonly before: Manifest;
  readonly force: boolean;
}

async function fatesOf(folder: string, { files, before, force }: Planned): Promise<Map<string, Fate>> {
  const fates = new Map<string, Fate>();
  for (const { path, text } of files) {
    const there = await readIfThere(join(folder, path));
    const ours = there === null || force || before[path] === hashOf(there);
    fates.set(path, there === text ? "unchanged" : ours ? "written" : "kept");
  }
  for (const [path, hash] of Object.entries(before)) {
    if (fates.has(path)) continue;
    const there = await readIfThere(join(folder, path));
    if (there !== null) fates.set(path, force || hashOf(there) === hash ? "removed" : "kept");
  }
  return fates;
}

function reportOf(fates: ReadonlyMap<string, Fate>): WriteReport {
  const of = (wanted: Fate): string[] =>
    [...fates].flatMap(([path, fate]) => (fate === wanted ? [path] : [])).sort();
  return { written: of("written"), unchanged: of("unchanged"), removed: of("removed"), kept: of("kept") };
}

/** Writes beside the file and renames: a reader sees the old file or the new one, never a part. */
export async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const beside = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await writeFile(beside, text);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const file = join(folder, MANIFEST);
  const text = manifestText(manifest);
  if ((await readIfThere(file)) !== text) await replaceFile(file, text);
}

/** Deletes the file, and its folder where that is empty now. */
async function remove(folder: string, path: string): Promise<void> {
  await rm(join(folder, path), { force: true });
  if (!path.includes("/")) return;
  try {
    await rmdir(dirname(join(folder, path)));
  } catch {
    // It holds other files.
  }
}
