import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ToolError } from "../../contract/index.ts";
import { type Fate, outlook, type Outlook } from "./fates.ts";
import { hashOf, MANIFEST, type Manifest, manifestText } from "./manifest.ts";
import type { OutputFile } from "./output-files.ts";
import { isCode, readIfThere } from "./read-if-there.ts";
import { CACHE, removeIfEmpty, removeLeftovers, Staging } from "./staging.ts";

/** What became of the files of an output folder; paths relative to it, sorted. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** No longer planned, and deleted. */
  readonly removed: readonly string[];
  /** Changed or made by somebody else, and left as they are. */
  readonly kept: readonly string[];
}

/** What an output folder shall hold. */
export interface Wanted {
  readonly files: readonly OutputFile[];
  /** Content of `.cache/lines.json`; null: as it is. */
  readonly lines: string | null;
  /** Also what somebody has changed. */
  readonly force: boolean;
}

/**
 * Makes an output folder hold these files. Nothing is deleted or overwritten but what we wrote and nobody has changed
 * since, unless `force` is given. Killed at any moment it leaves whole files, old or new, and the next writing makes
 * all of them new and takes away what was left. Gives what it found and did. Throws OUTPUT where the disk refuses.
 */
export async function writeFiles(folder: string, wanted: Wanted): Promise<Outlook> {
  try {
    const found = await outlook(folder, wanted.files, wanted.force);
    const extra = await extraFiles(folder, { ...found, ...wanted });
    const isDone = found.fates.every(({ kind }) => kind === "unchanged" || kind === "kept");
    if (!isDone || extra.length > 0) await replaceAll(folder, found.fates, extra);
    await removeLeftovers(folder);
    return found;
  } catch (error) {
    throw isCode(error, "ENOENT", "EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR", "EISDIR", "EEXIST")
      ? refused(folder, error)
      : error;
  }
}

/** Are all files there, each as it shall be, and nothing of ours beside them? Writes nothing. */
export async function filesLieThere(
  folder: string,
  { files, lines }: Pick<Wanted, "files" | "lines">,
): Promise<boolean> {
  const found = await outlook(folder, files, false);
  const extra = await extraFiles(folder, { ...found, files, lines });
  return extra.length === 0 && found.fates.every(({ kind }) => kind === "unchanged");
}

export function reportOf(fates: readonly Fate[]): WriteReport {
  const of = (wanted: Fate["kind"]): string[] =>
    fates.flatMap(({ path, kind }) => (kind === wanted ? [path] : [])).sort();
  return { written: of("written"), unchanged: of("unchanged"), removed: of("removed"), kept: of("kept") };
}

interface Extra {
  readonly path: string;
  readonly text: string;
}

/** What is written besides the files themselves, where it is not right already; the manifest last. */
async function extraFiles(
  folder: string,
  { lines, files, manifest, fates }: Pick<Wanted, "files" | "lines"> & Outlook,
): Promise<Extra[]> {
  const extra = [
    { path: `${CACHE}/.gitignore`, text: "*\n" },
    ...(lines === null ? [] : [{ path: `${CACHE}/lines.json`, text: lines }]),
    { path: MANIFEST, text: manifestText(manifestAfter(files, manifest, fates)) },
  ];
  const there = await Promise.all(extra.map(({ path }) => readIfThere(join(folder, path))));
  return extra.filter(({ text }, index) => there[index] !== text);
}

/** A file that is kept stays as it was last written, so that it is known as changed as long as it is. */
function manifestAfter(files: readonly OutputFile[], before: Manifest, fates: readonly Fate[]): Manifest {
  const kept = fates.flatMap(({ path, kind }) => {
    const known = before[path];
    return kind === "kept" && known !== undefined ? [[path, known] as const] : [];
  });
  const keptPaths = new Set(fates.flatMap(({ path, kind }) => (kind === "kept" ? [path] : [])));
  const own = files.filter(({ path }) => !keptPaths.has(path));
  return Object.fromEntries([
    ...own.map(({ path, text, tests }) => [path, { hash: hashOf(text), tests }] as const),
    ...kept,
  ]);
}

async function replaceAll(folder: string, fates: readonly Fate[], extra: readonly Extra[]): Promise<void> {
  const written = fates.flatMap(({ path, kind, after }) =>
    kind === "written" && after !== null ? [{ path, text: after }] : [],
  );
  const removed = fates.filter(({ kind }) => kind === "removed").map(({ path }) => path);
  const staging = await Staging.open(folder);
  try {
    // Where the folder is under version control, nothing of what follows shows there.
    for (const { path, text } of [...extra.filter(isIgnore), ...written]) await staging.put(path, text);
    const hashes = [
      ...written.map(({ path, text }) => [path, hashOf(text)]),
      ...removed.map((path) => [path, ""]),
    ];
    if (hashes.length > 0) await staging.announce(Object.fromEntries(hashes));
    await staging.commit();
    for (const path of removed) await remove(folder, path);
    for (const { path, text } of extra.filter((one) => !isIgnore(one))) await staging.put(path, text);
    await staging.commit();
  } finally {
    await staging.close();
  }
}

function isIgnore({ path }: Extra): boolean {
  return path === `${CACHE}/.gitignore`;
}

/** Deletes the file, and its folder where that is empty now. */
async function remove(folder: string, path: string): Promise<void> {
  await rm(join(folder, path), { force: true });
  if (path.includes("/")) await removeIfEmpty(dirname(join(folder, path)));
}

function refused(folder: string, error: unknown): ToolError {
  return new ToolError(
    "OUTPUT",
    `the tests can't be written: ${error instanceof Error ? error.message : error}`,
    {
      where: folder,
      hint: "nothing there is half written; --out names another folder",
    },
  );
}
