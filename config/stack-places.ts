import { fileURLToPath } from "node:url";
import type { SourcePlace } from "../contract/tool-error.ts";

/** The files that a stack names by absolute path, innermost first; the platform's own are left out. */
export function stackPlaces(stack: string): SourcePlace[] {
  return stack.split("\n").flatMap((line) => {
    const [, named = "", row, column] = /^ +at (?:.*\()?(.+?)(?:\?[^:]*)?:(\d+):(\d+)\)?$/.exec(line) ?? [];
    const file = named.replace(/^async /, "");
    const place = { line: Number(row), column: Number(column) };
    if (file.startsWith("file:")) return [{ file: fileURLToPath(file), ...place }];
    return /^(?:\/|[A-Za-z]:[\\/])/.test(file) ? [{ file, ...place }] : [];
  });
}
