import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { ToolError } from "../contract/tool-error.ts";
import type { ReportKind } from "./report-kinds.ts";

/** A report's file, open for writing from its beginning. */
export interface ReportFile {
  /** Never throws: events come while nobody could do anything about it. */
  write(text: string): void;
  /** Throws REPORT-UNWRITABLE where something could not be written, because the disk is full, say. */
  close(): void;
}

/** Opens the file at once, and makes its folder, so that a run does not find out at its end. Throws REPORT-UNWRITABLE. */
export function openReport(kind: ReportKind, path: string): ReportFile {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return reportFile(openSync(path, "w"), path);
  } catch (error) {
    throw unwritable(error, path, `--report ${kind}=PATH needs a path that can be written`);
  }
}

function reportFile(file: number, path: string): ReportFile {
  let failure: ToolError | null = null;
  const tried = (call: () => void): void => {
    try {
      if (failure === null) call();
    } catch (error) {
      failure = unwritable(error, path, "what was written is not whole");
    }
  };
  return {
    write: (text) => tried(() => writeFully(file, Buffer.from(text))),
    close: () => {
      tried(() => closeSync(file));
      if (failure !== null) throw failure;
    },
  };
}

function unwritable(error: unknown, path: string, hint: string): ToolError {
  const message = error instanceof Error ? error.message : String(error);
  return new ToolError("REPORT-UNWRITABLE", message, { where: path, hint });
}

function writeFully(file: number, bytes: Buffer): void {
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(file, bytes, sent);
}
