import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ToolError } from "../../contract/tool-error.ts";
import { unreadable } from "../../contract/unreadable.ts";
import type { LineCoverage } from "./line-coverage.ts";

export interface GateOptions {
  /** `coverage-summary.json` of an earlier run, as nyc writes it; "" for none. */
  readonly baseline: string;
  /** Points that line coverage has to lie above the baseline's; 0 for none. */
  readonly minRise: number;
  /** Percentage of lines that has to be covered; 0 for none. */
  readonly minLines: number;
}

/** Gates that line coverage does not meet, in words. Throws COVERAGE-BASELINE where the baseline can't be read. */
export function gatesOf({ percent }: LineCoverage, options: GateOptions, cwd: string): string[] {
  const { baseline, minRise, minLines } = options;
  const missed: string[] = [];
  if (percent < minLines)
    missed.push(`${percent} % of the lines were run; --min-lines asks for ${minLines} %`);
  if (baseline === "") return missed;
  const before = baselinePercent(resolve(cwd, baseline), baseline);
  const rise = Math.round((percent - before) * 100) / 100;
  if (rise < minRise)
    missed.push(`${rise} points above the baseline's ${before} %; --min-rise asks for ${minRise}`);
  return missed;
}

function baselinePercent(path: string, shown: string): number {
  const fault = (message: string): ToolError =>
    new ToolError("COVERAGE-BASELINE", message, {
      where: shown,
      hint: "give the coverage-summary.json that an earlier `run --coverage` wrote",
    });
  let read: { total?: { lines?: { pct?: unknown } } };
  try {
    read = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw fault(`the baseline cannot be read: ${unreadable(error, shown)}`);
  }
  const percent = read.total?.lines?.pct;
  if (typeof percent !== "number") throw fault("the baseline is no coverage summary of nyc");
  return percent;
}
