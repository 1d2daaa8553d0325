import type { CoverageResult } from "./coverage.ts";
import { rangesText } from "./line-coverage.ts";

/** Line coverage for a person: the total, each file with what was never run, and the gates that were missed. */
export function coverageText({ lines, folder, missed }: CoverageResult): string {
  const width = Math.max(...lines.files.map(({ path }) => path.length));
  const files = lines.files.map(({ path, lines: all, covered, uncovered }) => {
    const percent = all === 0 ? 100 : Math.floor((100 * covered) / all);
    const never = uncovered.length === 0 ? "" : `  never run: ${rangesText(uncovered)}`;
    return `  ${path.padEnd(width)}  ${String(percent).padStart(3)} %${never}\n`;
  });
  const total = `code coverage: ${lines.percent} % of the service's lines (${lines.covered} of ${lines.lines})\n`;
  const gates = missed.map((gate) => `gate not met: ${gate}\n`).join("");
  return `${total}${files.join("")}report  ${folder}/index.html\n${gates}`;
}
