import { Command } from "commander";
import { settingsOf, withCommonOptions } from "./options.ts";
import { filterOf, type RunFlags, withRunFlags } from "./run-flags.ts";

/** `asyncproof run`: the main job. */
export function runCommand(): Command {
  const command = new Command("run")
    .description("generate the tests, start what is to be tested, run them, report")
    .argument("<spec>", "the AsyncAPI document");
  return withCommonOptions(withRunFlags(command)).action(act);
}

async function act(spec: string, flags: RunFlags): Promise<void> {
  const [{ list, run }, { fileReports, mainReporter }, { documentOf, finish }] = await Promise.all([
    import("../runner/index.ts"),
    import("./reporters.ts"),
    import("./finish.ts"),
  ]);
  const settings = settingsOf(flags);
  const job = { ...(await documentOf(spec, flags, settings)), filter: filterOf(flags) };
  if (flags.list) {
    process.stdout.write(await list(job, flags.json === true));
    return;
  }
  const reports = fileReports(flags.report ?? [], flags);
  const { jobs, hostile = false, minContractCoverage = null, maxUnspecified = null } = flags;
  const gates = { minContractCoverage, maxUnspecified };
  finish(
    await run({
      ...job,
      env: process.env,
      settings,
      hostile,
      jobs,
      gates,
      main: mainReporter(flags),
      reports,
    }),
    flags,
  );
}
