import { assertNever } from "../contract/assert-never.ts";
import { fromRoot, workspacePrefix } from "./encoding/workspace-prefix.ts";
import { writtenAtEnd } from "./formats/at-end.ts";
import { ctrfText } from "./formats/ctrf.ts";
import { githubReporter, jobSummary } from "./formats/github.ts";
import { junitText } from "./formats/junit.ts";
import { markdownReport } from "./formats/markdown.ts";
import { ndjsonReporter } from "./formats/ndjson.ts";
import { sarifText } from "./formats/sarif.ts";
import { htmlReporter } from "./html/html.ts";
import type { RunRecord } from "./record.ts";
import type { ReportKind } from "./report-kinds.ts";
import type { Reporter, RunEnd, Sink } from "./reporter.ts";

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
  const prefix = workspacePrefix(env, cwd, process.cwd());
  switch (kind) {
    case "html":
      return htmlReporter(path);
    case "junit":
      return writtenAtEnd(kind, path, rooted(junitText, prefix));
    case "ctrf":
      return writtenAtEnd(kind, path, rooted(ctrfText, prefix));
    case "sarif":
      return writtenAtEnd(kind, path, rooted(sarifText, prefix));
    case "markdown":
      return writtenAtEnd(kind, path, markdownReport);
    case "github":
      return githubReporter({ path, out, summary: summary ?? jobSummary(env), prefix });
    case "ndjson":
      return ndjsonReporter(path);
    default:
      return assertNever(kind);
  }
}

/** For what is read by machines that know the repository alone: files are named from its root. */
function rooted(
  textOf: (run: RunRecord, end: RunEnd) => string,
  prefix: string,
): (run: RunRecord, end: RunEnd) => string {
  const located = (file: string): string => fromRoot(prefix, file);
  return ({ tests, document, ...run }, end) =>
    textOf(
      {
        ...run,
        document: located(document),
        tests: tests.map((test) =>
          test.source === null
            ? test
            : { ...test, source: { ...test.source, file: located(test.source.file) } },
        ),
      },
      end,
    );
}
