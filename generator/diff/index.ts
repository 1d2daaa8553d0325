export type { Breaks, Change, ChangePlace, Severity } from "./change.ts";
export { diffContracts } from "./diff-contracts.ts";
export type { LineMaps } from "./recorder.ts";
export { DIFF_RULES, type DiffRule } from "./rules.ts";
