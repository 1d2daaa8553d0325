import { structuredPatch } from "diff";
import type { Fate } from "./fates.ts";

/** A file that is not as it would be written now. */
export interface StaleFile {
  readonly path: string;
  /** `missing`: not there yet. `surplus`: no longer planned. `edited`: changed or made by somebody else. */
  readonly why: "missing" | "changed" | "surplus" | "edited";
  /** Lines of a unified diff from what is there to what would be written; the long ones are cut. */
  readonly diff: readonly string[];
}

const MOST_LINES = 60;
/** Files more different than that are told by their numbers of lines. */
const MOST_EDITS = 4000;

/** What a fate means to somebody who only looks; null: nothing, the file is right. */
export function staleFile({ path, kind, before, after }: Fate): StaleFile | null {
  switch (kind) {
    case "unchanged":
      return null;
    case "removed":
      return { path, why: "surplus", diff: [] };
    case "kept":
      return { path, why: "edited", diff: diffLines(before ?? "", after ?? "") };
    case "written":
      return before === null
        ? { path, why: "missing", diff: [] }
        : { path, why: "changed", diff: diffLines(before, after ?? "") };
  }
}

function diffLines(before: string, after: string): string[] {
  const patch = structuredPatch("", "", before, after, "", "", { context: 2, maxEditLength: MOST_EDITS });
  if (patch === undefined) return [`@@ ${lineCount(before)} lines before, ${lineCount(after)} now @@`];
  const lines = patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: own }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...own,
  ]);
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `... ${lines.length - MOST_LINES} more lines`];
}

function lineCount(text: string): number {
  return text.split("\n").length - 1;
}
