import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { ToolError } from "../contract/tool-error.ts";
import { Draft, isReplaceable } from "./report-draft.ts";
import type { ReportKind } from "./report-kinds.ts";

/** A report's file, open for writing from its beginning. */
export interface ReportFile {
  write(text: string): void;
  /** What was written is there under its name, whole. */
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
    mkdirSync(dirname(path), { recursive: true });
    return open();
  } catch (error) {
    throw new ToolError("REPORT-UNWRITABLE", error instanceof Error ? error.message : String(error), {
      where: path,
      hint: `--report ${kind}=PATH needs a path that can be written`,
    });
  }
}

function openAt(path: string): ReportFile {
  const file = openSync(path, "w");
  return { write: (text) => writeFully(file, Buffer.from(text)), close: () => closeSync(file) };
}

function writeFully(file: number, bytes: Buffer): void {
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(file, bytes, sent);
}
