import { assertNever } from "../contract/assert-never.ts";
import type { Coverage } from "../judge/index.ts";
import type { RunEvent } from "./events.ts";
import { failuresText } from "./failures.ts";
import { listed } from "./listing.ts";
import type { Reporter } from "./reporter.ts";
import { summaryText } from "./summary.ts";
import type { TestFinished } from "./tally.ts";
import type { TerminalStyle } from "./terminal-style.ts";

/** Reports to a person: a listing as tests end, then the failures, then the counts and where to look. */
export function terminalReporter(style: TerminalStyle): Reporter {
  const tests: TestFinished[] = [];
  let durationMs = 0;
  let coverage: Coverage | null = null;
  const take = (event: RunEvent): void => {
    switch (event.kind) {
      case "runStarted":
        if (style.detail !== "quiet") style.out.write(openingLine(event));
        return;
      case "testFinished": {
        const before = tests.at(-1)?.title ?? [];
        tests.push(event);
        if (style.detail !== "quiet") style.out.write(listed(event, before, style));
        return;
      }
      case "runFinished":
        durationMs = event.durationMs;
        return;
      case "coverage":
        coverage = event.coverage;
        return;
      case "covered":
      case "testStarted":
      case "frame":
      case "verdict":
        return;
      default:
        assertNever(event);
    }
  };
  return {
    take,
    finish: async (end) => {
      style.out.write(failuresText(tests, style));
      style.out.write(summaryText(end, { durationMs, coverage }, style));
    },
  };
}

function openingLine({ document, url, seed, tests }: Extract<RunEvent, { kind: "runStarted" }>): string {
  return `${document}, ${tests} ${tests === 1 ? "test" : "tests"} against ${url}, seed ${seed}\n`;
}
