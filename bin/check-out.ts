import { visibleJson } from "../contract/plain-text.ts";
import { plain } from "./plain.ts";
import { diffMarkdown, diffText } from "../generator/index.ts";
import {
  appendSummary,
  checkMarkdown,
  checkText,
  coloursFor,
  errorText,
  findingAnnotations,
  jsonReporter,
  type Reporter,
  widthOf,
  workspacePrefix,
} from "../report/index.ts";
import type { CheckEnd, CheckOptions, Document } from "../runner/index.ts";
import type { CoverageFlags } from "./coverage-flags.ts";
import { type FileReport, fileReports, mainReporter } from "./reporters.ts";
import type { RunFlags } from "./run-flags.ts";

export interface CheckFlags extends Omit<RunFlags, "shard" | "list">, CoverageFlags {
  readonly base?: string;
  readonly allow?: readonly string[];
  readonly minKill?: number;
}

/** Where a check writes: standard output, the reports that were asked for, and GitHub where it runs there. */
export interface CheckOut {
  readonly main: Reporter;
  readonly reports: readonly FileReport[];
  readonly found: CheckOptions["found"];
  end(end: CheckEnd): void;
}

export async function checkOut(document: Document, flags: CheckFlags): Promise<CheckOut> {
  const asked = flags.report ?? [];
  const github = process.env["GITHUB_ACTIONS"] === "true";
  const named = asked.some((text) => /^github(=|$)/.test(text));
  const reports = fileReports(github && !named ? [...asked, "github"] : asked, flags);
  const run: string[] = [];
  const colours = coloursFor(process.stdout, { color: flags.color, env: process.env });
  const main = flags.json ? jsonReporter({ write: (text) => void run.push(text) }) : mainReporter(flags);
  return {
    main,
    reports,
    found(stale, changes) {
      if (flags.json) return;
      const files = stale.map((path) => `  ${path}\n`).join("");
      if (stale.length > 0) process.stdout.write(plain(`stale in ${document.config.out}:\n${files}\n`));
      const shown = flags.quiet ? changes.filter(({ severity }) => severity === "breaking") : changes;
      if (shown.length > 0) process.stdout.write(`${diffText(shown, colours)}\n`);
    },
    end(end) {
      if (github) tellGithub(document, end, flags);
      if (flags.json) {
        process.stdout.write(jsonOf(end, run.join("")));
        return;
      }
      if (end.error !== null) process.stderr.write(`\n${errorText(end.error, colours)}`);
      process.stdout.write(checkText(end.parts, { colours, width: widthOf(process.stdout) }));
    },
  };
}

/** Annotations on standard output, which belongs to the one document with `--json`; a table in the job's summary. */
function tellGithub({ spec, cwd }: Document, end: CheckEnd, { json }: CheckFlags): void {
  const out = json ? process.stderr : process.stdout;
  out.write(findingAnnotations(end.findings, workspacePrefix(process.env, cwd)));
  const changes = end.changes.length === 0 ? "" : `\n${diffMarkdown(end.changes)}`;
  appendSummary(process.env, `${checkMarkdown(spec, end.parts)}${changes}\n`);
}

function jsonOf({ exitCode, parts, stale, changes, error }: CheckEnd, run: string): string {
  const told = error === null ? null : { code: error.code, message: error.message, hint: error.hint };
  const all = { exitCode, parts, stale, changes, error: told, run: run === "" ? null : JSON.parse(run) };
  return `${visibleJson(all, 2)}\n`;
}
