import { wordHint } from "../contract/nearest-word.ts";
import { ToolError } from "../contract/tool-error.ts";
import {
  coloursFor,
  createReport,
  jsonReporter,
  REPORT_KINDS,
  type Reporter,
  type ReportKind,
  type ReportTarget,
  terminalReporter,
  widthOf,
} from "../report/index.ts";
import type { Output } from "../runner/outputs/index.ts";
import type { CommonOptions } from "./options.ts";

/** The reporter for standard output. */
export function mainReporter(options: CommonOptions): Reporter {
  if (options.json) return jsonReporter(process.stdout);
  return terminalReporter({
    out: process.stdout,
    width: widthOf(process.stdout),
    colours: coloursFor(process.stdout, { color: options.color, env: process.env }),
    progress: process.stdout.isTTY === true && process.env["TERM"] !== "dumb",
    detail: options.quiet ? "quiet" : options.verbose ? "verbose" : "normal",
  });
}

/** A report beside that on standard output, and where it goes. */
export interface FileReport {
  readonly kind: ReportKind;
  readonly what: string;
  readonly path: string;
  readonly reporter: Reporter;
}

/** The files that all `--report kind=path` name. Throws REPORT-KIND. */
export function reportOutputs(texts: readonly string[] = []): Output[] {
  return texts
    .map(targetOf)
    .flatMap(({ path, text }) =>
      path === "" ? [] : [{ flag: `--report ${text}`, path, report: true as const }],
    );
}

/**
 * Makes the reporters of all `--report kind=path`, which opens their files: nothing of the user's may lie there, see
 * `guard`. Throws REPORT-KIND, or REPORT-UNWRITABLE before anything runs.
 */
export function fileReports(
  texts: readonly string[],
  { json, summary = null }: Pick<CommonOptions, "json"> & Pick<ReportTarget, "summary">,
  cwd: string = process.cwd(),
): FileReport[] {
  const targets = texts.map(targetOf);
  // Standard output belongs to the one document that `--json` asks for.
  const out = json ? process.stderr : process.stdout;
  return targets.map(({ kind, path }) => ({
    kind,
    what: `${kind} report`,
    path: path === "" ? "annotations" : path,
    reporter: createReport(kind, { path, out, env: process.env, summary, cwd }),
  }));
}

function targetOf(text: string): { readonly kind: ReportKind; readonly path: string; readonly text: string } {
  const [word = "", ...rest] = text.split("=");
  const named = rest.join("=");
  const kind = REPORT_KINDS.find((known) => known === word);
  // As for other tools: standard output, which is for annotations and for nothing else.
  const path = named === "-" ? "" : named;
  if (kind === undefined)
    throw new ToolError("REPORT-KIND", `there is no report \`${word}\``, {
      where: `--report ${text}`,
      hint: wordHint(word, REPORT_KINDS),
    });
  if (path === "" && kind !== "github")
    throw new ToolError("REPORT-KIND", "a report needs a path", {
      where: `--report ${text}`,
      hint: `write --report ${kind}=PATH`,
    });
  return { kind, path, text };
}
