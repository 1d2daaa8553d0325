import { relative, sep } from "node:path";
import Mocha from "mocha";
import { ToolError } from "../contract/tool-error.ts";
import type { RunEvent, ShardPart } from "../report/events.ts";
import { eventReporter } from "./event-reporter.ts";
import { titleLine } from "./title-line.ts";
import { passes } from "./filter.ts";
import { namesIn, unknownName } from "./filter-names.ts";
import type { MochaJob } from "./mocha-job.ts";
import { revival } from "./revival.ts";
import { inShard } from "./shard.ts";

/** Runs a test file, given by its absolute path, and resolves with what it exports. */
export type ReadTests = (file: string) => Promise<unknown>;

/** Loads the test files, leaves out what the filter does not want, and runs the rest; everything is told as events. */
export async function runTests(
  job: MochaJob,
  { write, read }: { readonly write: (event: RunEvent) => void; readonly read: ReadTests },
): Promise<void> {
  let part: { readonly shard?: ShardPart } = {};
  const reporter = eventReporter({ ...job, part: () => part }, write);
  const mocha = new Mocha({ ui: "bdd", timeout: job.timeoutMs, reporter });
  if (job.revives !== null) mocha.rootHooks({ beforeEach: revival(job.revives) });
  for (const file of job.files) await load(mocha, file, read);
  if (job.forbidOnly && hasOnly(mocha.suite))
    throw new ToolError("ONLY-IN-CI", "a test or suite has `.only`: all others would be left out", {
      hint: "take it away; --grep runs single tests",
    });
  const unknown = job.names && unknownName(job.filter, job.names, namesIn(pathsIn(mocha.suite)));
  if (unknown !== null) throw unknown;
  const parts = new Map(Object.entries(job.parts).map(([file, titles]) => [file, new Set(titles)]));
  prune(mocha.suite, (test) => {
    const title = test.titlePath();
    const isWanted = parts.get(test.file ?? "")?.has(titleLine(title)) ?? true;
    return isWanted && passes(job.filter, title);
  });
  const { shard } = job.filter;
  if (shard !== null) {
    const titles = pathsIn(mocha.suite).map(titleLine);
    const mine = inShard(titles, shard);
    part = { shard: { ...shard, total: titles.length } };
    prune(mocha.suite, (test) => mine.has(titleLine(test.titlePath())));
  }
  await new Promise<void>((resolve) => {
    mocha.run(() => resolve());
  });
}

/**
 * As Mocha loads a file; its own way first tries `require`, which no hook sees. Throws TEST-UNREADABLE with the place of
 * a mistake, where anybody knows it.
 */
export async function load(mocha: Mocha, file: string, read: ReadTests): Promise<void> {
  const { EVENT_FILE_PRE_REQUIRE, EVENT_FILE_REQUIRE, EVENT_FILE_POST_REQUIRE } = Mocha.Suite.constants;
  mocha.suite.emit(EVENT_FILE_PRE_REQUIRE, globalThis, file, mocha);
  const exported = await read(file).catch((error: unknown) => unloadable(error, file));
  mocha.suite.emit(EVENT_FILE_REQUIRE, exported, file, mocha);
  mocha.suite.emit(EVENT_FILE_POST_REQUIRE, globalThis, file, mocha);
}

async function unloadable(error: unknown, file: string): Promise<never> {
  if (error instanceof ToolError) throw error;
  // Loaded only where it is needed.
  const { moduleFault } = await import("../config/index.ts");
  const name = relative(process.cwd(), file).split(sep).join("/");
  const { message, where } = await moduleFault(error, file, name);
  throw new ToolError("TEST-UNREADABLE", `a test file can't be loaded: ${message}`, {
    where,
    hint: "no test was run; what it breaks off must not hide the others",
  });
}

/** Mocha's own way is to throw while a file is loaded: then it looks as if the file were broken. */
function hasOnly(suite: Mocha.Suite & { hasOnly?(): boolean }): boolean {
  return suite.hasOnly?.() === true;
}

function prune(suite: Mocha.Suite, wanted: (test: Mocha.Test) => boolean): void {
  suite.tests = suite.tests.filter(wanted);
  for (const inner of suite.suites) prune(inner, wanted);
}

function pathsIn(suite: Mocha.Suite): string[][] {
  return [...suite.tests.map((test) => test.titlePath()), ...suite.suites.flatMap(pathsIn)];
}
