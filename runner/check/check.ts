import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Finding, MISTAKES, ToolError } from "../../contract/index.ts";
import type { Change } from "../../generator/index.ts";
import { type CheckFinding, type CheckPart, checkExit, type ExitCode } from "../../report/index.ts";
import { loadDocument } from "../document.ts";
import { type Interrupt, interrupt } from "../interrupt.ts";
import { refuseFolder } from "../outputs/refuse-folder.ts";
import { withReports } from "../early-end.ts";
import type { RunOptions } from "../run.ts";
import { type BreakingOptions, breakingPart } from "./contract-changes.ts";
import { runParts } from "./run-parts.ts";
import { stalePart } from "./stale.ts";

export interface CheckOptions extends RunOptions, Pick<BreakingOptions, "base" | "allowances"> {
  /** Per cent of the stub's faults that the tests have to kill; null: not asked for. */
  readonly minKill: number | null;
  /** What a person types to have the tests written again. */
  readonly mend: string;
  /** Whoever asks tells GitHub what keeps the check from its run, so that no report need to. */
  readonly tellsGithub: boolean;
  /** Told what was found before anything is run. */
  found(stale: readonly string[], changes: readonly Change[]): void;
}

/** What the contract check came to. */
export interface CheckEnd {
  readonly exitCode: ExitCode;
  readonly parts: readonly CheckPart[];
  readonly stale: readonly string[];
  readonly changes: readonly Change[];
  readonly findings: readonly CheckFinding[];
  /** Why the run could not tell, or null. */
  readonly error: ToolError | null;
}

/**
 * The contract check: is what was generated stale, does the contract break clients, does the service keep it, are the
 * gates met? Every part is tried whatever the others say; generated files are not touched. Throws a ToolError where the
 * document can't be read, or a base that was named.
 */
export async function contractCheck(options: CheckOptions): Promise<CheckEnd> {
  using stop = interrupt();
  const reports = options.reports.filter(({ kind }) => !(options.tellsGithub && kind === "github"));
  const { stale, old, breaking, changes, findings } = await withReports({ ...options, reports }, async () => {
    refuseFolder(options);
    const now = await loadDocument({ ...options, talk: () => {} });
    const { part: stale, ...old } = await stalePart(options, now);
    const { part: breaking, changes, findings } = await breakingPart(options, now);
    goOn(stop);
    return {
      stale,
      old,
      breaking,
      changes,
      findings: [...mistakesIn(now.warnings), ...old.findings, ...findings],
    };
  });
  options.found(old.stale, changes);
  const { parts: ran, error } = await withTests(options, old.stale.length === 0, runParts);
  goOn(stop);
  const parts = [stale, breaking, ...ran];
  return {
    exitCode: checkExit(parts),
    parts,
    stale: old.stale,
    changes,
    findings,
    error,
  };
}

/** They keep no check from passing: what they are about may be kept all the same, or never be seen. */
function mistakesIn(warnings: readonly Finding[]): CheckFinding[] {
  return warnings.flatMap(({ code, message, where: { file, line } }) =>
    MISTAKES.has(code) ? [{ level: "warning", title: code, text: message, file, line }] : [],
  );
}

function goOn({ signal }: Interrupt): void {
  if (signal.aborted)
    throw new ToolError("INTERRUPTED", "the check was interrupted", {
      hint: "nothing of it is left running",
    });
}

/** Where the tests of the project are stale, those of the document are written where git sees nothing. */
async function withTests<Result>(
  options: CheckOptions,
  fresh: boolean,
  use: (options: CheckOptions) => Promise<Result>,
): Promise<Result> {
  if (fresh) return use(options);
  const cache = join(options.config.out, ".cache");
  const folder = resolve(options.cwd, cache);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, ".gitignore"), "*\n");
  return use({ ...options, config: { ...options.config, out: join(cache, "check") } });
}
