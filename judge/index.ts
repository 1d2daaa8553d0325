/** Was it kept: events become verdicts, and a violation becomes words. */
export { type ChartFrame, chart } from "./narrative/chart.ts";
export { createJudge } from "./judge.ts";
export * from "./model.ts";
export { type NarrateOptions, narrate } from "./narrative/narrate.ts";
export { RULES, type RuleId } from "./rules.ts";
