import { appendFileSync } from "node:fs";
import { ToolError } from "../../contract/tool-error.ts";
import { workflowCommand } from "../encoding/workflow-command.ts";
import { openReport } from "../report-file.ts";
import { fromRoot } from "../encoding/workspace-prefix.ts";
import { recorder, type RunRecord, type TestRecord } from "../record.ts";
import type { Reporter, RunEnd, Sink } from "../reporter.ts";
import { markdownReport } from "./markdown.ts";

export interface GithubOptions {
  /** Where workflow commands go where no path is given. */
  readonly out: Sink;
  /** File for the commands; "" for `out`. */
  readonly path: string;
  /** Takes the job's summary; null: there is none. */
  readonly summary: Sink | null;
  /** What stands before each file's path, so that it begins at the repository's root. */
  readonly prefix: string;
}

/** Annotations on the document's lines, and the job's summary. Throws REPORT-UNWRITABLE before the run. */
export function githubReporter({ out, path, summary, prefix }: GithubOptions): Reporter {
  const file = path === "" ? null : openReport("github", path);
  const { take, record } = recorder();
  return {
    take,
    finish: async (end) => {
      const run = record();
      (file ?? out).write(annotationsText(run, end, prefix));
      file?.close();
      summary?.write(`${markdownReport(run, end)}\n`);
    },
  };
}

/** One command a line: broken promises on the lines of the document, what could not be judged without a line. */
export function annotationsText(
  { tests, document }: RunRecord,
  { error, gates }: RunEnd,
  prefix: string = "",
): string {
  const failed = tests
    .filter(({ test }) => test.state === "failed")
    .map((test) => annotation(test, document, prefix));
  const own =
    error === null
      ? []
      : [workflowCommand("error", { title: error.code }, `${error.message}\n${error.hint}`)];
  const unmet = gates.map((gate) =>
    workflowCommand("error", { file: fromRoot(prefix, document), title: "gate not met" }, gate),
  );
  return [...failed, ...unmet, ...own].join("");
}

function annotation({ test, violation, source }: TestRecord, document: string, prefix: string): string {
  const file = fromRoot(prefix, source?.file ?? document);
  const place = source === null ? { file } : { file, line: source.line };
  const title = `${test.rule || test.error || "assertion"}: ${test.title.join(" > ")}`;
  const text =
    violation === null
      ? test.text
      : `${violation.summary}\npromised: ${violation.promised}\ngot: ${violation.got}`;
  return workflowCommand("error", { ...place, title }, text);
}

/** The summary of a job on GitHub, or null where there is none. Throws REPORT-UNWRITABLE, also at once. */
export function jobSummary(env: { readonly [name: string]: string | undefined }): Sink | null {
  const path = env["GITHUB_STEP_SUMMARY"] ?? "";
  if (path === "") return null;
  append(path, "");
  return { write: (text) => append(path, text) };
}

/** Appends Markdown to the job's summary, where there is one. Throws REPORT-UNWRITABLE. */
export function appendSummary(env: { readonly [name: string]: string | undefined }, text: string): void {
  jobSummary(env)?.write(text);
}

function append(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw new ToolError("REPORT-UNWRITABLE", error instanceof Error ? error.message : String(error), {
      where: path,
      hint: "GITHUB_STEP_SUMMARY names the file for the job's summary; unset it where there is none",
    });
  }
}
