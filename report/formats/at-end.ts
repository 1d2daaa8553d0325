import { openReport } from "../report-file.ts";
import type { ReportKind } from "../report-kinds.ts";
import { type RunRecord, recorder } from "../record.ts";
import type { Reporter, RunEnd } from "../reporter.ts";

/** A reporter that writes one file when the run is over. The file is opened at once: throws REPORT-UNWRITABLE. */
export function writtenAtEnd(
  kind: ReportKind,
  path: string,
  textOf: (run: RunRecord, end: RunEnd) => string,
): Reporter {
  const file = openReport(kind, path);
  const { take, record } = recorder();
  return {
    take,
    finish: async (end) => {
      file.write(textOf(record(), end));
      file.close();
    },
  };
}
