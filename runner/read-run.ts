import { readFile } from "node:fs/promises";
import { ToolError } from "../contract/index.ts";
import { unreadable } from "../contract/unreadable.ts";
import type { EndLine, RunEvent } from "../report/index.ts";

type Started = Extract<RunEvent, { kind: "runStarted" }>;
type Finished = Extract<RunEvent, { kind: "runFinished" }>;
type OfRun = "runStarted" | "runFinished" | "coverage";
type Covered = Extract<RunEvent, { kind: "coverage" }>;

/** A run as its NDJSON report tells it. */
export interface ToldRun {
  readonly file: string;
  readonly started: Started;
  /** Null where it was cut off: its end says why. */
  readonly finished: Finished | null;
  readonly coverage: Covered;
  /** Everything about its tests, in order. */
  readonly events: readonly RunEvent[];
  readonly end: EndLine;
}

/** A kind of event that comes later is missed by the compiler here. */
const ABOUT_TESTS: { readonly [kind in Exclude<RunEvent["kind"], OfRun>]: true } = {
  testStarted: true,
  frame: true,
  verdict: true,
  covered: true,
  progress: true,
  testFinished: true,
};

/** Reads `--report ndjson=FILE` of a run. Throws REPORT-UNREADABLE, REPORT-INVALID at its line, or REPORT-INCOMPLETE. */
export async function readRun(file: string): Promise<ToldRun> {
  const lines = (await textOf(file)).split("\n");
  const parts: Parts = { events: [] };
  for (const [index, line] of lines.entries()) if (line !== "") take(parts, line, `${file}:${index + 1}`);
  const { started, finished = null, coverage, events, end } = parts;
  const through = finished !== null || (end !== undefined && end.error !== null);
  if (started === undefined || coverage === undefined || end === undefined || !through)
    throw new ToolError(
      "REPORT-INCOMPLETE",
      `the run that wrote this report did not come to its end${why(end)}`,
      {
        where: file,
        hint: "what it would have shown is not known: run that shard again",
      },
    );
  return { file, started, finished, coverage, events, end };
}

function why(end: EndLine | undefined): string {
  return end?.error == null ? "" : `: ${end.error.code}: ${end.error.message}`;
}

interface Parts {
  started?: Started;
  finished?: Finished;
  coverage?: Covered;
  end?: EndLine;
  readonly events: RunEvent[];
}

function take(parts: Parts, line: string, where: string): void {
  const event = parsed(line, where);
  if (parts.end !== undefined) throw invalid("something follows the end of the run", where);
  if (event.kind === "runStarted" && parts.started !== undefined)
    throw invalid("a second run begins in this report", where);
  if (event.kind === "runStarted") parts.started = event;
  else if (event.kind === "runFinished") parts.finished = event;
  else if (event.kind === "coverage") parts.coverage = event;
  else if (event.kind === "runEnded") parts.end = event;
  else if (Object.hasOwn(ABOUT_TESTS, event.kind)) parts.events.push(event);
  else throw invalid("this is no event of a run", where);
}

function parsed(line: string, where: string): RunEvent | EndLine {
  try {
    const value: unknown = JSON.parse(line);
    // What else it holds is the word of whoever wrote it: us.
    if (typeof value === "object" && value !== null && "kind" in value) return value as RunEvent | EndLine;
  } catch {
    // Said below.
  }
  throw invalid("this is no event of a run", where);
}

function invalid(what: string, where: string): ToolError {
  return new ToolError("REPORT-INVALID", what, {
    where,
    hint: "give files that `asyncproof run --report ndjson=FILE` wrote",
  });
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new ToolError("REPORT-UNREADABLE", unreadable(error, file), {
      where: file,
    });
  }
}
