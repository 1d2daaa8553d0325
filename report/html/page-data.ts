import type { CoverageGroup } from "../../judge/index.ts";
import type { Tally, TestVerdict } from "../tally.ts";

/** What the page of a run is made of: JSON in the page, read by its script. */
export interface PageData {
  readonly document: string;
  readonly url: string;
  readonly seed: number;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly exitCode: 0 | 1 | 2;
  readonly tally: Tally;
  readonly error: { readonly code: string; readonly message: string; readonly hint: string } | null;
  readonly gates: readonly string[];
  readonly coverage: PageCoverage | null;
  readonly tests: readonly PageTest[];
}

export interface PageCoverage {
  readonly percent: number;
  readonly exercised: number;
  readonly declared: number;
  readonly groups: readonly CoverageGroup[];
  /** What was not exercised, and why. */
  readonly open: readonly {
    readonly channel: string;
    readonly subject: string;
    readonly label: string;
    readonly reason: string;
    readonly at: string;
  }[];
}

export interface PageTest {
  /** Fragment of the page's address: the same for the same test in every run. */
  readonly id: string;
  readonly title: readonly string[];
  readonly verdict: TestVerdict;
  readonly durationMs: number;
  readonly rule: string;
  readonly text: string;
  /** `asyncapi.yaml:214`, or "". */
  readonly source: string;
  readonly violation: PageViolation | null;
}

export interface PageViolation {
  readonly summary: string;
  readonly promised: string;
  readonly got: string;
  /** The frame that broke it; null where something did not come. */
  readonly frame: number | null;
  readonly connection: string;
  readonly faults: readonly { readonly at: string; readonly message: string }[];
}

/** The frames of one test, in an element of its own: read when somebody opens the test. */
export interface PageFrames {
  readonly frames: readonly PageFrame[];
  /** How many were left out, and after how many of the frames shown. */
  readonly left: number;
  readonly leftAfter: number;
}

export interface PageFrame {
  /** Milliseconds since the test's first frame. */
  readonly at: number;
  readonly connection: string;
  readonly frame: number | null;
  readonly from: "client" | "server";
  readonly label: string;
  readonly text: string;
}
