import type { RunEvent } from "../../report/events.ts";
import { EMPTY_TALLY, type RunEnd, type TestFinished } from "../../report/index.ts";
import { ended, finished } from "./events.ts";

/** Names that a document or a service may bring: each tries to be more than text in some outlet. */
export const HOSTILE =
  "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1> ]]> \"'& `code` [a](javascript:x) @team #1 | x\n::error file=x::owned\r\n##[error]owned \u001b[31mred\u009b2J\u202e\u0000\ud800";

export const KEPT: TestFinished = finished(["reply - chat", "ping", "answers"]);
export const VIOLATED: TestFinished = finished(["stream - chat", "prompt", `ends ${HOSTILE}`], {
  state: "failed",
  rule: "SCHEMA",
  text: `told ${HOSTILE}`,
});

/** The events of a run in which everything happens, with hostile text wherever text may stand. */
export const EVERYTHING_EVENTS: readonly RunEvent[] = [
  {
    kind: "runStarted",
    document: "dir with space/asyncapi.yaml",
    url: "ws://127.0.0.1:4000",
    seed: 1,
    tests: 6,
  },
  { kind: "testStarted", id: KEPT.id, title: KEPT.title, at: 1 },
  KEPT,
  frame(VIOLATED, { at: 10, frame: null, label: "open", text: "ws://127.0.0.1" }),
  frame(VIOLATED, {
    at: 11,
    frame: 1,
    from: "client",
    label: "prompt",
    text: JSON.stringify({ text: HOSTILE }),
  }),
  frame(VIOLATED, {
    at: 21,
    frame: 2,
    label: HOSTILE,
    text: JSON.stringify({ index: "7", [HOSTILE]: HOSTILE }),
  }),
  {
    kind: "verdict",
    test: VIOLATED.id,
    source: { file: "dir with space/asyncapi.yaml", line: 214 },
    verdict: {
      kind: "violated",
      violation: {
        rule: "SCHEMA",
        place: "#/components/messages/token",
        connection: "chat-1",
        at: 5000,
        frame: 2,
        summary: `\`token\` breaks its schema ${HOSTILE}`,
        promised: HOSTILE,
        got: HOSTILE,
        faults: [{ at: "/index", place: "#/x", keyword: "type", message: "must be integer" }],
      },
    },
  },
  VIOLATED,
  finished(["stream - chat", "prompt", "own assertion"], { state: "failed", text: "expected 1 to equal 2" }),
  finished(["reply - chat", "ping", "vague"], {
    state: "pending",
    pending: "unspecified",
    text: `no reply ${HOSTILE}`,
  }),
  finished(["idle - chat", "closes"], {
    state: "pending",
    pending: "notReached",
    text: "longer than max-wait: 30 s",
  }),
  finished(["reply - chat", "ping", "exception"], {
    state: "failed",
    error: "EXCEPTION",
    text: "TypeError: x",
  }),
  { kind: "runFinished", passed: 1, failed: 3, pending: 2, durationMs: 1234 },
  {
    kind: "coverage",
    coverage: {
      exercised: 1,
      declared: 2,
      reasons: {
        broken: 0,
        "needs trigger": 0,
        "needs example": 0,
        "longer than max-wait": 0,
        "not steerable": 1,
        "format unchecked": 0,
        "ended before": 0,
        "not tried": 0,
      },
      groups: [{ channel: HOSTILE, subject: "ping", exercised: 1, declared: 2 }],
      items: [
        { kind: "operation", channel: HOSTILE, subject: "ping", label: "ping", place: "#/a", reason: "" },
        {
          kind: "value",
          channel: HOSTILE,
          subject: "ping",
          label: HOSTILE,
          place: "#/b",
          reason: "not steerable",
        },
      ],
    },
    sources: { "#/b": { file: "asyncapi.yaml", line: 3 } },
  },
];

export const EVERYTHING_END: RunEnd = ended(
  { ...EMPTY_TALLY, kept: 1, violated: 2, unspecified: 1, notReached: 1, error: 1 },
  { exitCode: 1, gates: ["contract coverage 50 % is below 90 %"] },
);

function frame(
  test: TestFinished,
  more: { at: number; frame: number | null; label: string; text: string; from?: "client" | "server" },
): RunEvent {
  return { kind: "frame", test: test.id, connection: "chat-1", from: "server", ...more };
}
