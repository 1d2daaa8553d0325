/** Was it kept: events become verdicts, and a violation becomes words. */
export type * from "./tally/model.ts";
export { COVERAGE_REASONS } from "./tally/model.ts";
export { declaredItems } from "./tally/declared.ts";
export { type CoverageEvidence, coverageOf, percentOf } from "./tally/coverage.ts";
export { mergeCoverage } from "./tally/merge-coverage.ts";
export { type CoverageTally, createCoverageTally } from "./tally/coverage-tally.ts";
export { type ChartFrame, chart } from "./narrative/chart.ts";
export { deniedFor } from "./connection/denied.ts";
export { createJudge } from "./judge.ts";
export * from "./model.ts";
export { type NarrateOptions, narrate } from "./narrative/narrate.ts";
export { RULES, type RuleId } from "./rules.ts";
