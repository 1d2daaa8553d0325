import { openReport } from "../report-file.ts";
import type { Reporter } from "../reporter.ts";

/** Lines are collected up to this size, so that a frame does not cost a system call. */
const WRITE_AT = 65_536;

/** Writes every event to a file, one JSON object a line, as they come. Throws REPORT-UNWRITABLE. */
export function ndjsonReporter(path: string): Reporter {
  const file = openReport("ndjson", path);
  let lines = "";
  const flush = (): void => {
    if (lines !== "") file.write(lines);
    lines = "";
  };
  return {
    take: (event) => {
      lines += `${JSON.stringify(event)}\n`;
      if (lines.length >= WRITE_AT) flush();
    },
    finish: async () => {
      flush();
      file.close();
    },
  };
}
