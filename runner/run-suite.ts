import { redact } from "../config/index.ts";
import type { LineMap } from "../contract/index.ts";
import { ToolError } from "../contract/tool-error.ts";
import { counted, EMPTY_TALLY, type EventTaker, type RunEvent, type Tally } from "../report/index.ts";
import { type CoverageBook, withSource } from "./coverage-book.ts";
import { filterText } from "./filter.ts";
import type { KnownBreaches } from "./known.ts";
import { maskedError, maskedEvent } from "./masked-event.ts";
import { type MochaChildOptions, runMochaChild } from "./mocha-child.ts";

export interface SuiteOptions
  extends Pick<MochaChildOptions, "job" | "cwd" | "env" | "signal" | "silenceMs" | "restart" | "spawn"> {
  readonly reporters: readonly EventTaker[];
  readonly coverage: CoverageBook;
  /** Lines of the document, for whoever points at them. */
  readonly lineMap: LineMap | null;
  /** What must appear in no report. */
  readonly secrets: readonly string[];
  readonly known: KnownBreaches;
  /** Takes what tests print, masked. */
  talk(text: string): void;
}

/** What came of running the tests; `error` says why nobody can tell, or is null. */
export interface SuiteEnd {
  readonly tally: Tally;
  readonly error: ToolError | null;
}

/** Runs the tests and hands every event to the reporters. Throws only what is our own fault. */
export async function runSuite(options: SuiteOptions): Promise<SuiteEnd> {
  const { reporters, secrets } = options;
  const seen: Seen = { tally: EMPTY_TALLY, reached: false, unreached: null };
  const giveUp = new AbortController();
  const signal = AbortSignal.any([options.signal, giveUp.signal]);
  const onEvent = (raw: RunEvent): void => {
    const masked = withSource(maskedEvent(raw, secrets), options.job.document, options.lineMap);
    options.coverage.take(raw);
    noteEnd(seen, masked, redact(options.job.url, secrets));
    const event = options.known.take(masked);
    if (event.kind === "testFinished") seen.tally = counted(seen.tally, event);
    for (const reporter of reporters) reporter.take(event);
    if (seen.unreached !== null) giveUp.abort();
  };
  const onOutput = (text: string): void => options.talk(redact(text, secrets));
  try {
    await runMochaChild({ ...options, signal, onEvent, onOutput });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { tally: seen.tally, error: seen.unreached ?? maskedError(error, secrets) };
  }
  return { tally: seen.tally, error: seen.unreached ?? nothingShown(seen.tally, options) };
}

interface Seen {
  tally: Tally;
  /** Any handshake of this run was answered. */
  reached: boolean;
  /** Why the run was given up before any was. */
  unreached: ToolError | null;
}

function noteEnd(seen: Seen, event: RunEvent, url: string): void {
  if (event.kind === "frame" && /^(open|refused)\b/.test(event.label)) seen.reached = true;
  if (event.kind !== "testFinished" || seen.unreached !== null) return;
  if (event.error === "SETUP-FAILED" || (event.error === "SERVICE-UNREACHABLE" && !seen.reached)) {
    const [message = "", ...hint] = event.text.split("\n");
    seen.unreached = new ToolError(event.error, message, { hint: hint.join("\n") });
  }
  if (seen.reached) return;
  // A service that hangs is broken; every other test would only wait for it as long.
  if (event.rule === "NO-HANDSHAKE")
    seen.unreached = new ToolError("SERVICE-HANGS", `${url} takes connections but answers no handshake`, {
      hint: `tried: ${event.title.join(" > ")}; the other tests were left out`,
    });
}

/** A run that has kept nothing and broken nothing has not shown anything. */
function nothingShown(
  { kept, violated, known, unspecified, notReached, error }: Tally,
  { job }: SuiteOptions,
): ToolError | null {
  if (violated > 0) return null;
  if (error > 0)
    return new ToolError(
      "NOT-JUDGED",
      `${error} of the tests failed for a reason that is not the service's`,
      {
        hint: "the failures above say why",
      },
    );
  if (kept > 0) return null;
  const asked = filterText(job.filter);
  if (known > 0 && unspecified + notReached === 0)
    return new ToolError("NOTHING-KEPT", "no promise was shown to be kept: every violation is accepted", {
      hint: "a service that keeps nothing of its document is not tested",
    });
  if (known + unspecified + notReached > 0)
    return new ToolError("NOTHING-KEPT", "no promise was shown to be kept: every test was skipped", {
      hint: "the reasons stand beside the tests",
    });
  return new ToolError("NO-TESTS", asked === "" ? "there are no tests" : `no test matches ${asked}`, {
    hint:
      job.filter.without.length > 0
        ? "--hostile runs those too on a service that is not on this machine"
        : "npx asyncproof run --list shows all of them",
  });
}
