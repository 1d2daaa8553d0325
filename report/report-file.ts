import { closeSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { ToolError } from "../contract/tool-error.ts";
import { Draft, isReplaceable } from "./report-draft.ts";
import type { ReportKind } from "./report-kinds.ts";
import { makeFolder } from "../contract/make-folder.ts";

/** A report's file, open for writing from its beginning. */
export interface ReportFile {
  /** Never throws: events come while nobody could do anything about it. */
  write(text: string): void;
  /** What was written is there under its name, whole. Throws REPORT-UNWRITABLE where it could not be: a full disk, say. */
  close(): void;
}

/**
 * Opens the file at once, and makes its folder, so that a run does not find out at its end. What an earlier run left
 * there is gone from now on; what is written is there when it is whole, so that who is killed leaves no half report.
 * Throws REPORT-UNWRITABLE.
 */
export function openReport(kind: ReportKind, path: string): ReportFile {
  return opened(kind, path, () => {
    if (!isReplaceable(path)) return openAt(path);
    const draft = new Draft(path);
    const { write, close } = openAt(draft.path);
    return {
      write,
      close() {
        close();
        draft.keep();
      },
    };
  });
}

/** Likewise, but what is written is there at once: for reports whose every line is whole and whose last says so. */
export function openGrowingReport(kind: ReportKind, path: string): ReportFile {
  return opened(kind, path, () => openAt(path));
}

function opened(kind: ReportKind, path: string, open: () => ReportFile): ReportFile {
  try {
    makeFolder(dirname(path));
    return open();
  } catch (error) {
    throw unwritable(error, path, `--report ${kind}=PATH needs a path that can be written`);
  }
}

function openAt(path: string): ReportFile {
  const file = openSync(path, "w");
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
