/** What to test: a contract becomes a plan, the plan becomes files, the files become a folder. */
export {
  FAMILIES,
  type Family,
  type PlannedFile,
  type PlannedGroup,
  type PlannedTest,
  type TestPlan,
} from "./plan.ts";
export { type Affected, affectedTests, type Planned } from "./affected/affected-tests.ts";
export { findUselessValues, planTests } from "./plan-tests.ts";
export type { PlanMemory } from "./planning/plan-memory.ts";
export type { PlanOptions } from "./planning/planning.ts";
export { type RenderedFile, renderTests } from "./render-tests.ts";
export {
  BESIDE_TESTS,
  type Checked,
  checkTests,
  type Output,
  renderedTests,
  type RenderedTests,
  type Written,
  writeTests,
} from "./write-tests.ts";
export { LOCK } from "./writing/output-files.ts";
export type { StaleFile } from "./writing/stale-file.ts";
export { changesText, type TestChanges } from "./writing/test-changes.ts";
export type { WriteReport } from "./writing/write-files.ts";
export * from "./diff/index.ts";
export { TYPES_HEAD, typesFile } from "./types/types-file.ts";
