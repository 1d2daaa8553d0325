import { closeSync, createWriteStream, openSync, readSync } from "node:fs";
import { assertNever } from "../../contract/assert-never.ts";
import { commandless, oneLine, visibleJson } from "../../contract/plain-text.ts";
import { statOf } from "../../contract/stat-of.ts";
import { ToolError } from "../../contract/tool-error.ts";
import type { FrameText, StubEvent } from "../../server/index.ts";

export interface ServeLog {
  readonly format: "text" | "ndjson";
  /** File that goes on behind what it holds, or null for the stream. */
  readonly file: string | null;
  readonly stream: NodeJS.WritableStream;
}

/** A log that is open. */
export interface OpenLog {
  readonly observe: (event: StubEvent) => void;
  /** Resolves when all is written. */
  close(): Promise<void>;
}

/**
 * Writes every event as one line: for people, or as JSON with its `time`. `mask` takes secrets out of a line; `failed`
 * is told once where the file takes no more. Throws REPORT-UNWRITABLE where it can't be opened.
 */
export function openLog(
  { format, file, stream }: ServeLog,
  mask: (text: string) => string,
  failed: (why: string) => void,
): OpenLog {
  const out = file === null ? stream : openFile(file);
  if (file !== null)
    out.once("error", (error: Error) => failed(`the log ends here: ${error.message}`)).on("error", () => {});
  const line = format === "ndjson" ? jsonLine : textLine;
  return {
    observe: (event) => void out.write(`${mask(line(event, new Date()))}\n`),
    close: () => (file === null ? Promise.resolve() : new Promise((done) => out.end(() => done()))),
  };
}

function openFile(file: string): NodeJS.WritableStream {
  try {
    const log = createWriteStream(file, { fd: openSync(file, "a") });
    // Whoever wrote it before was stopped in the middle of a line.
    if (!endsWithLine(file)) log.write("\n");
    return log;
  } catch (error) {
    throw new ToolError("REPORT-UNWRITABLE", error instanceof Error ? error.message : String(error), {
      where: file,
      hint: "--log-file needs a path that can be written",
    });
  }
}

/** True of what can't be looked at, too: a file that may only be written, a pipe. */
function endsWithLine(path: string): boolean {
  const there = statOf(path);
  if (there === null || !there.isFile() || there.size === 0n) return true;
  try {
    const file = openSync(path, "r");
    try {
      const last = Buffer.alloc(1);
      readSync(file, last, 0, 1, there.size - 1n);
      return last.toString("latin1") === "\n";
    } finally {
      closeSync(file);
    }
  } catch {
    return true;
  }
}

export function jsonLine(event: StubEvent, at: Date): string {
  return visibleJson({ time: at.toISOString(), ...event });
}

/** `12:00:01.123 #1 > prompt {"text":"hi"}`: `>` is what the client sends, `<` what the stub does. */
export function textLine(event: StubEvent, at: Date): string {
  return `${at.toISOString().slice(11, 23)} ${commandless(oneLine(words(event)))}`;
}

function words(event: StubEvent): string {
  switch (event.kind) {
    case "opened":
      return `#${event.connection} opened ${event.target}${event.subject === null ? "" : ` by ${event.subject}`}`;
    case "handshake-refused":
      return `refused ${event.target}: ${event.status} ${event.why}`;
    case "received": {
      const refused = event.refused === null ? "" : `  refused: ${event.refused}`;
      return `#${event.connection} > ${event.message ?? "?"} ${shown(event.data)}${refused}`;
    }
    case "sent":
      return `#${event.connection} < ${event.message ?? "?"} ${shown(event.data)}`;
    case "closed":
      return `#${event.connection} closed ${event.code}${event.reason === "" ? "" : ` ${event.reason}`}`;
    default:
      return assertNever(event);
  }
}

const MOST_SHOWN = 400;

/** One line, whatever is in it, and not longer than a person reads. */
function shown(data: FrameText): string {
  if ("bytes" in data) return `(${data.bytes} bytes)`;
  const { text } = data;
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}... (${text.length} characters)` : text;
}
