import { join, relative, resolve } from "node:path";
import type { LineMap } from "../contract/line-map.ts";
import type { Contract } from "../contract/model.ts";
import type { TestPlan } from "./plan.ts";
import { readIfThere } from "./writing/manifest.ts";
import { type OutputFile, outputFiles } from "./writing/output-files.ts";
import { compareFiles, replaceFile, writeFiles, type WriteReport } from "./writing/write-files.ts";

/** What is written, and where. */
export interface Output {
  readonly contract: Contract;
  readonly plan: TestPlan;
  /** Where the document's nodes stand; kept beside the tests, out of version control. Null: not known. */
  readonly lineMap: LineMap | null;
  /** The output folder, absolute or relative to `cwd`. */
  readonly out: string;
  readonly cwd: string;
  /** Writes over files that somebody has changed. */
  readonly force: boolean;
}

/**
 * Writes tests, lock, Mocha's configuration and manifest into the output folder, and the line map into its
 * `.cache`. Files that are right already are not touched; see `WriteReport` for all others.
 */
export async function writeTests(output: Output): Promise<WriteReport> {
  const folder = folderOf(output);
  const report = await writeFiles(folder, filesOf(output), output.force);
  if (output.lineMap !== null) await writeLines(folder, output.lineMap);
  return report;
}

/** Paths of files that are not as they would be written now, sorted; empty: nothing is stale. Writes nothing. */
export async function checkTests(output: Omit<Output, "force" | "lineMap">): Promise<readonly string[]> {
  const { written, removed, kept } = await compareFiles(folderOf(output), filesOf(output));
  return [...written, ...removed, ...kept].sort();
}

/** The folder of what is not to be committed. */
const CACHE = ".cache";

async function writeLines(folder: string, lineMap: LineMap): Promise<void> {
  const files = [
    [join(folder, CACHE, ".gitignore"), "*\n"],
    [join(folder, CACHE, "lines.json"), `${JSON.stringify(lineMap)}\n`],
  ] as const;
  for (const [file, text] of files) if ((await readIfThere(file)) !== text) await replaceFile(file, text);
}

function folderOf({ out, cwd }: Pick<Output, "out" | "cwd">): string {
  return resolve(cwd, out);
}

/** Mocha's configuration names the tests from the working directory. */
function filesOf(output: Pick<Output, "contract" | "plan" | "out" | "cwd">): OutputFile[] {
  return outputFiles(output.contract, output.plan, relative(output.cwd, folderOf(output)) || ".");
}
