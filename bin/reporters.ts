import { wordHint } from "../contract/nearest-word.ts";
import { ToolError } from "../contract/tool-error.ts";
import {
  coloursFor,
  jsonReporter,
  ndjsonReporter,
  type Reporter,
  terminalReporter,
  widthOf,
} from "../report/index.ts";
import type { CommonOptions } from "./options.ts";

const LATER = ["html", "junit", "ctrf", "sarif", "github", "markdown"];

/** The reporter for standard output. */
export function mainReporter(options: CommonOptions): Reporter {
  if (options.json) return jsonReporter(process.stdout);
  return terminalReporter({
    out: process.stdout,
    width: widthOf(process.stdout),
    colours: coloursFor(process.stdout, { color: options.color, env: process.env }),
    detail: options.quiet ? "quiet" : options.verbose ? "verbose" : "normal",
  });
}

/** A report into a file, and where it goes. */
export interface FileReport {
  readonly what: string;
  readonly path: string;
  readonly reporter: Reporter;
}

/** Makes the reporter of `--report kind=path`. Throws REPORT-KIND for a kind that is not known or not there yet. */
export function fileReport(text: string): FileReport {
  const [kind = "", ...rest] = text.split("=");
  const path = rest.join("=");
  if (LATER.includes(kind))
    throw new ToolError("REPORT-KIND", `the report ${kind} is not available yet`, {
      where: `--report ${text}`,
      hint: "available: ndjson",
    });
  if (kind !== "ndjson")
    throw new ToolError("REPORT-KIND", `there is no report \`${kind}\``, {
      where: `--report ${text}`,
      hint: wordHint(kind, ["ndjson", ...LATER]),
    });
  if (path === "")
    throw new ToolError("REPORT-KIND", "a report needs a path", {
      where: `--report ${text}`,
      hint: `write --report ${kind}=PATH`,
    });
  return { what: `${kind} report`, path, reporter: ndjsonReporter(path) };
}
