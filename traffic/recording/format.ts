import { visibleJson } from "../../contract/plain-text.ts";
import type { FrameData, Side } from "../../contract/index.ts";
import { isObject, type Json, type JsonObject } from "../../contract/index.ts";
import type { Circumstances, WireEvent } from "../model.ts";
import { bytesOfBase64 } from "./base64.ts";

/** Version of the recording format; `docs/recordings.md` describes it. */
export const RECORDING_VERSION = 1;

/** A close frame without a code (RFC 6455, 7.4.1). */
const NO_CODE = 1005;

/** The first line of a recording. */
export function headerLine({ patienceMs, seesAll, redacted }: Circumstances, startedAt: Date): string {
  const about = { startedAt: startedAt.toISOString(), patienceMs, seesAll, redacted };
  return visibleJson({ asyncproof: "recording", version: RECORDING_VERSION, ...about });
}

/** Reads the first line; a string says what is wrong with it. */
export function readHeader(line: Json): Circumstances | string {
  if (!isObject(line) || line["asyncproof"] !== "recording")
    return 'the first line of a recording is {"asyncproof": "recording", "version": 1}';
  if (line["version"] !== RECORDING_VERSION)
    return `recordings of version ${visibleJson(line["version"] ?? null)} can't be read, only of ${RECORDING_VERSION}`;
  const { patienceMs = null, seesAll = false, redacted = false } = line;
  if (patienceMs !== null && typeof patienceMs !== "number") return "`patienceMs` is a number, or null";
  if (typeof seesAll !== "boolean") return "`seesAll` is true or false";
  if (typeof redacted !== "boolean") return "`redacted` is true or false";
  return { patienceMs, seesAll, redacted };
}

/** One event as a line, without line feed. */
export function eventLine(event: WireEvent): string {
  if (event.kind !== "frame") return visibleJson(event);
  const { at, connection, kind, from, data } = event;
  const content =
    data.kind === "text" ? { text: data.text } : { base64: Buffer.from(data.bytes).toString("base64") };
  return visibleJson({ at, connection, kind, from, ...content });
}

/** Reads one line; a string says what is wrong with it. Members that nobody knows are left alone. */
export function readEvent(line: Json): WireEvent | string {
  if (!isObject(line)) return "an event is an object";
  if (line["asyncproof"] === "recording")
    return "another recording begins here: each needs a file of its own";
  const { at, connection, kind } = line;
  if (typeof at !== "number" || !Number.isFinite(at)) return "`at` is missing: milliseconds since the start";
  if (typeof connection !== "string" || connection === "") return "`connection` is missing: a name";
  const happened = { at, connection };
  switch (kind) {
    case "frame":
      return readFrame(line, happened);
    case "handshake":
      return readHandshake(line, happened);
    case "open":
      return { kind, ...happened, subprotocol: textOf(line["subprotocol"]) };
    case "refused":
      return typeof line["status"] === "number"
        ? { kind, ...happened, status: line["status"] }
        : "`status` is missing: a number";
    case "failed":
      return { kind, ...happened, code: textOf(line["code"]), message: textOf(line["message"]) };
    case "close": {
      const from = sideOf(line["from"]);
      if (from === null) return "`from` is missing: client or server";
      const code = line["code"] ?? NO_CODE;
      if (typeof code !== "number") return "`code` is a number";
      return { kind, ...happened, from, code, reason: textOf(line["reason"]) };
    }
    case "gone":
      return { kind, ...happened };
    default:
      return `there is no event ${JSON.stringify(kind ?? null)}`;
  }
}

interface Happened {
  readonly at: number;
  readonly connection: string;
}

function readFrame(line: JsonObject, happened: Happened): WireEvent | string {
  const from = sideOf(line["from"]);
  if (from === null) return "`from` is missing: client or server";
  const data = dataOf(line);
  if (typeof data === "string") return data;
  return { kind: "frame", ...happened, from, data };
}

function dataOf({ text, base64 }: JsonObject): FrameData | string {
  if (typeof text === "string") return { kind: "text", text };
  if (typeof base64 !== "string") return "a frame has `text` or `base64`";
  const bytes = bytesOfBase64(base64);
  return bytes === null ? "`base64` is no base64" : { kind: "binary", bytes };
}

function readHandshake(line: JsonObject, happened: Happened): WireEvent | string {
  const { url, headers, midway } = line;
  if (typeof url !== "string" || !url.startsWith("/")) return "`url` is missing: path and query";
  const given = isObject(headers) ? Object.entries(headers) : [];
  const lower = given.map(([name, value]) => [name.toLowerCase(), String(value)]);
  return { kind: "handshake", ...happened, url, headers: Object.fromEntries(lower), midway: midway === true };
}

function sideOf(value: Json | undefined): Side | null {
  return value === "client" || value === "server" ? value : null;
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
