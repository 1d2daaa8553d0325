import { join, resolve } from "node:path";
import { checkNames, keyOfValue } from "../config/index.ts";
import type { LineMap } from "../contract/index.ts";
import type { Contract } from "../contract/model.ts";
import { ToolError } from "../contract/tool-error.ts";
import {
  BESIDE_TESTS,
  type Checked,
  checkTests,
  findUselessValues,
  type PlanMemory,
  planTests,
  renderedTests,
  type TestPlan,
  type Written,
} from "../generator/index.ts";
import { type Document, keepDocument, loadDocument } from "./document.ts";
import { LINES, rememberFresh, stateOfFiles } from "./fresh.ts";
import { listOf, rememberList } from "./kept-list.ts";
import { refuseFolder } from "./outputs/refuse-folder.ts";
import { ownTestFiles } from "./own-test-files.ts";

/** What became of the files, by their paths in the output folder, and of the tests. */
export type Made = Written;

/** The tests of a document, on disk. */
export interface Generated {
  readonly contract: Contract;
  readonly lineMap: LineMap;
  readonly made: Made;
  /** How many test files there are for the document; `testFiles` may be some of them. */
  readonly planned: number;
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

/** With the plan that they were made from. */
export interface Planned extends Generated {
  readonly plan: TestPlan;
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

/** Writes the tests of a document. Files that somebody has changed are kept, unless `force` says otherwise. Throws OUTPUT-FOLDER. */
export async function generateTests(
  document: Document,
  { force = false, memory }: GenerateOptions = {},
): Promise<Planned> {
  refuseFolder(document);
  const begun = performance.now();
  const loaded = await loadDocument(document, { keepLater: true });
  const { contract, lineMap, warnings } = loaded;
  const readMs = performance.now() - begun;
  const plan = planOf(contract, document, memory);
  const { cwd, config } = document;
  const { out, templates } = config;
  const testFiles = plan.files.map(({ path }) => path);
  const rendered = renderedTests({ contract, plan, lineMap, out, cwd, templates, force });
  const made = await rendered.write();
  await keepDocument(document, loaded);
  for (const path of made.kept)
    document.talk(
      `kept, as it is not as we wrote it: ${join(out, path)} (generate --force writes it anew)\n`,
    );
  // Seen before they are read: who changes one in between has changed what is remembered.
  const outputs = stateOfFiles(resolve(cwd, out), [...testFiles, ...BESIDE_TESTS, LINES]);
  if (await rendered.lieThere()) await rememberFresh(document, { warnings, testFiles, outputs });
  // Who generates again and again has no time for a list that nobody asks for.
  if (memory === undefined) await rememberList(document, { warnings, tests: listOf(plan), testFiles });
  const ownTests = await ownTestFiles(resolve(cwd, out), { planned: testFiles, cwd });
  const planned = testFiles.length;
  const lines = join(out, LINES);
  return { contract, lineMap, plan, made, planned, testFiles, ownTests, parts: new Map(), lines, readMs };
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
  const testFiles = plan.files.map(({ path }) => path);
  const outputs = stateOfFiles(folder, [...testFiles, ...BESIDE_TESTS]);
  const checked = await checkTests({ contract, plan, out, cwd, templates });
  if (checked.stale.length === 0) await rememberFresh(document, { warnings, testFiles, outputs });
  return checked;
}
