import { join, relative } from "node:path";
import { shellWord } from "../config/shell-word.ts";
import { ToolError } from "../contract/tool-error.ts";
import type { CheckEnd, Target } from "../runner/index.ts";
import { type CheckFlags, type CheckOut, onGithub } from "./check-out.ts";
import { type One, runOptions } from "./run-one.ts";

/** Checks one document, the only one or one of several, as the flags say. Throws a ToolError where it can't be read. */
export async function checkOne(one: One, flags: CheckFlags, out: CheckOut): Promise<CheckEnd> {
  const [{ contractCheck }, { parseAllowance }] = await Promise.all([
    import("../runner/index.ts"),
    import("../generator/index.ts"),
  ]);
  try {
    const options = await runOptions(
      one,
      { ...flags, report: reportsOf(flags), summary: out.summary },
      out.main,
    );
    const given = Object.entries(options.config.allow).map(([change, reason]) => `${change}=${reason}`);
    const { base = "", minKill = null } = flags;
    const end = await contractCheck({
      ...options,
      ...{ base, minKill, mend: mendOf(one, flags, options.config.out), tellsGithub: onGithub() },
      allowances: [...given, ...(flags.allow ?? [])].map(parseAllowance),
      found: (stale, changes) => out.found(options, stale, changes),
    });
    out.end(options, end);
    return end;
  } catch (error) {
    if (error instanceof ToolError) out.fail(one, error);
    throw error;
  }
}

function reportsOf({ report = [] }: CheckFlags): readonly string[] {
  const named = report.some((text) => /^github(=|$)/.test(text));
  return onGithub() && !named ? [...report, "github"] : report;
}

/** What a person types to have the tests written again. */
function mendOf({ spec, cwd, below }: Omit<Target, "name">, { config }: CheckFlags, out: string): string {
  const there = relative(process.cwd(), cwd);
  const words = [
    ...(there === "" ? [] : ["cd", shellWord(there), "&&"]),
    ...["npx asyncproof generate", shellWord(spec)],
    ...(config === undefined ? [] : ["--config", shellWord(config)]),
    ...(below === "" ? [] : ["--out", shellWord(join(out))]),
  ];
  return words.join(" ");
}
