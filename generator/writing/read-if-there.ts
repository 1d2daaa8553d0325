import { readFile } from "node:fs/promises";

/** A file's text with plain line ends (git may have given it others), or null where there is none. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return (await readFile(file, "utf8")).replaceAll("\r\n", "\n");
  } catch (error) {
    if (isCode(error, "ENOENT", "ENOTDIR")) return null;
    throw error;
  }
}

/** Is it an error of the system of one of these codes? */
export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.some((code) => error.code === code);
}
