import type { ToolError } from "../contract/tool-error.ts";
import type { ExitCode, Tally } from "../report/index.ts";

/** Violations beside these errors show nothing. */
const NOT_BELIEVED: ReadonlySet<string> = new Set(["SERVICE-UNREACHABLE", "TESTS-REPLACED"]);

/**
 * 1: a promise was broken, or a gate was not met where all could be judged, whatever else happened. 2: nobody can tell; always so of a service that was never there, or of tests that may be another document's. 0: at least one was kept and none broken.
 */
export function exitCodeOf(tally: Tally, error: ToolError | null, gates: readonly string[] = []): ExitCode {
  if (tally.violated > 0 && !NOT_BELIEVED.has(error?.code ?? "")) return 1;
  if (error !== null || tally.error > 0 || tally.kept === 0) return 2;
  return gates.length > 0 ? 1 : 0;
}
