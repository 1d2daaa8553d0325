import { Command } from "commander";
import type { CheckFlags, CheckOut } from "./check-out.ts";
import { coverageOptions, withCoverageFlags } from "./coverage-flags.ts";
import { collected, percent, settingsOf, withCommonOptions } from "./options.ts";
import { filterOf, gatesOf, replayOf, withServiceFlags } from "./run-flags.ts";

/** `asyncproof check`: the contract check for CI, in one command. */
export function checkCommand(): Command {
  const command = withServiceFlags(
    new Command("check")
      .description("the contract check for CI: stale? breaking? run; gates; reports")
      .argument("<spec>", "the AsyncAPI document"),
  )
    .option(
      "--base <base>",
      "compare with this file or git revision (default: where the default branch was left)",
    )
    .option("--allow <change>", "accept a change: RULE@pointer=reason (repeatable)", collected)
    .option("--min-kill <percent>", "exit 1 where the tests kill fewer of the stub's faults", percent);
  return withCommonOptions(withCoverageFlags(command)).action(act);
}

async function act(spec: string, flags: CheckFlags): Promise<void> {
  const [{ contractCheck }, { parseAllowance }, { documentOf, showConfig }, { checkOut }] = await Promise.all(
    [
      import("../runner/index.ts"),
      import("../generator/index.ts"),
      import("./finish.ts"),
      import("./check-out.ts"),
    ],
  );
  const settings = settingsOf(flags);
  const document = await documentOf(spec, flags, settings);
  if (flags.showConfig) return showConfig(document, flags);
  const out: CheckOut = await checkOut(document, flags);
  const given = Object.entries(document.config.allow).map(([change, reason]) => `${change}=${reason}`);
  const { jobs, hostile = false, base = "", minKill = null } = flags;
  const end = await contractCheck({
    ...document,
    ...{ env: process.env, settings, jobs, hostile, base, minKill },
    ...{ failed: false, bail: false, writeKnown: false, path: "", filter: filterOf({}) },
    allowances: [...given, ...(flags.allow ?? [])].map(parseAllowance),
    gates: gatesOf(flags),
    replay: replayOf(spec, flags),
    main: out.main,
    reports: out.reports,
    coverage: coverageOptions(flags),
    found: out.found,
  });
  out.end(end);
  process.exitCode = end.exitCode;
}
