import type { Coverage } from "../judge/index.ts";
import { coverageText } from "./coverage-text.ts";
import { commandless, oneLine } from "../contract/plain-text.ts";
import { hang } from "./hang.ts";
import type { RunEnd } from "./reporter.ts";
import { tallyText } from "./tally.ts";
import type { TerminalStyle } from "./terminal-style.ts";

/** The last lines: how many promises were kept, and what to look at. */
export function summaryText(
  end: RunEnd,
  { durationMs, coverage }: { readonly durationMs: number; readonly coverage: Coverage | null },
  style: TerminalStyle,
): string {
  const { colours } = style;
  const colour = { 0: colours.green, 1: colours.red, 2: colours.yellow }[end.exitCode];
  const counts = `\n${colour(tallyText(end.tally))}${colours.dim(`  (${seconds(durationMs)})`)}\n`;
  const column = Math.max(0, ...end.places.map(({ what }) => what.length)) + 2;
  const places = end.places
    .map(({ what, path }) => `${colours.dim(what.padEnd(column))}${commandless(oneLine(path))}\n`)
    .join("");
  const covered =
    coverage === null || style.detail === "quiet"
      ? ""
      : `${colours.dim(hang(0, coverageText(coverage), style.width))}\n`;
  const gates = end.gates
    .map((gate) => `${colours.red("gate not met")}  ${commandless(oneLine(gate))}\n`)
    .join("");
  return `${counts}${covered}${gates}${style.detail === "quiet" ? "" : places}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
