/** What `--report` can write. */
export const REPORT_KINDS: readonly ReportKind[] = [
  "html",
  "junit",
  "ctrf",
  "sarif",
  "github",
  "markdown",
  "ndjson",
];
export type ReportKind = "html" | "junit" | "ctrf" | "sarif" | "github" | "markdown" | "ndjson";
