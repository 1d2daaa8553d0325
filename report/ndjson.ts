import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { ToolError } from "../contract/tool-error.ts";
import type { Reporter } from "./reporter.ts";

/** Lines are collected up to this size, so that a frame does not cost a system call. */
const WRITE_AT = 65_536;

/** Writes every event to a file, one JSON object a line, as they come. Throws REPORT-UNWRITABLE. */
export function ndjsonReporter(path: string): Reporter {
  const file = openFor(path);
  let lines = "";
  const flush = (): void => {
    if (lines !== "") writeSync(file, lines);
    lines = "";
  };
  return {
    take: (event) => {
      lines += `${JSON.stringify(event)}\n`;
      if (lines.length >= WRITE_AT) flush();
    },
    finish: async () => {
      flush();
      closeSync(file);
    },
  };
}

function openFor(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, "w");
  } catch (error) {
    throw new ToolError("REPORT-UNWRITABLE", error instanceof Error ? error.message : String(error), {
      where: path,
      hint: "--report ndjson=PATH needs a path that can be written",
    });
  }
}
