import { existsSync } from "node:fs";
import { posix, resolve } from "node:path";
import { type Environment, redact, secretsOf } from "../config/index.ts";
import { commandless, oneLine, visibleJson } from "../contract/plain-text.ts";
import { readManifest } from "../generator/writing/manifest.ts";
import { considerate, consideredText } from "./considerate.ts";
import type { Document } from "./document.ts";
import { loadDocument, tellWarnings } from "./document.ts";
import { FailedTests } from "./failed-tests.ts";
import { titleLine } from "./title-line.ts";
import { type Filter, passes } from "./filter.ts";
import { namesIn, unknownName } from "./filter-names.ts";
import { type KnownList, type Listed, knownList, listOf, rememberList } from "./kept-list.ts";
import { namesOf } from "./names-of.ts";
import { ownTestFiles } from "./own-test-files.ts";
import { inShard } from "./shard.ts";

export interface ListOptions extends Document {
  readonly filter: Filter;
  readonly env: Environment;
  /** Only tests that failed when they last ran. */
  readonly failed: boolean;
  /** As a run would: bad input goes to other machines too. */
  readonly hostile: boolean;
}

/** `asyncproof run --list`: which tests there are and what each would send. Sends and writes nothing. */
export async function list(options: ListOptions, json: boolean): Promise<string> {
  const { tests, testFiles } = await testsOf(options);
  const { cwd, config, env, failed, hostile } = options;
  const filter = considerate(options.filter, config.url, hostile);
  const own = await ownFilesIn(resolve(cwd, config.out), testFiles, cwd);
  // What tests of the user's own are called, only they know.
  if (own.length === 0) await refuseUnknown(options, tests);
  const only = failed ? await new FailedTests(cwd, config.out).last() : null;
  const passed = tests.filter((test) => passes({ ...filter, only }, test.title));
  const { shard } = filter;
  const mine =
    shard === null
      ? null
      : inShard(
          passed.map(({ title }) => titleLine(title)),
          shard,
        );
  const wanted = passed.filter(({ title }) => mine === null || mine.has(titleLine(title)));
  const note = json ? "" : consideredText(filter, config.url);
  const ownFiles = own.map((path) => posix.join(config.out, path));
  return redact(`${textOf(wanted, ownFiles, json)}${note}`, secretsOf(config, env));
}

/** Test files that nobody generated: neither for this document, nor for what it, or another one, was before. */
async function ownFilesIn(folder: string, testFiles: readonly string[], cwd: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const generated = Object.keys(await readManifest(folder));
  return ownTestFiles(folder, { planned: [...testFiles, ...generated], cwd });
}

/** Not every name has tests: where one is of none, the document says whether there is one. Throws UNKNOWN-NAME. */
async function refuseUnknown(document: ListOptions, tests: readonly Listed[]): Promise<void> {
  const listed = namesIn(tests.map(({ title }) => title));
  if (unknownName(document.filter, listed) === null) return;
  const { contract } = await loadDocument({ ...document, talk: () => {} });
  const unknown = unknownName(document.filter, namesOf(contract), listed);
  if (unknown !== null) throw unknown;
}

/** As they were planned before where nothing has changed since. All that plans is loaded where it is needed alone. */
async function testsOf(document: Document): Promise<Pick<KnownList, "tests" | "testFiles">> {
  const known = await knownList(document);
  if (known !== null) {
    tellWarnings(document, known.warnings);
    return known;
  }
  const { planOf } = await import("./generate.ts");
  const { contract, warnings } = await loadDocument(document);
  const plan = planOf(contract, document);
  const listed = { tests: listOf(plan), testFiles: plan.files.map(({ path }) => path) };
  await rememberList(document, { ...listed, warnings });
  return listed;
}

function textOf(wanted: readonly Listed[], ownFiles: readonly string[], json: boolean): string {
  if (json) return `${visibleJson({ tests: wanted, ownTestFiles: ownFiles }, 2)}\n`;
  const own = ownFiles.map((path) => `${oneLine(path)}: yours; what is in it shows when it runs\n`);
  return commandless(`${wanted.map(text).join("")}${own.join("")}${wanted.length} tests\n`);
}

function text({ title, sends, skipped }: Listed): string {
  const reason = skipped === "" ? "" : `    (skipped: ${oneLine(skipped)})\n`;
  return `${oneLine(title.join(" > "))}\n${sends.map((frame) => `    ${oneLine(shortened(frame))}\n`).join("")}${reason}`;
}

function shortened(frame: string): string {
  return frame.length <= 200 ? frame : `${frame.slice(0, 200)}... (${frame.length} characters)`;
}
