import { assertNever } from "../contract/assert-never.ts";
import type { Coverage } from "../judge/index.ts";
import type { RunEvent } from "./events.ts";
import { commandless, oneLine, visible } from "../contract/plain-text.ts";
import { failuresText } from "./failures.ts";
import { listed } from "./listing.ts";
import { progressOf } from "./progress.ts";
import type { Reporter } from "./reporter.ts";
import { summaryText } from "./summary.ts";
import type { TestFinished } from "./tally.ts";
import type { TerminalStyle } from "./terminal-style.ts";

/** Reports to a person: a listing as tests end, then the failures, then the counts and where to look. */
export function terminalReporter(style: TerminalStyle): Reporter {
  const tests: TestFinished[] = [];
  let durationMs = 0;
  let coverage: Coverage | null = null;
  const progress = progressOf(style);
  let planned = 0;
  let bad = 0;
  const take = (event: RunEvent): void => {
    switch (event.kind) {
      case "runStarted":
        planned = event.tests;
        if (style.detail !== "quiet") progress.write(shown(openingLine(event)));
        return;
      case "testStarted":
        progress.show({ done: tests.length, tests: planned, bad, now: event.title.join(" > ") });
        return;
      case "progress":
        progress.show({
          done: tests.length,
          tests: planned,
          bad,
          now: `${event.done}/${event.most} of ${event.test.replace(/^.*::/, "")}`,
        });
        return;
      case "testFinished": {
        const test = shownTest(event);
        if (test.state === "failed") bad += 1;
        if (style.detail !== "quiet") progress.write(listed(test, tests, style));
        tests.push(test);
        return;
      }
      case "runFinished":
        durationMs = event.durationMs;
        return;
      case "coverage":
        coverage = event.coverage;
        return;
      case "covered":
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
      progress.clear();
      style.out.write(failuresText(tests, style));
      style.out.write(summaryText(end, { durationMs, coverage }, style));
    },
  };
}

function openingLine({ document, url, seed, tests }: Extract<RunEvent, { kind: "runStarted" }>): string {
  return `${document}, ${tests} ${tests === 1 ? "test" : "tests"} against ${url}, seed ${seed}\n`;
}

/** What documents and services say steers neither the terminal nor whoever reads the log. */
function shown(text: string): string {
  return commandless(visible(text));
}

function shownTest(test: TestFinished): TestFinished {
  return { ...test, title: test.title.map((part) => commandless(oneLine(part))), text: shown(test.text) };
}
