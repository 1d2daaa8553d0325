import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { CONFIG_NAMES } from "../../config/index.ts";
import { ToolError } from "../../contract/index.ts";
import { type Answers, firstFiles } from "./first-files.ts";
import { makeFolder } from "../../contract/make-folder.ts";

/** What became of each file; `kept`: it was there already, and nothing of it is changed. */
export interface Initialised {
  readonly written: readonly string[];
  readonly kept: readonly string[];
}

/** Writes a first document, config and CI workflow; never over a file that is there. Throws INIT-UNWRITABLE. */
export async function init(answers: Answers, cwd: string): Promise<Initialised> {
  const written: string[] = [];
  const kept: string[] = [];
  const packaged = existsSync(resolve(cwd, "package.json"));
  // A second config beside another one would be an error of every command.
  const config = CONFIG_NAMES.find((name) => existsSync(resolve(cwd, name)));
  for (const { path, text } of firstFiles(answers, packaged)) {
    const other = CONFIG_NAMES.includes(path) ? config : undefined;
    if (other !== undefined || !(await create(resolve(cwd, path), text))) kept.push(other ?? path);
    else written.push(path);
  }
  return { written, kept };
}

/** False where there is such a file. */
async function create(file: string, text: string): Promise<boolean> {
  try {
    makeFolder(dirname(file));
    await writeFile(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST" && existsSync(file))
      return false;
    throw new ToolError("INIT-UNWRITABLE", error instanceof Error ? error.message : String(error), {
      where: file,
    });
  }
}
