export { allow, type Allowance, exitCodeOf, parseAllowance } from "./allowances.ts";
export type { Breaks, Change, ChangePlace, Severity } from "./change.ts";
export { diffContracts } from "./diff-contracts.ts";
export { diffMarkdown } from "./markdown.ts";
export type { LineMaps } from "./recorder.ts";
export { DIFF_RULES, type DiffRule } from "./rules.ts";
export { diffText, type Paint } from "./text.ts";
