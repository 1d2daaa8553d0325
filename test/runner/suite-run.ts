import { expect } from "chai";
import { join } from "node:path";
import type { RunEvent } from "../../report/events.ts";
import { verdictOf } from "../../report/index.ts";
import { exitCodeOf } from "../../runner/exit-code.ts";
import { EVERYTHING, type Filter } from "../../runner/filter.ts";
import { KnownBreaches } from "../../runner/known.ts";
import type { MochaJob } from "../../runner/mocha-job.ts";
import { runSuite, type SuiteEnd } from "../../runner/run-suite.ts";
import { folderWith } from "../config/folder.ts";

export interface Given {
  readonly filter?: Partial<Filter>;
  readonly timeoutMs?: number;
  readonly secrets?: readonly string[];
  readonly signal?: AbortSignal;
  readonly job?: Partial<MochaJob>;
  readonly known?: KnownBreaches;
  readonly onEvent?: (event: RunEvent) => void;
}

export interface Seen extends SuiteEnd {
  readonly events: RunEvent[];
  readonly said: string;
}

/** Runs one test file of this text in a real child. */
export async function run(text: string, given: Given = {}): Promise<Seen> {
  const folder = folderWith({ "a.test.ts": text });
  const events: RunEvent[] = [];
  let said = "";
  const take = (event: RunEvent): void => {
    events.push(event);
    given.onEvent?.(event);
  };
  try {
    const end = await runSuite({
      job: {
        files: [join(folder.path, "a.test.ts")],
        plain: [],
        filter: { ...EVERYTHING, ...given.filter },
        names: null,
        parts: {},
        revives: null,
        bail: false,
        accepted: [],
        forbidOnly: false,
        ...given.job,
        timeoutMs: given.timeoutMs ?? 2000,
        document: "asyncapi.yaml",
        url: "ws://localhost:1",
        seed: 1,
      },
      cwd: folder.path,
      env: { ...process.env, ASYNCPROOF_EVENTS: "3", ASYNCPROOF_HOOKS: "1" },
      silenceMs: 30_000,
      signal: given.signal ?? new AbortController().signal,
      reporters: [{ take }],
      known: given.known ?? new KnownBreaches({ entries: [], today: "2026-01-01", acceptUntil: null }),
      secrets: given.secrets ?? [],
      coverage: { take: () => {}, close: () => expect.fail("not asked for") },
      lineMap: null,
      talk: (more) => {
        said += more;
      },
    });
    return { ...end, events, said };
  } finally {
    folder.remove();
  }
}

/** `title: verdict` of each test that ended. */
export function verdicts({ events }: Seen): string[] {
  return events.flatMap((event) =>
    event.kind === "testFinished" ? [`${event.title.join(" > ")}: ${verdictOf(event)}`] : [],
  );
}

export function exitOf({ tally, error }: Seen): number {
  return exitCodeOf(tally, error);
}
