// Generated tests use `describe` and `it`; whoever installs packages strictly (pnpm) sees the types through us.
/// <reference types="mocha" preserve="true" />
/** How tests talk: what generated tests import as `asyncproof/harness`. */
export { type ContractTests, contractAt } from "./contract-at.ts";
export { expect } from "./expect.ts";
export type * from "./model.ts";
export type { TestFacts, TestWithFacts } from "./test-facts.ts";
export { ContractViolation } from "./violation-error.ts";
