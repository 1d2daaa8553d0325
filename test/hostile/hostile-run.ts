import { ToolError } from "../../contract/tool-error.ts";
import type { RunEvent } from "../../report/events.ts";
import type { FaultMatrix, RunEnd, TestFinished } from "../../report/index.ts";
import type { Change } from "../../generator/index.ts";
import { ended, finished } from "../report/events.ts";
import { EVERYTHING_EVENTS } from "../report/hostile.ts";

/** The events of a run in which a text stands wherever a document or a service can put it. */
export function hostileRun(text: string): readonly RunEvent[] {
  const broken: TestFinished = finished([text, text, text], {
    id: text,
    state: "failed",
    rule: "SCHEMA",
    place: text,
    text: `told ${text}`,
  });
  return [
    { kind: "runStarted", document: text, url: text, seed: 1, tests: 3 },
    { kind: "testStarted", id: text, title: broken.title, at: 1 },
    { kind: "frame", test: text, at: 2, connection: text, frame: 1, from: "server", label: text, text },
    verdict(text),
    broken,
    { ...finished([text, text]), id: `${text} kept` },
    finished([text, text], { id: `${text} open`, state: "pending", pending: "unspecified", text }),
    finished([text, text], { id: `${text} lost`, state: "failed", error: "EXCEPTION", text }),
    { kind: "runFinished", passed: 1, failed: 2, pending: 1, durationMs: 1 },
    coverage(text),
  ];
}

export function hostileEnd(text: string): RunEnd {
  const error = new ToolError("NO-TESTS", text, { where: text, hint: text });
  return ended(
    { kept: 1, violated: 1, unspecified: 1, error: 1 },
    { exitCode: 2, error, gates: [text], places: [{ what: "tests", path: text }] },
  );
}

function verdict(text: string): RunEvent {
  return {
    kind: "verdict",
    test: text,
    source: { file: text, line: 3 },
    verdict: {
      kind: "violated",
      violation: {
        ...{
          rule: "SCHEMA",
          place: text,
          connection: text,
          at: 2,
          frame: 1,
          summary: text,
          promised: text,
          got: text,
        },
        faults: [{ at: `/${text}`, place: text, keyword: "type", message: text }],
      },
    },
  };
}

function coverage(text: string): RunEvent {
  const event = EVERYTHING_EVENTS.find(({ kind }) => kind === "coverage");
  if (event?.kind !== "coverage") throw new Error("there is no coverage to change");
  const items = event.coverage.items.map((item) => ({ ...item, channel: text, subject: text, label: text }));
  const groups = event.coverage.groups.map((group) => ({ ...group, channel: text, subject: text }));
  return {
    ...event,
    coverage: { ...event.coverage, items, groups },
    sources: { "#/b": { file: text, line: 1 } },
  };
}

export function hostileMatrix(text: string): FaultMatrix {
  const site = { at: `x@${text}`, state: "survived", why: text, tried: 1, green: text, alsoRed: [] } as const;
  const spoilt = [text];
  const killedBy = [{ test: text, rule: text, durationMs: 1 }];
  const row = {
    name: "x",
    family: text,
    summary: text,
    rules: [text],
    state: "survived",
    why: text,
  } as const;
  return {
    document: text,
    tests: 1,
    faults: [
      {
        ...row,
        sites: [
          { ...site, spoilt, killedBy: [] },
          { ...site, spoilt, killedBy },
        ],
      },
      { ...row, sites: [] },
    ],
    score: {
      killed: 0,
      survived: 1,
      unsaid: 0,
      equivalent: 0,
      notApplicable: 0,
      percent: 0,
      places: 1,
      placesKilled: 0,
    },
    durationMs: 1,
    cpuMs: 1,
  };
}

export function hostileChanges(text: string): readonly Change[] {
  const place = { place: text, where: text };
  const change = {
    rule: "SUBPROTOCOL-REMOVED" as const,
    breaks: "both" as const,
    why: `message \`${text}\` is gone`,
    old: place,
    new: place,
  };
  return [
    { ...change, severity: "breaking", at: text, example: { value: { [text]: text } }, allowed: null },
    { ...change, severity: "breaking", at: null, example: null, allowed: text },
  ];
}
