import { Command } from "commander";
import { guard } from "./guard.ts";
import type { CommonOptions } from "./options.ts";
import { gatesOf, type ReportFlags, withReportFlags } from "./run-flags.ts";

type MergeFlags = CommonOptions & ReportFlags;

/** `asyncproof merge-reports`: the shards of a run, as one run. */
export function mergeReportsCommand(): Command {
  const command = new Command("merge-reports")
    .description("one run from the NDJSON reports of its shards: reports, coverage of all, gates")
    .argument("<ndjson...>", "what each shard wrote with --report ndjson=FILE; globs are expanded");
  return withReportFlags(command)
    .option("--json", "one JSON document on standard output, nothing else")
    .option("--no-color", "no colours")
    .option("--quiet", "only what went wrong, and the counts")
    .option("--verbose", "more, and stacks of errors")
    .action(act);
}

async function act(files: readonly string[], flags: MergeFlags): Promise<void> {
  const [{ expandGlobs, mergeReports }, { fileReports, mainReporter, reportOutputs }, { finish }] =
    await Promise.all([import("../runner/index.ts"), import("./reporters.ts"), import("./finish.ts")]);
  const merged = await expandGlobs(files, process.cwd());
  await guard(reportOutputs(flags.report), { files: { "a report that is merged": merged } });
  const end = await mergeReports({
    files: merged,
    gates: gatesOf(flags),
    reporters: () => ({ main: mainReporter(flags), reports: fileReports(flags.report ?? [], flags) }),
  });
  finish(end, flags);
}
