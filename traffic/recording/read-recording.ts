import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { type Json, ToolError } from "../../contract/index.ts";
import type { Circumstances, WireEvent } from "../model.ts";
import { readEvent, readHeader } from "./format.ts";
import { askedIn, eventsOfHar, isHar } from "./har.ts";
import { type HostChoice, ownHosts } from "./har-hosts.ts";
import { frameOfLine } from "./frame-line.ts";
import { type Line, linesOf } from "./lines.ts";

/** Told what a recording holds. */
export interface Listener {
  /** Once, before the first event. */
  began(circumstances: Circumstances): void;
  event(event: WireEvent): void;
  /** The file ends in the middle of a line: whoever wrote it was stopped. */
  cutShort(line: number): void;
}

const HAR_KNOWS = { patienceMs: null, seesAll: false, redacted: false } as const;
/** Texts of up to 128 KiB lie where V8 collects what is young; larger ones cost a sixth more CPU. */
const CHUNK = 112 * 1024;
const FORMATS = "a recording is what `asyncproof proxy --record` writes, or an HTTP archive (HAR)";

/**
 * Reads a recording from a file, plain or gzipped: our own NDJSON line by line, with flat memory; HAR as a whole.
 * `choice`: whose WebSockets of a HAR are meant; null for all. Throws RECORDING-UNREADABLE, RECORDING-FORMAT,
 * RECORDING-LINE with file and line, RECORDING-HOST.
 */
export async function readRecording(
  path: string,
  listener: Listener,
  choice: HostChoice | null = null,
): Promise<void> {
  let number = 0;
  let har: string[] | null = null;
  try {
    for await (const lines of linesOf(bytesOf(path)))
      for (const { text: line, whole } of lines) {
        number += 1;
        const text = number === 1 ? line.replace(BYTE_ORDER_MARK, "") : line;
        if (har !== null) har.push(text);
        else if (number === 1 && !isHeader(text)) har = [text];
        else takeLine({ path, number, whole, text }, listener);
      }
  } catch (error) {
    throw error instanceof ToolError ? error : unreadable(path, error);
  }
  if (number === 0)
    throw new ToolError("RECORDING-FORMAT", "the file is empty", { where: path, hint: FORMATS });
  if (har !== null) takeHar({ path, lines: har, choice }, listener);
}

/** Editors and shells of Windows put one first. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/** The bytes of a file; unpacked where they begin as gzip does. */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: CHUNK });
  const chunks: AsyncIterator<Buffer> = file[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  const packed = first.value[0] === 0x1f && first.value[1] === 0x8b;
  file.destroy();
  const again = createReadStream(path, { highWaterMark: CHUNK });
  if (!packed) {
    yield* again;
    return;
  }
  const unpacked = createGunzip({ chunkSize: CHUNK });
  again.on("error", (error) => unpacked.destroy(error));
  yield* again.pipe(unpacked);
}

function isHeader(line: string): boolean {
  return line.slice(0, 200).includes('"asyncproof"');
}

interface NumberedLine extends Line {
  readonly path: string;
  readonly number: number;
}

function takeLine({ path, number, whole, text }: NumberedLine, listener: Listener): void {
  const frame = number === 1 ? null : frameOfLine(text);
  if (frame !== null) {
    listener.event(frame);
    return;
  }
  const wrong = (why: string): ToolError =>
    new ToolError("RECORDING-LINE", why, {
      where: { file: path, line: number, column: 1 },
      hint: "docs/recordings.md describes the format",
    });
  const value = parsed(text);
  if (value === undefined) {
    if (/^[ \t\r]*$/.test(text)) return;
    if (whole || number === 1) throw wrong("the line is no JSON");
    listener.cutShort(number);
    return;
  }
  if (number === 1) {
    const header = readHeader(value);
    if (typeof header === "string") throw wrong(header);
    listener.began(header);
    return;
  }
  const event = readEvent(value);
  if (typeof event === "string") throw wrong(event);
  listener.event(event);
}

interface Archive {
  readonly path: string;
  readonly lines: readonly string[];
  readonly choice: HostChoice | null;
}

function takeHar({ path, lines, choice }: Archive, listener: Listener): void {
  const value = parsed(lines.join("\n"));
  if (value === undefined || !isHar(value))
    throw new ToolError("RECORDING-FORMAT", "the file is no recording that can be read", {
      where: path,
      hint: FORMATS,
    });
  const asked = askedIn(value);
  if (asked.length === 0)
    throw new ToolError("RECORDING-FORMAT", "the archive holds no WebSocket connection", {
      where: path,
      hint: "record the page with its WebSockets; Firefox leaves them out",
    });
  const own = choice === null ? null : ownHosts(path, asked, choice);
  listener.began(HAR_KNOWS);
  for (const event of eventsOfHar(value, own)) listener.event(event);
}

function parsed(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function unreadable(path: string, error: unknown): ToolError {
  const message = error instanceof Error ? error.message : String(error);
  return new ToolError("RECORDING-UNREADABLE", message, {
    where: path,
    hint: "check the path; a gzipped file has to be whole",
  });
}
