import { relative, resolve } from "node:path";
import { parseLock, ToolError } from "../contract/index.ts";
import type { LineMap } from "../contract/line-map.ts";
import type { Contract } from "../contract/model.ts";
import type { TestPlan } from "./plan.ts";
import { readTemplates } from "./rendering/template-set.ts";
import { outlook, type Outlook } from "./writing/fates.ts";
import { MANIFEST } from "./writing/manifest.ts";
import { LOCK, MOCHARC, type OutputFile, outputFiles } from "./writing/output-files.ts";
import { type StaleFile, staleFile } from "./writing/stale-file.ts";
import { type TestChanges, testChanges } from "./writing/test-changes.ts";
import { filesLieThere, reportOf, writeFiles, type WriteReport } from "./writing/write-files.ts";

/** What is written beside the tests, by their paths in the output folder. */
export const BESIDE_TESTS: readonly string[] = [LOCK, MOCHARC, MANIFEST];

/** What is written, and where. */
export interface Output {
  readonly contract: Contract;
  readonly plan: TestPlan;
  /** Where the document's nodes stand; kept beside the tests, out of version control. Null: not known. */
  readonly lineMap: LineMap | null;
  /** The output folder, absolute or relative to `cwd`. */
  readonly out: string;
  readonly cwd: string;
  /** Folder of the user's templates, likewise; null: none. */
  readonly templates?: string | null;
  /** Writes over files that somebody has changed. */
  readonly force: boolean;
}

/** What became of the files, and which tests came and went with that. */
export interface Written extends WriteReport {
  readonly tests: TestChanges;
}

/** What would become of them. */
export interface Checked {
  readonly stale: readonly StaleFile[];
  readonly tests: TestChanges;
}

/** Tests, lock, Mocha's configuration and manifest as they shall lie in the output folder. */
export interface RenderedTests {
  /**
   * Writes them, and the line map into the folder's `.cache`. Files that are right already are not touched; see
   * `writeFiles` for all others.
   */
  write(): Promise<Written>;
  /** Reads all of them: do they lie there now, each as it would be written, and nothing of ours beside them? */
  lieThere(): Promise<boolean>;
}

/** Renders all files of a plan, to be written at once or never. */
export function renderedTests(output: Output): RenderedTests {
  const folder = folderOf(output);
  const { lineMap, force } = output;
  const files = filesOf(output);
  const lines = lineMap === null ? null : `${JSON.stringify(lineMap)}\n`;
  return {
    write: async () => {
      const found = await writeFiles(folder, { files, lines, force });
      return { ...reportOf(found.fates), tests: changesOf(output, files, found) };
    },
    lieThere: () => filesLieThere(folder, { files, lines }),
  };
}

/** Renders and writes. */
export function writeTests(output: Output): Promise<Written> {
  return renderedTests(output).write();
}

/** Files that are not as they would be written now, sorted; none: nothing is stale. Writes nothing. */
export async function checkTests(output: Omit<Output, "force" | "lineMap">): Promise<Checked> {
  const folder = folderOf(output);
  const files = filesOf(output);
  const found = await outlook(folder, files, false);
  const stale = found.fates.flatMap((fate) => staleFile(fate) ?? []);
  const tests = changesOf(output, files, found);
  return { stale: stale.sort((one, other) => (one.path < other.path ? -1 : 1)), tests };
}

function changesOf(
  { contract }: Pick<Output, "contract">,
  files: readonly OutputFile[],
  found: Outlook,
): TestChanges {
  const lock = found.fates.find(({ path }) => path === LOCK);
  return testChanges({ ...found, files, contract, previous: () => contractOf(lock?.before ?? "") });
}

/** The contract of a lock; null where nobody can tell. */
function contractOf(lock: string): Contract | null {
  try {
    return parseLock(lock, LOCK);
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}

function folderOf({ out, cwd }: Pick<Output, "out" | "cwd">): string {
  return resolve(cwd, out);
}

function filesOf(output: Omit<Output, "force" | "lineMap">): OutputFile[] {
  const { contract, plan, cwd } = output;
  const folder = relative(cwd, folderOf(output)) || ".";
  return outputFiles({ contract, plan, templates: readTemplates(output.templates ?? null, cwd), folder });
}
