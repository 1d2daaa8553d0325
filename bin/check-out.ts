import { join, relative } from "node:path";
import type { ToolError } from "../contract/tool-error.ts";
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
  jobSummary,
  type Reporter,
  type Sink,
  widthOf,
  workspacePrefix,
} from "../report/index.ts";
import type { CheckEnd, CheckOptions, Document } from "../runner/index.ts";
import type { CoverageFlags } from "./coverage-flags.ts";
import { mainReporter } from "./reporters.ts";
import type { RunFlags } from "./run-flags.ts";

export interface CheckFlags extends Omit<RunFlags, "list">, CoverageFlags {
  readonly base?: string;
  readonly allow?: readonly string[];
  readonly minKill?: number;
}

/** Where the check of one document writes: standard output, and GitHub where it runs there. */
export interface CheckOut {
  readonly main: Reporter;
  /** Takes what the run has for a job's summary on GitHub, where the check as a whole is told before it; else null. */
  readonly summary: Sink | null;
  /** Takes what was found before anything is run. */
  found(document: Document, ...found: Parameters<CheckOptions["found"]>): void;
  end(document: Document, end: CheckEnd): void;
  /** Takes why it did not come to an end. */
  fail(document: Pick<Document, "spec" | "cwd">, error: ToolError): void;
}

export function onGithub(): boolean {
  return process.env["GITHUB_ACTIONS"] === "true";
}

/** `told`: takes the end as JSON, where that is asked for. */
export function checkOut(flags: CheckFlags, told: (end: object) => void): CheckOut {
  const run: string[] = [];
  const summary: string[] = [];
  const colours = coloursFor(process.stdout, { color: flags.color, env: process.env });
  const main = flags.json ? jsonReporter({ write: (text) => void run.push(text) }) : mainReporter(flags);
  return {
    main,
    // Asked for at once: what can't be written to is told before anything is run.
    summary: onGithub() && jobSummary(process.env) ? { write: (text) => void summary.push(text) } : null,
    found({ config }, stale, changes) {
      if (flags.json) return;
      const files = stale.map((path) => `  ${path}\n`).join("");
      if (stale.length > 0) process.stdout.write(plain(`stale in ${config.out}:\n${files}\n`));
      const shown = flags.quiet ? changes.filter(({ severity }) => severity === "breaking") : changes;
      if (shown.length > 0) process.stdout.write(`${diffText(shown, colours)}\n`);
    },
    end(document, end) {
      if (onGithub()) tellGithub(document, end, { ...flags, summary });
      if (flags.json) return told(jsonOf(end, run.join("")));
      if (end.error !== null) process.stderr.write(`\n${errorText(end.error, colours)}`);
      process.stdout.write(checkText(end.parts, { colours, width: widthOf(process.stdout) }));
    },
    fail: (document, error) => {
      if (onGithub()) tellFailure(document, error, { ...flags, summary });
    },
  };
}

type Told = CheckFlags & { readonly summary: readonly string[] };

/** Annotations on standard output, which belongs to the one document with `--json`; a table in the job's summary. */
function tellGithub(document: Document, end: CheckEnd, flags: Told): void {
  annotate(document, end.findings, flags);
  const changes = end.changes.length === 0 ? "" : `\n${diffMarkdown(end.changes)}`;
  summarise(`${checkMarkdown(shownName(document), end.parts)}${changes}`, flags);
}

/** What the user has to mend, at its line where it has one. */
function tellFailure(document: Pick<Document, "spec" | "cwd">, error: ToolError, flags: Told): void {
  const { code, message, hint, where } = error;
  const place = where !== null && typeof where !== "string" ? where : { file: document.spec, line: 0 };
  const text = hint === "" ? message : `${message}\n${hint}`;
  annotate(document, [{ level: "error", title: code, text, ...place }], flags);
  const parts = [{ name: "run", state: "unknown", text: `${code}: ${message}` } as const];
  summarise(checkMarkdown(shownName(document), parts), flags);
}

/** The check as a whole first, whatever its run came to. */
function summarise(text: string, { summary }: Told): void {
  appendSummary(process.env, `${text}\n${summary.join("")}`);
}

function annotate(
  { cwd }: Pick<Document, "cwd">,
  findings: CheckEnd["findings"],
  { json }: CheckFlags,
): void {
  const out = json ? process.stderr : process.stdout;
  out.write(findingAnnotations(findings, workspacePrefix(process.env, cwd, process.cwd())));
}

/** As it was named from the working directory. */
function shownName({ cwd, spec }: Pick<Document, "spec" | "cwd">): string {
  return cwd === process.cwd() ? spec : join(relative(process.cwd(), cwd), spec);
}

function jsonOf({ exitCode, parts, stale, changes, error }: CheckEnd, run: string): object {
  const told = error === null ? null : { code: error.code, message: error.message, hint: error.hint };
  return { exitCode, parts, stale, changes, error: told, run: run === "" ? null : JSON.parse(run) };
}
