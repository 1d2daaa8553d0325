import { visibleJson } from "../../contract/plain-text.ts";
import { openGrowingReport } from "../report-file.ts";
import type { ExitCode, Reporter } from "../reporter.ts";

/** Lines are collected up to this size, so that a frame does not cost a system call. */
const WRITE_AT = 65_536;

/** The last line, by which a reader knows that the run was not cut off, and how it ended. */
export interface EndLine {
  readonly kind: "runEnded";
  readonly exitCode: ExitCode;
  /** Why nobody could tell, or null. */
  readonly error: { readonly code: string; readonly message: string; readonly hint: string } | null;
  readonly gates: readonly string[];
}

/** Writes every event to a file, one JSON object a line, as they come, and how it ended. Throws REPORT-UNWRITABLE. */
export function ndjsonReporter(path: string): Reporter {
  const file = openGrowingReport("ndjson", path);
  let lines = "";
  const flush = (): void => {
    if (lines !== "") file.write(lines);
    lines = "";
  };
  return {
    traffic: true,
    take: (event) => {
      lines += `${visibleJson(event)}\n`;
      if (lines.length >= WRITE_AT) flush();
    },
    finish: async ({ exitCode, error, gates }) => {
      const why = error === null ? null : { code: error.code, message: error.message, hint: error.hint };
      const last: EndLine = { kind: "runEnded", exitCode, error: why, gates };
      lines += `${visibleJson(last)}\n`;
      flush();
      file.close();
    },
  };
}
