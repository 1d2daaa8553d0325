import { assertNever } from "../contract/assert-never.ts";
import { workspacePrefix } from "./encoding/workspace-prefix.ts";
import { writtenAtEnd } from "./formats/at-end.ts";
import { ctrfText } from "./formats/ctrf.ts";
import { githubReporter, jobSummary } from "./formats/github.ts";
import { junitText } from "./formats/junit.ts";
import { markdownReport } from "./formats/markdown.ts";
import { ndjsonReporter } from "./formats/ndjson.ts";
import { sarifText } from "./formats/sarif.ts";
import { htmlReporter } from "./html/html.ts";
import type { ReportKind } from "./report-kinds.ts";
import type { Reporter, Sink } from "./reporter.ts";

export interface ReportTarget {
  /** File to write; "" only for `github`, which then writes to `out`. */
  readonly path: string;
  readonly out: Sink;
  readonly env: { readonly [name: string]: string | undefined };
  /** Takes what `github` has for the job's summary; null: it is that of the environment. */
  readonly summary?: Sink | null;
  /** Folder from which the events name files; default: the working directory. */
  readonly cwd?: string;
}

/** A report of that kind. Its file is opened at once: throws REPORT-UNWRITABLE. */
export function createReport(
  kind: ReportKind,
  { path, out, env, summary = null, cwd = process.cwd() }: ReportTarget,
): Reporter {
  switch (kind) {
    case "html":
      return htmlReporter(path);
    case "junit":
      return writtenAtEnd(kind, path, junitText);
    case "ctrf":
      return writtenAtEnd(kind, path, ctrfText);
    case "sarif":
      return writtenAtEnd(kind, path, sarifText);
    case "markdown":
      return writtenAtEnd(kind, path, markdownReport);
    case "github":
      return githubReporter({
        path,
        out,
        summary: summary ?? jobSummary(env),
        prefix: workspacePrefix(env, cwd),
      });
    case "ndjson":
      return ndjsonReporter(path);
    default:
      return assertNever(kind);
  }
}
