import { Command } from "commander";
import { visibleJson } from "../contract/plain-text.ts";
import type { CheckFlags } from "./check-out.ts";
import { withCoverageFlags } from "./coverage-flags.ts";
import { collected, percent, settingsOf, withCommonOptions } from "./options.ts";
import { withServiceFlags } from "./run-flags.ts";
import { shardOf } from "./shard.ts";

/** `asyncproof check`: the contract check for CI, in one command. */
export function checkCommand(): Command {
  const command = withServiceFlags(
    new Command("check")
      .description("the contract check for CI: stale? breaking? run; gates; reports")
      .argument("<spec...>", "the AsyncAPI document, or several; globs are expanded"),
  )
    .option(
      "--base <base>",
      "compare with this file or git revision (default: where the default branch was left)",
    )
    .option("--allow <change>", "accept a change: RULE@pointer=reason (repeatable)", collected)
    .option("--min-kill <percent>", "exit 1 where the tests kill fewer of the stub's faults", percent)
    .option("--shard <i/n>", "run only the i-th of n equal parts of the tests", shardOf);
  return withCommonOptions(withCoverageFlags(command)).action(act);
}

async function act(given: readonly string[], flags: CheckFlags): Promise<void> {
  const [{ expandGlobs }, { documentOf, showConfig }, { checkOne }, { checkOut }] = await Promise.all([
    import("../runner/index.ts"),
    import("./finish.ts"),
    import("./check-one.ts"),
    import("./check-out.ts"),
  ]);
  const cwd = process.cwd();
  const specs = await expandGlobs(given, cwd);
  const [spec = "", ...others] = specs;
  if (flags.showConfig) return showConfig(await documentOf(spec, flags, settingsOf(flags)), flags);
  if (others.length > 0) return (await import("./check-many.ts")).checkMany(specs, flags);
  const out = checkOut(flags, (json) => process.stdout.write(`${visibleJson(json, 2)}\n`));
  const { exitCode } = await checkOne({ spec, cwd, below: "", word: "" }, flags, out);
  process.exitCode = exitCode;
}
