import { ToolError } from "../../contract/index.ts";
import { type CheckPart, killText, type PartState, type RunEnd, tallyText } from "../../report/index.ts";
import { exitCodeOf } from "../exit-code.ts";
import { faults } from "../faults/faults.ts";
import { faultsExit } from "../faults/faults-exit.ts";
import { run } from "../run.ts";
import type { CheckOptions } from "./check.ts";

/** How a run, and the gates beside it, count in a check. */
export interface Ran {
  readonly parts: readonly CheckPart[];
  readonly error: ToolError | null;
}

/** Runs the tests, then the faults where a gate asks for them. */
export async function runParts(options: CheckOptions): Promise<Ran> {
  const ended = await ran(options);
  if (ended instanceof ToolError) {
    const text = `${ended.code}: ${ended.message}`;
    return { parts: [{ name: "run", state: "unknown", text }, await gates(options, null)], error: ended };
  }
  const { tally, error } = ended;
  const state = stateOf(exitCodeOf(tally, error));
  const why = error === null ? "" : `; ${error.code}: ${error.message}`;
  const { start, url } = options.config;
  const whose = start === null && url === null ? "; the stub was tested" : "";
  const part: CheckPart = { name: "run", state, text: `${tallyText(tally)}${why}${whose}` };
  return { parts: [part, await gates(options, ended)], error };
}

function stateOf(exitCode: 0 | 1 | 2): PartState {
  return (["passed", "failed", "unknown"] as const)[exitCode];
}

/** What kept the run from coming to its tests is its result here: the other parts count all the same. */
async function ran(options: CheckOptions): Promise<RunEnd | ToolError> {
  try {
    return await run(options);
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
}

/** Null: the run did not come to its tests. */
async function gates(options: CheckOptions, ended: RunEnd | null): Promise<CheckPart> {
  const { gates: asked, coverage, minKill } = options;
  const ofRun = [asked.minContractCoverage, asked.maxUnspecified, ...thresholds(coverage)].filter(
    (one) => one !== null,
  ).length;
  if (ofRun === 0 && minKill === null)
    return { name: "gates", state: "unchecked", text: "none is asked for: --min-contract-coverage 90, ..." };
  if (ended?.error?.code === "INTERRUPTED") return { name: "gates", state: "unknown", text: "interrupted" };
  const kill = minKill === null ? null : await killed(options, minKill);
  const unmet = [...(ended?.gates ?? []), ...(kill?.state === "failed" ? [kill.text] : [])];
  if (unmet.length > 0) return { name: "gates", state: "failed", text: unmet.join("; ") };
  if (ofRun > 0 && (ended === null || ended.error !== null))
    return { name: "gates", state: "unknown", text: "the run could not tell" };
  if (kill?.state === "unknown") return { name: "gates", ...kill };
  const count = ofRun + (minKill === null ? 0 : 1);
  const text = [`${count} met`, ...(kill === null ? [] : [kill.text])].join("; ");
  return { name: "gates", state: "passed", text };
}

/** Gates of code coverage that are set. */
function thresholds(coverage: CheckOptions["coverage"]): number[] {
  if (coverage === null) return [];
  return [coverage.minLines, coverage.baseline === "" ? 0 : 1].filter((value) => value > 0);
}

/** How many of the stub's faults the tests kill; what can't be tried is not known. */
async function killed(
  options: CheckOptions,
  minKill: number,
): Promise<{ readonly state: PartState; readonly text: string }> {
  const progress = (): void => {};
  try {
    const matrix = await faults({ ...options, only: [], full: false, jobs: 8, progress });
    const { exitCode, error } = faultsExit(matrix, minKill);
    return { state: stateOf(exitCode), text: error === "" ? killText(matrix.score) : error };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { state: "unknown", text: `${error.code}: ${error.message}` };
  }
}
