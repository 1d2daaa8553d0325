/** What the bench's child is told first, as one line of JSON on its standard input. */
export interface BenchJob {
  /** Absolute paths of test files. */
  readonly files: readonly string[];
}

/** Then, one line each: run this test before that service. */
export interface TrialRequest {
  readonly id: number;
  /** One number, one service: what is known of its health is kept under it. */
  readonly target: number;
  readonly url: string;
  readonly patienceMs: number;
  readonly title: string;
}

/** How a test ended. `missing`: the files hold no such test. */
export interface TrialResult {
  readonly state: "passed" | "failed" | "pending" | "missing";
  /** Rule id of the failure; "" where it is none. */
  readonly rule: string;
  /** Why it could not tell; "" where it could. */
  readonly error: string;
  /** The failure as a person reads it, or why the test is pending. */
  readonly text: string;
  readonly durationMs: number;
}

export type BenchMessage =
  | { readonly kind: "ready"; readonly tests: number }
  | ({ readonly kind: "result"; readonly id: number; readonly cpuMs: number } & TrialResult);
