import { readFileSync } from "node:fs";

/**
 * The reference contract's scenarios: what each generated test shows, and the fault of the stub that turns it red.
 * `docs/scenarios.md` is rendered from this; `test/scenarios/faults.test.ts` runs each fault and sees each test red.
 */
export interface Scenario {
  readonly area: string;
  /** What is shown, in words. */
  readonly shows: string;
  /** Full title of the generated test: `family - channel > subject > title`. */
  readonly test: string;
  /** `NAME` or `NAME@channel-or-operation`, as `serve --fault` takes it. */
  readonly fault: string;
  /** Rule that the red test names; `A or B` where it is a matter of time which one shows first. */
  readonly rule: string;
}

export const SCENARIOS: readonly Scenario[] = JSON.parse(
  readFileSync(new URL("scenarios.json", import.meta.url), "utf8"),
);
