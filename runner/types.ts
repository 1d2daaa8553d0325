import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ToolError } from "../contract/tool-error.ts";
import { TYPES_HEAD, typesFile } from "../generator/index.ts";
import { type Document, loadDocument } from "./document.ts";
import { writeWhole } from "./write-whole.ts";

/** What became of the file of types. `stale`: it is not what would be written now, and nothing was. */
export interface TypesMade {
  readonly file: string;
  readonly state: "written" | "unchanged" | "stale";
}

interface TypesWanted {
  /** Relative to the working directory. */
  readonly file: string;
  /** Write nothing, and say whether it would be another. */
  readonly check: boolean;
}

/**
 * `asyncproof generate --types`: the payload types of a document. Throws TYPES where the file can't be written, or is
 * one that somebody else wrote.
 */
export async function generateTypes(document: Document, { file, check }: TypesWanted): Promise<TypesMade> {
  const { contract } = await loadDocument(document);
  const text = typesFile(contract);
  const path = resolve(document.cwd, file);
  const before = await textOf(path);
  if (text === before) return { file, state: "unchanged" };
  if (check) return { file, state: "stale" };
  if (before !== null && before !== "" && !before.startsWith(TYPES_HEAD))
    throw new ToolError("TYPES", "a file is there that `generate --types` did not write", {
      where: file,
      hint: "name another file, or remove this one",
    });
  try {
    await writeWhole(path, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ToolError("TYPES", `the types can't be written: ${why}`, { where: file });
  }
  return { file, state: "written" };
}

/** `types.ts: written`. */
export function typesText({ file, state }: TypesMade): string {
  return `${file}: ${state}\n`;
}

/** Null for no file. */
async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return null;
  }
}
