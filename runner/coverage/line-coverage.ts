import type { CoverageMap } from "istanbul-lib-coverage";
import { relative, sep } from "node:path";

/** How much of a file the tests have run. */
export interface FileLines {
  /** Relative to the working directory, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  readonly covered: number;
  /** Lines that were never run, in order. */
  readonly uncovered: readonly number[];
}

export interface LineCoverage {
  readonly files: readonly FileLines[];
  readonly lines: number;
  readonly covered: number;
  /** Percentage of lines that were run, two digits after the point; 0 where there are none. */
  readonly percent: number;
}

/** Line coverage of a map, files by name. */
export function lineCoverage(map: CoverageMap, cwd: string): LineCoverage {
  const files = map
    .files()
    .sort()
    .map((path) => {
      const counts = Object.entries(map.fileCoverageFor(path).getLineCoverage());
      const uncovered = counts.filter(([, count]) => count === 0).map(([line]) => Number(line));
      return {
        path: relative(cwd, path).split(sep).join("/"),
        lines: counts.length,
        covered: counts.length - uncovered.length,
        uncovered: uncovered.sort((left, right) => left - right),
      };
    });
  const sum = (one: "lines" | "covered"): number => files.reduce((total, file) => total + file[one], 0);
  const [lines, covered] = [sum("lines"), sum("covered")];
  return { files, lines, covered, percent: lines === 0 ? 0 : Math.floor((10_000 * covered) / lines) / 100 };
}

/** `3, 7-9`. */
export function rangesText(lines: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(", ");
}
