import { Command } from "commander";
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

async function act(spec: string, flags: RunFlags & CoverageFlags): Promise<void> {
  const [{ list, run }, { fileReports, mainReporter }, { documentOf, finish, showConfig }] =
    await Promise.all([import("../runner/index.ts"), import("./reporters.ts"), import("./finish.ts")]);
  const settings = settingsOf(flags);
  const job = { ...(await documentOf(spec, flags, settings)), filter: filterOf(flags) };
  if (flags.showConfig) return showConfig(job, flags);
  if (flags.list) {
    process.stdout.write(
      await list({ ...job, env: process.env, failed: flags.failed === true }, flags.json === true),
    );
    return;
  }
  const reports = fileReports(flags.report ?? [], flags);
  const { jobs, hostile = false, failed = false, bail = false, writeKnown = false } = flags;
  const { path = "" } = flags;
  const { minContractCoverage = null, maxUnspecified = null } = flags;
  const gates = { minContractCoverage, maxUnspecified };
  const how = { jobs, hostile, failed, bail, writeKnown, gates, path, replay: replayOf(spec, flags) };
  finish(
    await run({
      ...job,
      env: process.env,
      settings,
      ...how,
      main: mainReporter(flags),
      reports,
      coverage: coverageOptions(flags),
    }),
    flags,
  );
}
