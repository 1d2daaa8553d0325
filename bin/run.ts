import { Command } from "commander";
import { ToolError } from "../contract/tool-error.ts";
import type { RunOptions } from "../runner/index.ts";
import { settingsOf, withCommonOptions } from "./options.ts";
import { type CoverageFlags, withCoverageFlags } from "./coverage-flags.ts";
import { filterOf, type RunFlags, withRunFlags } from "./run-flags.ts";
import { runOne, runOptions } from "./run-one.ts";

/** `asyncproof run`: the main job. */
export function runCommand(): Command {
  const command = new Command("run")
    .description("generate the tests, start what is to be tested, run them, report")
    .argument("<spec...>", "the AsyncAPI document, or several; globs are expanded");
  return withCommonOptions(withCoverageFlags(withRunFlags(command))).action(act);
}

async function act(given: readonly string[], flags: RunFlags & CoverageFlags): Promise<void> {
  const [{ expandGlobs }, { mainReporter }, { documentOf, finish, showConfig }] = await Promise.all([
    import("../runner/expand-globs.ts"),
    import("./reporters.ts"),
    import("./finish.ts"),
  ]);
  const cwd = process.cwd();
  const specs = await expandGlobs(given, cwd);
  const [first = "", ...others] = specs;
  if (flags.showConfig) return showConfig(await documentOf(first, flags, settingsOf(flags)), flags);
  if (flags.list) {
    const { list } = await import("../runner/list.ts");
    const texts: string[] = [];
    for (const spec of specs) {
      const job = { ...(await documentOf(spec, flags, settingsOf(flags))), filter: filterOf(flags) };
      const { failed = false, hostile = false } = flags;
      const wanted = { ...job, env: process.env, failed, hostile };
      texts.push(await list(wanted, flags.json === true));
    }
    const several = flags.json && others.length > 0;
    process.stdout.write(several ? `{ "documents": [${texts.join(",")}] }\n` : texts.join(""));
    return;
  }
  if (others.length === 0) {
    const alone = { spec: first, cwd, below: "", word: "" };
    const options = (): Promise<RunOptions> => runOptions(alone, flags, mainReporter(flags));
    if (flags.watch) return (await import("./watch.ts")).watchRuns(first, flags, options);
    finish(await runOne(alone, flags, mainReporter(flags)), flags);
    return;
  }
  if (flags.watch)
    throw new ToolError("WATCH-ONE", "--watch runs one document at a time", {
      hint: `give one of: ${specs.join(", ")}`,
    });
  const { manyExit, runMany, targetsOf } = await import("../runner/run-many.ts");
  const targets = targetsOf(specs, { cwd, fixed: flags.config !== undefined });
  const { documentsOut } = await import("./documents-out.ts");
  const out = documentsOut(flags);
  const rows = await runMany(targets, (target) =>
    runOne({ ...target, among: specs }, flags, out.reporter(target)),
  );
  process.exitCode = manyExit(targets, rows);
  out.end(targets, rows);
}
