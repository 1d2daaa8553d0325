import { secretsOf, shownUrl } from "../config/index.ts";
import { ToolError } from "../contract/tool-error.ts";
import { EMPTY_TALLY, type RunEnd, type Tally } from "../report/index.ts";
import { maskedError } from "./masked-event.ts";
import type { RunOptions } from "./run.ts";

/** What has become of a run so far. */
export interface Course {
  /** As far as they are known. */
  secrets: readonly string[];
  /** What its tests came to; null: it did not come to them. */
  tally: Tally | null;
  /** Every reporter has been told its end, or is being told. */
  isTold: boolean;
}

type Told = Pick<RunOptions, "spec" | "config" | "env"> & {
  readonly reports: readonly Pick<RunOptions["reports"][number], "reporter">[];
};

/**
 * Does the work; where that throws before anybody is told an end, the reports say why: who reads them must not take
 * those of an earlier run for those of this one, or find none. Throws what the work does, with its secrets masked.
 */
export async function withReports<Result>(
  options: Told,
  work: (course: Course) => Promise<Result>,
): Promise<Result> {
  const course: Course = { secrets: secretsOf(options.config, options.env), tally: null, isTold: false };
  try {
    return await work(course);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const clean = maskedError(error, course.secrets);
    if (!course.isTold) await tell(options, course, clean);
    throw clean;
  }
}

async function tell(
  { spec, config, reports }: Told,
  { tally }: Course,
  error: RunEnd["error"],
): Promise<void> {
  const url = config.url === null ? "" : shownUrl(config.url);
  const end: RunEnd = { tally: tally ?? EMPTY_TALLY, error, exitCode: 2, gates: [], places: [] };
  // One that can't be written hides neither the others nor why it came to this.
  await Promise.allSettled(
    reports.map(async ({ reporter }) => {
      if (tally === null)
        reporter.take({ kind: "runStarted", document: spec, url, seed: config.seed, tests: 0 });
      await reporter.finish(end);
    }),
  );
}
