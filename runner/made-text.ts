import { changesText } from "../generator/writing/test-changes.ts";
import type { Made } from "./generate.ts";

/** `12 files: 3 written, 9 unchanged`, and which tests that means. */
export function madeText({ written, unchanged, removed, kept, tests }: Made): string {
  const count = written.length + unchanged.length + kept.length;
  const rare = [...counted(removed, "removed"), ...counted(kept, "kept")].map((part) => `, ${part}`).join("");
  const files = `${count} files: ${written.length} written, ${unchanged.length} unchanged${rare}\n`;
  return files + changesText(tests);
}

function counted(paths: readonly string[], what: string): string[] {
  return paths.length === 0 ? [] : [`${paths.length} ${what}`];
}
