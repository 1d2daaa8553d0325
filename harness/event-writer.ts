import { fstatSync, type Stats, writeSync } from "node:fs";
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

/** Lines are collected up to this size, so that a busy stream does not cost one system call a frame. */
const FLUSH_AT = 32_768;

const silent: EventWriter = { write: () => {}, flush: () => {} };

/** The writer for the file descriptor that `ASYNCPROOF_EVENTS` names; writes nothing where it is not set. */
export function eventWriter(descriptor: string | undefined): EventWriter {
  if (descriptor === undefined || !/^\d+$/.test(descriptor)) return silent;
  const fd = usable(Number(descriptor));
  let lines: string[] = [];
  let size = 0;
  const flush = (): void => {
    const text = lines.join("");
    lines = [];
    size = 0;
    if (text !== "") writeFully(fd, Buffer.from(text));
  };
  process.once("exit", flush);
  return {
    flush,
    write: (event) => {
      const line = `${JSON.stringify(event)}\n`;
      lines.push(line);
      size += line.length;
      if (size >= FLUSH_AT) flush();
    },
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

/** Writes all bytes; a full pipe (EAGAIN) is waited for a millisecond at a time. A reader that left is not our fault. */
function writeFully(fd: number, bytes: Buffer): void {
  for (let sent = 0; sent < bytes.length; ) {
    try {
      sent += writeSync(fd, bytes, sent);
    } catch (error) {
      if (codeOf(error) === "EPIPE") return;
      if (codeOf(error) !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

function statsOf(fd: number): Stats | null {
  try {
    return fstatSync(fd);
  } catch {
    return null;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
