import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
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
      for (const { text: line, whole, isBroken = false } of lines) {
        number += 1;
        const text = number === 1 ? line.replace(BYTE_ORDER_MARK, "") : line;
        if (isBroken) throw noUtf8({ path, number, whole, text });
        if (har !== null) har.push(text);
        else if (number === 1 && !isHeader(text)) har = [text];
        else takeLine({ path, number, whole, text }, told);
      }
  } catch (error) {
    throw isOfReading(error) ? unreadable(path, error) : error;
  }
  if (number === 0)
    throw new ToolError("RECORDING-FORMAT", "the file is empty", { where: path, hint: FORMATS });
  if (har !== null) takeHar({ path, lines: har, choice }, listener);
}

/** Editors and shells of Windows put one first. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/** The bytes of a file; unpacked where they begin as gzip does. Read once: a pipe has no second beginning. */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: CHUNK });
  const chunks: AsyncIterator<Buffer> = file[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  const all = withFirst(first.value, chunks);
  if (first.value[0] === 0x1f && first.value[1] === 0x8b) {
    const packed = Readable.from(all, { objectMode: false });
    const unpacked = createGunzip({ chunkSize: CHUNK });
    packed.on("error", (error) => unpacked.destroy(error));
    yield* packed.pipe(unpacked);
  } else yield* all;
}

async function* withFirst(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Is it the first line of our own format, or one of its events where that is missing? */
function isHeader(line: string): boolean {
  return /"asyncproof"|^\s*\{\s*"(?:at|connection|kind)"\s*:/.test(line.slice(0, 200));
}

const IN_ORDER = "lines stand in the order of their times, of all connections: sort them by `at`";

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
  if (twice !== null) throw wrong(line, `\`${twice.name}\` stands here twice`, twice);
  if (number === 1) {
    const header = readHeader(value);
    if (typeof header === "string") throw wrong(line, header);
    told.listener.began(header);
    return;
  }
  const event = frame ?? readEvent(value);
  if (typeof event === "string") throw wrong(line, event);
  const fault = told.event(event);
  if (fault !== "") throw wrong(line, fault, { at: text.indexOf('"at"'), hint: IN_ORDER });
}

function noUtf8(line: NumberedLine): ToolError {
  const at = line.text.indexOf("\uFFFD");
  const isUtf16 = line.number === 1 && /^(?:\uFFFD|\0)/.test(line.text) && line.text.includes("\0");
  return wrong(line, isUtf16 ? "the file is UTF-16" : "bytes of the line are no UTF-8", {
    at: isUtf16 ? 0 : at,
    hint: "recordings and archives are UTF-8 (in Windows PowerShell, `>` writes UTF-16)",
  });
}

/** `at`: where in the line, from 0. */
function wrong(
  { path, number }: NumberedLine,
  why: string,
  { at = 0, hint = "docs/recordings.md describes the format" }: { at?: number; hint?: string } = {},
): ToolError {
  return new ToolError("RECORDING-LINE", why, { where: { file: path, line: number, column: at + 1 }, hint });
}

interface Archive {
  readonly path: string;
  readonly lines: readonly string[];
  readonly choice: HostChoice | null;
}

function takeHar({ path, lines, choice }: Archive, listener: Listener): void {
  const value = parsed(lines.join("\n"));
  if (value === undefined && isBegunObject(lines))
    throw new ToolError("RECORDING-FORMAT", "the file is no whole JSON", {
      where: path,
      hint: `is it cut short? ${FORMATS}`,
    });
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
  for (const event of eventsOfHar(path, value, own)) listener.event(event);
}

function isBegunObject(lines: readonly string[]): boolean {
  return /^\s*\{\s*(?:"|$)/.test(lines.slice(0, 2).join("\n").slice(0, 200));
}

function parsed(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** Files, gzip and the platform's strings have codes; what else goes wrong is no fault of the recording's. */
function isOfReading(error: unknown): boolean {
  return error instanceof Error && !(error instanceof ToolError) && "code" in error;
}

function unreadable(path: string, error: unknown): ToolError {
  const message = error instanceof Error ? error.message : String(error);
  return new ToolError("RECORDING-UNREADABLE", message, {
    where: path,
    hint: "check the path; a gzipped file has to be whole",
  });
}
