import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { ToolError } from "../contract/tool-error.ts";
import type { ReportKind } from "./report-kinds.ts";

/** A report's file, open for writing from its beginning. */
export interface ReportFile {
  write(text: string): void;
  close(): void;
}

/** Opens the file at once, and makes its folder, so that a run does not find out at its end. Throws REPORT-UNWRITABLE. */
export function openReport(kind: ReportKind, path: string): ReportFile {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, "w");
    return { write: (text) => writeFully(file, Buffer.from(text)), close: () => closeSync(file) };
  } catch (error) {
    throw new ToolError("REPORT-UNWRITABLE", error instanceof Error ? error.message : String(error), {
      where: path,
      hint: `--report ${kind}=PATH needs a path that can be written`,
    });
  }
}

function writeFully(file: number, bytes: Buffer): void {
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(file, bytes, sent);
}
