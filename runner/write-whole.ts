import { realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../contract/make-folder.ts";

/**
 * Writes a file, and its folder, so that a reader at any moment, or after a kill, finds the old text or the new.
 * What a kill leaves beside it, the next writing takes.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  makeFolder(dirname(path));
  const target = await realpath(path).catch(() => path);
  const draft = `${target}.part`;
  try {
    await writeFile(draft, text);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
