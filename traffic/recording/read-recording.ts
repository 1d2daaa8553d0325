import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { type Json, ToolError } from "../../contract/index.ts";
import type { Circumstances, WireEvent } from "../model.ts";
import { readEvent, readHeader } from "./format.ts";
import { askedIn, eventsOfHar, isHar } from "./har.ts";
import { type HostChoice, ownHosts } from "./har-hosts.ts";
import { frameOfLine } from "./frame-line.ts";
import { type Line, linesOf } from "./lines.ts";
import { secondName } from "./second-name.ts";

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
  const told = inOrder(listener);
  try {
    for await (const lines of linesOf(bytesOf(path)))
      for (const { text: line, whole } of lines) {
        number += 1;
        const text = number === 1 ? line.replace(BYTE_ORDER_MARK, "") : line;
        if (har !== null) har.push(text);
        else if (number === 1 && !isHeader(text)) har = [text];
        else takeLine({ path, number, whole, text }, told);
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

/** The same listener; what is wrong with the time of an event is a string. */
interface Told {
  readonly listener: Listener;
  event(event: WireEvent): string;
}

/** Tells events whose time never falls: the judge of one that does would take every wait for none. */
function inOrder(listener: Listener): Told {
  let last = 0;
  return {
    listener,
    event(event) {
      if (event.at < last) return `\`at\` falls: ${event.at} after ${last}`;
      last = event.at;
      listener.event(event);
      return "";
    },
  };
}

function takeLine(line: NumberedLine, told: Told): void {
  const { number, whole, text } = line;
  const frame = number === 1 ? null : frameOfLine(text);
  const value = frame === null ? parsed(text) : null;
  if (value === undefined) {
    if (/^[ \t\r]*$/.test(text)) return;
    if (whole || number === 1) throw wrong(line, "the line is no JSON");
    told.listener.cutShort(number);
    return;
  }
  const twice = frame === null ? secondName(text, value) : null;
  if (twice !== null) throw wrong(line, `\`${twice.name}\` stands here twice`, twice.at);
  if (number === 1) {
    const header = readHeader(value);
    if (typeof header === "string") throw wrong(line, header);
    told.listener.began(header);
    return;
  }
  const event = frame ?? readEvent(value);
  if (typeof event === "string") throw wrong(line, event);
  const fault = told.event(event);
  if (fault !== "") throw wrong(line, fault, text.indexOf('"at"'));
}

/** `at`: where in the line, from 0. */
function wrong({ path, number }: NumberedLine, why: string, at: number = 0): ToolError {
  return new ToolError("RECORDING-LINE", why, {
    where: { file: path, line: number, column: at + 1 },
    hint: "docs/recordings.md describes the format",
  });
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
