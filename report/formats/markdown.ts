import type { CoverageGroup } from "../../judge/index.ts";
import { percentText, reasonsText } from "../coverage-text.ts";
import { markdownBlock, markdownText } from "../encoding/markdown-text.ts";
import type { RunRecord, TestRecord } from "../record.ts";
import type { RunEnd } from "../reporter.ts";
import { tallyText } from "../tally.ts";

/** More than this nobody reads in a summary, and GitHub takes no more than 1 MiB. */
const MOST_FAILURES = 50;
const MOST_OTHERS = 100;
const LONGEST = 6000;

/** The run for a reader of Markdown: counts, coverage, failures, and why tests were skipped. */
export function markdownReport(run: RunRecord, end: RunEnd): string {
  const { error, exitCode, gates, tally } = end;
  const headline = ["kept", "broken", "could not tell"][exitCode];
  return [
    `# ${markdownText(run.document || "asyncproof")}: ${headline}\n`,
    `**${tallyText(tally)}**${run.url === "" ? "" : ` against ${markdownText(run.url)}`}, seed ${run.seed}\n`,
    ...(error === null ? [] : [`**${markdownText(error.code)}** ${markdownText(error.message)}\n`]),
    ...gates.map((gate) => `Gate not met: ${markdownText(gate)}\n`),
    ...coverageParts(run),
    ...failureParts(run.tests),
    ...skippedParts(run.tests),
  ].join("\n");
}

function coverageParts({ coverage: event }: RunRecord): string[] {
  if (event === null) return [];
  const { coverage } = event;
  const reasons = reasonsText(coverage);
  const total = `${percentText(coverage)}: ${coverage.exercised} of ${coverage.declared} exercised`;
  const rest = reasons === "" ? "" : `; the rest: ${reasons}`;
  return [`## Contract coverage\n`, `${total}${rest}\n`, table(coverage.groups)];
}

/** By channel; what belongs to none comes last. */
function table(groups: readonly CoverageGroup[]): string {
  const names = [...new Set(groups.map(({ channel }) => channel))];
  const rows = names.map((name) => {
    const own = groups.filter(({ channel }) => channel === name);
    const exercised = own.reduce((sum, group) => sum + group.exercised, 0);
    const declared = own.reduce((sum, group) => sum + group.declared, 0);
    const title = name === "" ? "all channels" : markdownText(name);
    return `| ${title} | ${exercised} | ${declared} | ${percentText({ exercised, declared })} |`;
  });
  return `${["| channel | exercised | declared | |", "| --- | ---: | ---: | ---: |", ...rows].join("\n")}\n`;
}

function failureParts(tests: readonly TestRecord[]): string[] {
  const failed = tests.filter(({ test }) => test.state === "failed");
  if (failed.length === 0) return [];
  const left = failed.length - MOST_FAILURES;
  return [
    `## Failures\n`,
    ...failed.slice(0, MOST_FAILURES).map(failureText),
    ...(left > 0 ? [`... and ${left} more\n`] : []),
  ];
}

function failureText({ test, source }: TestRecord): string {
  const where = source === null ? "" : ` (${markdownText(`${source.file}:${source.line}`)})`;
  const title = `### ${markdownText(test.rule || test.error || "assertion")}: ${markdownText(test.title.join(" > "))}${where}`;
  const text =
    test.text.length <= LONGEST
      ? test.text
      : `${test.text.slice(0, LONGEST)}\n... ${test.text.length} characters`;
  return `${title}\n\n${markdownBlock(text)}`;
}

function skippedParts(tests: readonly TestRecord[]): string[] {
  const skipped = tests.filter(({ test }) => test.state === "pending");
  if (skipped.length === 0) return [];
  const left = skipped.length - MOST_OTHERS;
  const rows = skipped
    .slice(0, MOST_OTHERS)
    .map(
      ({ test, verdict }) =>
        `- ${markdownText(test.title.join(" > "))}: ${verdict === "notReached" ? "not reached" : verdict}, ${markdownText(test.text)}`,
    );
  return [`## Not shown\n`, `${rows.join("\n")}\n`, ...(left > 0 ? [`... and ${left} more\n`] : [])];
}
