import { fstatSync, type Stats } from "node:fs";
import { linePipe } from "../contract/line-pipe.ts";
import { ToolError } from "../contract/tool-error.ts";
import type { ConnectionId, FrameId, Verdict } from "../judge/model.ts";

/** What the harness tells of a run: some of the run's events, in the form that reports read. */
export type ScenarioEvent =
  | {
      readonly kind: "frame";
      readonly test: string;
      readonly at: number;
      readonly connection: ConnectionId;
      readonly frame: FrameId | null;
      readonly from: "client" | "server";
      readonly label: string;
      readonly text: string;
    }
  | { readonly kind: "verdict"; readonly test: string; readonly verdict: Verdict }
  | { readonly kind: "covered"; readonly test: string; readonly items: readonly string[] }
  | { readonly kind: "progress"; readonly test: string; readonly done: number; readonly most: number };

/** Writes run events, one JSON object a line. */
export interface EventWriter {
  write(event: ScenarioEvent): void;
  /** Everything written so far is with the reader when this returns. */
  flush(): void;
}

const silent: EventWriter = { write: () => {}, flush: () => {} };

/** What `ASYNCPROOF_TELLS` may say: no report of the run shows frames, or which promises were kept. */
const RESULTS = "results";
/** By this the run knows that the service is there. */
const ANSWERED = /^(open|refused)\b/;

/**
 * The writer for the file descriptor that `ASYNCPROOF_EVENTS` names; writes nothing where it is not set. Half of what
 * a run tells is promises that were kept, and most of the rest frames: where nobody asks for them (`ASYNCPROOF_TELLS`)
 * they are not told, but for the first answer of the service.
 */
export function eventWriter(descriptor: string | undefined, tells = ""): EventWriter {
  if (descriptor === undefined || !/^\d+$/.test(descriptor)) return silent;
  const pipe = linePipe(usable(Number(descriptor)));
  const wanted = tells === RESULTS ? resultsOnly() : () => true;
  return {
    write: (event) => {
      if (wanted(event)) pipe.write(JSON.stringify(event));
    },
    flush: () => pipe.flush(),
  };
}

function resultsOnly(): (event: ScenarioEvent) => boolean {
  let answered = false;
  return (event) => {
    if (event.kind === "verdict") return event.verdict.kind !== "kept";
    if (event.kind !== "frame") return true;
    const first = !answered && ANSWERED.test(event.label);
    answered ||= first;
    return first;
  };
}

/** Throws EVENTS-DESCRIPTOR where nobody can have opened it for this: a number that Node uses for itself, say. */
function usable(fd: number): number {
  const stats = statsOf(fd);
  if (stats?.isFIFO() || stats?.isFile() || stats?.isSocket() || stats?.isCharacterDevice()) return fd;
  throw new ToolError("EVENTS-DESCRIPTOR", `file descriptor ${fd} is not open for run events`, {
    hint: "ASYNCPROOF_EVENTS is set by `asyncproof run` for its own child; unset it",
  });
}

function statsOf(fd: number): Stats | null {
  try {
    return fstatSync(fd);
  } catch {
    return null;
  }
}
