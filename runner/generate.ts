import { join, resolve } from "node:path";
import { checkNames, keyOfValue } from "../config/index.ts";
import type { LineMap } from "../contract/index.ts";
import type { Contract } from "../contract/model.ts";
import { ToolError } from "../contract/tool-error.ts";
import {
  changesText,
  BESIDE_TESTS,
  type Checked,
  checkTests,
  findUselessValues,
  type PlanMemory,
  planTests,
  type TestPlan,
  type Written,
  writeTests,
} from "../generator/index.ts";
import { type Document, loadDocument } from "./document.ts";
import { rememberFresh, stateOfFiles } from "./fresh.ts";
import { ownTestFiles } from "./own-test-files.ts";

/** What became of the files, by their paths in the output folder, and of the tests. */
export type Made = Written;

/** The tests of a document, on disk. */
export interface Generated {
  readonly contract: Contract;
  readonly lineMap: LineMap;
  readonly plan: TestPlan;
  readonly made: Made;
  /** Test files in the order in which they run, relative to the output folder. */
  readonly testFiles: readonly string[];
  /** Test files of the user's own beside them. */
  readonly ownTests: readonly string[];
  /** Full titles of the only tests that are wanted of some test files; of all others every test is. */
  readonly parts: ReadonlyMap<string, readonly string[]>;
  /** File that says where the document's nodes stand, relative to the working directory. */
  readonly lines: string;
  /** How long reading the document took; milliseconds. */
  readonly readMs: number;
}

/** Plans the tests of a contract with what the config says about them. */
export function planOf(
  contract: Contract,
  { config }: Pick<Document, "config">,
  memory?: PlanMemory,
): TestPlan {
  checkNames(contract, config);
  const { values, seed, maxWaitMs } = config;
  const options = { values, seed, maxWaitMs };
  const [useless] = findUselessValues(contract, options);
  if (useless !== undefined) throw notValid(config, useless);
  return planTests(contract, options, memory);
}

/** Left out in silence, nobody would learn that the tests do not send it. */
function notValid(
  config: Document["config"],
  { key, fault }: ReturnType<typeof findUselessValues>[number],
): ToolError {
  const name = keyOfValue(config, key);
  const what = `the document allows no ${key.split("#")[0]} with the value at \`${name}\``;
  return new ToolError("CONFIG-VALUE", what, {
    where: config.origins[name]?.name ?? config.file,
    hint: `${key.split("#")[0]}#${fault.at} ${fault.message} (${fault.place})`,
  });
}

export interface GenerateOptions {
  /** Also files that somebody has changed. */
  readonly force?: boolean;
  /** For who generates again and again. */
  readonly memory?: PlanMemory;
}

/** Writes the tests of a document. Files that somebody has changed are kept, unless `force` says otherwise. */
export async function generateTests(
  document: Document,
  { force = false, memory }: GenerateOptions = {},
): Promise<Generated> {
  const begun = performance.now();
  const { contract, lineMap } = await loadDocument(document);
  const readMs = performance.now() - begun;
  const plan = planOf(contract, document, memory);
  const { cwd, config } = document;
  const { out, templates } = config;
  const made = await writeTests({ contract, plan, lineMap, out, cwd, templates, force });
  for (const path of made.kept)
    document.talk(
      `kept, as it is not as we wrote it: ${join(out, path)} (generate --force writes it anew)\n`,
    );
  const testFiles = plan.files.map(({ path }) => path);
  const ownTests = await ownTestFiles(resolve(cwd, out), { planned: testFiles, cwd });
  const lines = join(out, ".cache", "lines.json");
  return { contract, lineMap, plan, made, testFiles, ownTests, parts: new Map(), lines, readMs };
}

/** `asyncproof generate`. */
export async function generate(document: Document, force: boolean): Promise<Made> {
  return (await generateTests(document, { force })).made;
}

/** `asyncproof generate --check`: says which files are not as they would be written now. Writes no test. */
export async function check(document: Document): Promise<Checked> {
  const { contract, warnings } = await loadDocument(document);
  const { cwd, config } = document;
  const { out, templates } = config;
  const plan = planOf(contract, document);
  const folder = resolve(cwd, out);
  const found = stateOfFiles(folder, [...plan.files.map(({ path }) => path), ...BESIDE_TESTS]);
  const checked = await checkTests({ contract, plan, out, cwd, templates });
  if (checked.stale.length === 0) await rememberFresh(document, { warnings, outputs: found });
  return checked;
}

/** `12 files: 3 written, 9 unchanged`, and which tests that means. */
export function madeText({ written, unchanged, removed, kept, tests }: Made): string {
  const count = written.length + unchanged.length + kept.length;
  const rare = [...counted(removed, "removed"), ...counted(kept, "kept")].map((part) => `, ${part}`).join("");
  const files = `${count} files: ${written.length} written, ${unchanged.length} unchanged${rare}\n`;
  return files + changesText(tests);
}

function counted(paths: readonly string[], what: string): string[] {
  return paths.length === 0 ? [] : [`${paths.length} ${what}`];
}
