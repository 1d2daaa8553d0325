import { type Command, InvalidArgumentError } from "commander";
import { ToolError } from "../contract/tool-error.ts";
import type { CoverageOptions } from "../runner/coverage/index.ts";
import { collected } from "./options.ts";

const FOLDER = "coverage";

/** What `run` takes about code coverage. */
export interface CoverageFlags {
  readonly coverage?: true;
  readonly coverageDir: string;
  readonly coverageInclude?: readonly string[];
  readonly coverageExclude?: readonly string[];
  readonly coverageSource: string;
  readonly coverageBaseline: string;
  readonly minRise: number;
  readonly minLines: number;
}

export function withCoverageFlags(command: Command): Command {
  return command
    .option("--coverage", "code coverage of the service that --start starts (Node), reported by nyc")
    .option("--coverage-dir <dir>", "folder of nyc's reports", FOLDER)
    .option("--coverage-include <path>", "only code below this path counts (repeatable)", collected)
    .option("--coverage-exclude <path>", "code below this path does not count (repeatable)", collected)
    .option("--coverage-source <dir>", "sources of a build made by `nyc instrument`; its counters count", "")
    .option("--coverage-baseline <file>", "coverage-summary.json of an earlier run, for --min-rise", "")
    .option("--min-rise <points>", "exit 1 unless line coverage lies this far above the baseline", percent, 0)
    .option("--min-lines <percent>", "exit 1 unless this percentage of lines was run", percent, 0);
}

/**
 * Null where no code coverage is asked for. A gate asks for it, as does who says what counts: neither must pass because
 * nothing was measured. Throws COVERAGE-BASELINE for a rise above nothing.
 */
export function coverageOptions(flags: CoverageFlags): CoverageOptions | null {
  const gated = flags.minLines > 0 || flags.minRise > 0 || flags.coverageBaseline !== "";
  if (!flags.coverage && !gated && !isShaped(flags)) return null;
  if (flags.minRise > 0 && flags.coverageBaseline === "")
    throw new ToolError("COVERAGE-BASELINE", "--min-rise has no baseline to rise above", {
      hint: "--coverage-baseline names the coverage-summary.json of an earlier run",
    });
  const { coverageDir: folder, coverageSource: source } = flags;
  const { coverageInclude: include = [], coverageExclude: exclude = [] } = flags;
  const { coverageBaseline: baseline, minRise, minLines } = flags;
  return { folder, include, exclude, source, baseline, minRise, minLines };
}

function isShaped({ coverageDir, coverageInclude, coverageExclude, coverageSource }: CoverageFlags): boolean {
  const counted = [...(coverageInclude ?? []), ...(coverageExclude ?? []), coverageSource];
  return coverageDir !== FOLDER || counted.some((path) => path !== "");
}

function percent(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !(number >= 0 && number <= 100))
    throw new InvalidArgumentError("It must be a number from 0 to 100.");
  return number;
}
