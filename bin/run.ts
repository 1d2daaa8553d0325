import { Command } from "commander";
import type { RunOptions } from "../runner/index.ts";
import { settingsOf, withCommonOptions } from "./options.ts";
import { type CoverageFlags, coverageOptions, withCoverageFlags } from "./coverage-flags.ts";
import { filterOf, replayOf, type RunFlags, withRunFlags } from "./run-flags.ts";

/** `asyncproof run`: the main job. */
export function runCommand(): Command {
  const command = new Command("run")
    .description("generate the tests, start what is to be tested, run them, report")
    .argument("<spec>", "the AsyncAPI document");
  return withCommonOptions(withCoverageFlags(withRunFlags(command))).action(act);
}

type Flags = RunFlags & CoverageFlags;

async function act(spec: string, flags: Flags): Promise<void> {
  const [{ list, run }, { documentOf, finish, showConfig }] = await Promise.all([
    import("../runner/index.ts"),
    import("./finish.ts"),
  ]);
  if (flags.watch) return (await import("./watch.ts")).watchRuns(spec, flags, () => runOptions(spec, flags));
  if (!flags.showConfig && !flags.list) return finish(await run(await runOptions(spec, flags)), flags);
  const document = await documentOf(spec, flags, settingsOf(flags));
  if (flags.showConfig) return showConfig(document, flags);
  const job = { ...document, filter: filterOf(flags), env: process.env, failed: flags.failed === true };
  process.stdout.write(await list(job, flags.json === true));
}

/** Everything that a run needs to know; the reporters are fresh. */
async function runOptions(spec: string, flags: Flags): Promise<RunOptions> {
  const [{ fileReports, mainReporter }, { documentOf }] = await Promise.all([
    import("./reporters.ts"),
    import("./finish.ts"),
  ]);
  const settings = settingsOf(flags);
  const reports = fileReports(flags.report ?? [], flags);
  const { jobs, hostile = false, failed = false, bail = false, writeKnown = false } = flags;
  const { minContractCoverage = null, maxUnspecified = null } = flags;
  const gates = { minContractCoverage, maxUnspecified };
  const how = { jobs, hostile, failed, bail, writeKnown, gates, replay: replayOf(spec, flags) };
  return {
    ...(await documentOf(spec, flags, settings)),
    filter: filterOf(flags),
    env: process.env,
    settings,
    ...how,
    main: mainReporter(flags),
    reports,
    coverage: coverageOptions(flags),
  };
}
