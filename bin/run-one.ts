import { join, relative } from "node:path";
import { shellWord } from "../config/shell-word.ts";
import type { Reporter, ReportTarget, RunEnd } from "../report/index.ts";
import type { RunOptions, Target } from "../runner/index.ts";
import { type CoverageFlags, coverageOptions } from "./coverage-flags.ts";
import { settingsOf } from "./options.ts";
import { filterOf, gatesOf, replayOf, type RunFlags } from "./run-flags.ts";

/** Flags of `run` or `check`. */
export type Flags = RunFlags & CoverageFlags & Pick<ReportTarget, "summary"> & { readonly base?: string };
/** One document, and where it is run. */
export interface One extends Omit<Target, "name"> {
  /** All documents of the run, from the working directory of the process; where there are several. */
  readonly among?: readonly string[];
}

/** Runs one document, the only one or one of several, as the flags say. */
export async function runOne(one: One, flags: Flags, main: Reporter): Promise<RunEnd> {
  const { run } = await import("../runner/run.ts");
  return run(await runOptions(one, flags, main));
}

/** Everything that such a run needs to know; the reporters are fresh. */
export async function runOptions(one: One, flags: Flags, main: Reporter): Promise<RunOptions> {
  const { spec, cwd, below, word } = one;
  const [{ fileReports }, { documentOf }, { guardRun }] = await Promise.all([
    import("./reporters.ts"),
    import("./finish.ts"),
    import("./guard-run.ts"),
  ]);
  const settings = settingsOf(flags);
  const document = await documentOf(spec, flags, settings, cwd);
  const { config } = document;
  const out = below === "" ? config.out : join(config.out, below);
  const there = cwd === process.cwd() ? "" : `cd ${shellWord(relative(process.cwd(), cwd))} && `;
  const { jobs = null, hostile = false, failed = false, bail = false, writeKnown = false, path = "" } = flags;
  const reports = (flags.report ?? []).map((text) => ofDocument(text, word));
  await guardRun({ ...document, config: { ...config, out } }, { ...flags, report: reports }, one.among);
  return {
    ...document,
    config: { ...config, out },
    filter: filterOf(flags),
    env: process.env,
    settings,
    ...{ jobs, hostile, failed, bail, writeKnown, path, gates: gatesOf(flags), main },
    replay: `${there}${replayOf(spec, { ...flags, ...(below === "" ? {} : { out }) })}`,
    reports: fileReports(reports, flags, cwd),
    coverage: coverageOptions(flags),
  };
}

/** Each of several documents has reports of its own: `junit=out/run.xml` is `junit=out/run.chat.xml` for `chat`. */
function ofDocument(text: string, word: string): string {
  if (word === "" || !/=./.test(text)) return text;
  return text.replace(/(\.[^./\\=]+)?$/, (ending) => `.${word}${ending}`);
}
