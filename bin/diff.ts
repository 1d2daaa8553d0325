import { Command, Option } from "commander";
import { visibleJson } from "../contract/plain-text.ts";
import type { Change } from "../generator/index.ts";
import { collected, type CommonOptions, settingsOf, withCommonOptions } from "./options.ts";

interface DiffFlags extends CommonOptions {
  readonly allow?: readonly string[];
  readonly format: "text" | "markdown" | "json";
}

/** `asyncproof diff`: what changed between two contracts, and whom it breaks. */
export function diffCommand(): Command {
  const command = new Command("diff")
    .description("what changed, and is it breaking: for clients that send, for clients that receive")
    .argument("<old>", "a document, a contract.lock.json, or REV:path of one in git")
    .argument("<new>", "the same, as it is now")
    .option("--allow <change>", "accept a change: RULE@pointer=reason (repeatable)", collected)
    .addOption(
      new Option("--format <format>", "how to print it")
        .choices(["text", "markdown", "json"])
        .default("text"),
    );
  return withCommonOptions(command).action(act);
}

async function act(old: string, now: string, flags: DiffFlags): Promise<void> {
  const [{ diff, unusedText }, { parseAllowance }, { documentOf }] = await Promise.all([
    import("../runner/index.ts"),
    import("../generator/index.ts"),
    import("./finish.ts"),
  ]);
  const { cwd, config, role, talk } = await documentOf(now, flags, settingsOf(flags));
  const given = Object.entries(config.allow).map(([change, reason]) => `${change}=${reason}`);
  const allowances = [...given, ...(flags.allow ?? [])].map(parseAllowance);
  const { changes, unused, exitCode } = await diff({ old, new: now, cwd, role, allowances });
  const shown = flags.quiet
    ? changes.filter(({ severity }) => /^(breaking|undecided)$/.test(severity))
    : changes;
  if (flags.json || flags.format === "json")
    process.stdout.write(`${visibleJson({ exitCode, changes: shown, unused }, 2)}\n`);
  else process.stdout.write(await printed(shown, flags));
  talk(unusedText(unused));
  process.exitCode = exitCode;
}

async function printed(changes: readonly Change[], flags: DiffFlags): Promise<string> {
  const { diffMarkdown, diffText } = await import("../generator/index.ts");
  if (flags.format === "markdown") return diffMarkdown(changes);
  const { coloursFor } = await import("../report/index.ts");
  return diffText(changes, coloursFor(process.stdout, { color: flags.color, env: process.env }));
}
