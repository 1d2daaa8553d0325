import { join } from "node:path";
import { checkNames } from "../config/index.ts";
import type { LineMap } from "../contract/index.ts";
import type { Contract } from "../contract/model.ts";
import { checkTests, planTests, type TestPlan, type WriteReport, writeTests } from "../generator/index.ts";
import { type Document, loadDocument } from "./document.ts";

/** What became of the files, by their paths in the output folder; `stale` only where nothing was written. */
export interface Made extends WriteReport {
  readonly stale: readonly string[];
}

/** The tests of a document, on disk. */
export interface Generated {
  readonly contract: Contract;
  readonly lineMap: LineMap;
  readonly plan: TestPlan;
  readonly made: Made;
  /** Test files in the order in which they run, relative to the output folder. */
  readonly testFiles: readonly string[];
  /** File that says where the document's nodes stand, relative to the working directory. */
  readonly lines: string;
}

/** Plans the tests of a contract with what the config says about them. */
export function planOf(contract: Contract, { config }: Document): TestPlan {
  checkNames(contract, config);
  const { values, seed, maxWaitMs } = config;
  return planTests(contract, { values, seed, maxWaitMs });
}

/** Writes the tests of a document. Files that somebody has changed are kept, unless `force` says otherwise. */
export async function generateTests(document: Document, force: boolean = false): Promise<Generated> {
  const { contract, lineMap } = await loadDocument(document);
  const plan = planOf(contract, document);
  const { cwd, config } = document;
  const report = await writeTests({ contract, plan, lineMap, out: config.out, cwd, force });
  for (const path of report.kept)
    document.talk(
      `kept as somebody has changed it: ${join(config.out, path)} (generate --force writes it anew)\n`,
    );
  const made = { ...report, stale: [] };
  const testFiles = plan.files.map(({ path }) => path);
  return { contract, lineMap, plan, made, testFiles, lines: join(config.out, ".cache", "lines.json") };
}

/** `asyncproof generate`. */
export async function generate(document: Document, force: boolean): Promise<Made> {
  return (await generateTests(document, force)).made;
}

/** `asyncproof generate --check`: says which files are not as they would be written now. */
export async function check(document: Document): Promise<Made> {
  const { contract } = await loadDocument(document);
  const { cwd, config } = document;
  const stale = await checkTests({ contract, plan: planOf(contract, document), out: config.out, cwd });
  return { written: [], unchanged: [], removed: [], kept: [], stale };
}

/** `12 files: 3 written, 9 unchanged`, or the list of stale ones. */
export function madeText({ written, unchanged, removed, kept, stale }: Made): string {
  if (stale.length > 0) return `stale:\n${stale.map((path) => `  ${path}\n`).join("")}`;
  const count = written.length + unchanged.length + kept.length;
  if (count === 0) return "nothing is stale\n";
  const rare = [...counted(removed, "removed"), ...counted(kept, "kept")].map((part) => `, ${part}`).join("");
  return `${count} files: ${written.length} written, ${unchanged.length} unchanged${rare}\n`;
}

function counted(paths: readonly string[], what: string): string[] {
  return paths.length === 0 ? [] : [`${paths.length} ${what}`];
}
