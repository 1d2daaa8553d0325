/** What the reporter needs to know of a test and Mocha does not: attached to the test as `asyncproof`. */
export interface TestFacts {
  readonly covers: readonly string[];
  /** Rule id of the failure; "" where it is no violation. */
  rule: string;
  /** Why the test is pending; "" where it is not. */
  pendingReason: string;
}

/** A test with its facts. */
export interface TestWithFacts {
  asyncproof?: TestFacts;
}

/** Attaches fresh facts to a test, before anything of it runs. */
export function attachFacts(test: Mocha.Runnable, covers: readonly string[]): TestFacts {
  const facts: TestFacts = { covers, rule: "", pendingReason: "" };
  Object.assign(test, { asyncproof: facts } satisfies TestWithFacts);
  return facts;
}
