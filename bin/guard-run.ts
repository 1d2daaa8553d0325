import { join, resolve } from "node:path";
import type { Document } from "../runner/index.ts";
import { DEFAULT_KNOWN, KNOWN_LIST } from "../runner/known-file.ts";
import { coverageOptions } from "./coverage-flags.ts";
import { guard, outputOf } from "./guard.ts";
import { reportOutputs } from "./reporters.ts";
import type { Flags } from "./run-one.ts";

/** Nothing that a run writes may take the place of what it reads; `among`: all documents, where there are several. */
export async function guardRun(
  document: Document,
  flags: Flags,
  among: readonly string[] = [],
): Promise<void> {
  const { setup } = document.config;
  const known = flags.writeKnown ? outputOf("--write-known", setup.known ?? DEFAULT_KNOWN) : [];
  const coverage = coverageOptions(flags);
  const summary = coverage === null ? "" : join(coverage.folder, "coverage-summary.json");
  const outputs = [
    ...known.map((output) => ({ ...output, renews: KNOWN_LIST })),
    ...outputOf("--coverage-dir", summary),
    ...reportOutputs(flags.report),
  ];
  const files = {
    "another document of this run": among.map((path) => resolve(path)),
    "the base": [flags.base],
    "the baseline of the coverage": [coverage?.baseline],
  };
  await guard(outputs, { documents: [document], files }, document.cwd);
}
