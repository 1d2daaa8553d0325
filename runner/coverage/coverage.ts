import { resolve, sep } from "node:path";
import type { CoverageMap } from "istanbul-lib-coverage";
import { ToolError } from "../../contract/tool-error.ts";
import { countedRoot } from "./counted-root.ts";
import { type GateOptions, gatesOf } from "./coverage-gates.ts";
import { type Counts, istanbulCoverage } from "./istanbul-coverage.ts";
import { type LineCoverage, lineCoverage } from "./line-coverage.ts";
import { nycReport } from "./nyc-report.ts";
import { readRawCoverage } from "./raw-coverage.ts";

export interface CoverageOptions extends GateOptions {
  /** Folder of nyc's reports, relative to the working directory. */
  readonly folder: string;
  /** Folders or files that count, relative to the working directory; empty: all of it but dependencies. */
  readonly include: readonly string[];
  /** Folders or files among them that do not. */
  readonly exclude: readonly string[];
  /** Sources of a build that `nyc instrument` made: its counters count, and V8's do not; "" for an ordinary build. */
  readonly source: string;
}

/** What the tests have run of the service's code. */
export interface CoverageResult {
  readonly lines: LineCoverage;
  readonly folder: string;
  /** Gates that were not met, in words. */
  readonly missed: readonly string[];
}

/**
 * Turns what the service's processes have counted into nyc's reports, and holds it to the gates. Throws
 * COVERAGE-NOTHING where nothing was counted: that is no coverage of 0 %, nor of 100 %.
 */
export async function coverageOf(
  raw: string,
  options: CoverageOptions,
  { cwd, talk }: { readonly cwd: string; readonly talk: (text: string) => void },
): Promise<CoverageResult> {
  const counted = readRawCoverage(raw);
  for (const name of counted.broken)
    talk(`coverage: ${name} is cut off, its process was killed while it wrote; what it counted is missing\n`);
  const ahead = options.source !== "";
  const include = ahead ? [options.source] : options.include;
  const wanted = ahead ? { ...counted, scripts: [] } : { ...counted, instrumented: [] };
  const map = await istanbulCoverage(wanted, countsIn({ include, exclude: options.exclude }, cwd));
  refuseNothing(map, wanted.scripts.length + wanted.instrumented.length);
  await nycReport(map, resolve(cwd, options.folder), cwd);
  const lines = lineCoverage(map, cwd);
  return { lines, folder: options.folder, missed: gatesOf(lines, options, cwd) };
}

function refuseNothing(map: CoverageMap, scripts: number): void {
  if (map.files().length > 0) return;
  const hint =
    scripts === 0
      ? "only Node services write V8 coverage, and not when they are killed; use your language's own tool around --start"
      : "the service ran code, but none that counts: check --coverage-include and the source maps of its build";
  throw new ToolError("COVERAGE-NOTHING", "the service's code coverage is empty", { hint });
}

function countsIn({ include, exclude }: Pick<CoverageOptions, "include" | "exclude">, cwd: string): Counts {
  const roots = (include.length === 0 ? ["."] : include).map((path) => countedRoot(path, cwd));
  const without = exclude.map((path) => countedRoot(path, cwd));
  return (path) =>
    !path.includes(`${sep}node_modules${sep}`) &&
    roots.some((root) => isBelow(root, path)) &&
    !without.some((root) => isBelow(root, path));
}

function isBelow(root: string, path: string): boolean {
  return path === root || path.startsWith(`${root}${sep}`);
}
