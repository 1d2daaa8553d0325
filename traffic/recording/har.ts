import { isObject, type Json, type JsonObject, ToolError } from "../../contract/index.ts";
import type { WireEvent } from "../model.ts";
import { bytesOfBase64 } from "./base64.ts";
import { type Asked, hostOf } from "./har-hosts.ts";

/** Times beyond this are milliseconds, not seconds, of the Unix epoch. */
const SECONDS_END = 1e11;
const FRAGMENT = 0;
const TEXT = 1;
const BINARY = 2;

/** What browsers add to a request of their own, and nobody judges. */
type Entry = JsonObject;

type Har = JsonObject & { readonly log: JsonObject };

/** Is this an HTTP archive? */
export function isHar(value: Json): value is Har {
  return isObject(value) && isObject(value["log"]) && Array.isArray(value["log"]["entries"]);
}

/**
 * The WebSocket connections of an HTTP archive, as Chrome, Playwright and mitmproxy write them
 * (`_webSocketMessages`), in the order of time. An entry that has no answer was open before. `own`: the hosts
 * that are heard, null for all. Throws RECORDING-FORMAT for a message that can't be read: a conversation without it would
 * be another one.
 */
export function eventsOfHar(path: string, har: Har, own: ReadonlySet<string> | null): readonly WireEvent[] {
  const events = socketsIn(har).flatMap((entry, index) =>
    own === null || own.has(askedOf(entry).host) ? eventsOfEntry(path, entry, `${index + 1}`) : [],
  );
  const start = events.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  return events.map((event) => ({ ...event, at: event.at - start })).sort((one, other) => one.at - other.at);
}

/** Whom the WebSocket connections of an archive ask, and for what; one for each. */
export function askedIn(har: Har): readonly Asked[] {
  return socketsIn(har).map(askedOf);
}

function askedOf({ request }: Entry): Asked {
  const url = isObject(request) ? request["url"] : undefined;
  return {
    host: typeof url === "string" ? hostOf(url) : "",
    path: pathOf(url).split("?")[0] ?? "",
  };
}

function socketsIn({ log }: Har): readonly Entry[] {
  const { entries } = log;
  return Array.isArray(entries) ? entries.filter(isObject).filter(isSocket) : [];
}

function isSocket(entry: Entry): boolean {
  const { request } = entry;
  const url = isObject(request) ? request["url"] : undefined;
  return (
    Array.isArray(entry["_webSocketMessages"]) ||
    entry["_resourceType"] === "websocket" ||
    (typeof url === "string" && /^wss?:/i.test(url)) ||
    isRefusedUpgrade(entry)
  );
}

/** What listens between client and service sees a refused handshake as a request like any other. */
function isRefusedUpgrade({ request, response }: Entry): boolean {
  if (!isObject(request) || !isObject(response)) return false;
  const { status } = response;
  const isRefused = typeof status === "number" && status >= 200;
  return isRefused && headersOf(request["headers"])["upgrade"]?.toLowerCase() === "websocket";
}

function eventsOfEntry(path: string, entry: Entry, connection: string): WireEvent[] {
  const messages = Array.isArray(entry["_webSocketMessages"])
    ? entry["_webSocketMessages"].filter(isObject)
    : [];
  const request = isObject(entry["request"]) ? entry["request"] : {};
  const response = isObject(entry["response"]) ? entry["response"] : {};
  const status = typeof response["status"] === "number" ? response["status"] : 0;
  const started = Date.parse(String(entry["startedDateTime"] ?? ""));
  const first = timeOf(messages[0]?.["time"]);
  const at = Math.min(Number.isNaN(started) ? first : started, first);
  const begun = Number.isFinite(at) ? at : 0;
  const handshake: WireEvent = {
    kind: "handshake",
    at: begun,
    connection,
    url: pathOf(request["url"]),
    headers: headersOf(request["headers"]),
    midway: status <= 0,
  };
  const answered: WireEvent[] = status > 0 ? [answerOf(status, { at: begun, connection }, response)] : [];
  let last = begun;
  const frames = messages.flatMap((message, index) => {
    const time = timeOf(message["time"]);
    last = Number.isFinite(time) ? Math.max(last, time) : last;
    const frame = frameOf(message, { at: last, connection });
    if (typeof frame !== "string") return frame;
    throw new ToolError("RECORDING-FORMAT", `message ${index + 1} of connection ${connection} ${frame}`, {
      where: path,
      hint: "Chrome, Playwright and mitmproxy write `type` (send, receive), `opcode` (1, 2) and `data` (of 2: base64)",
    });
  });
  return [handshake, ...answered, ...frames];
}

function answerOf(
  status: number,
  happened: { readonly at: number; readonly connection: string },
  response: JsonObject,
): WireEvent {
  if (status !== 101) return { kind: "refused", ...happened, status };
  const { "sec-websocket-protocol": subprotocol = "" } = headersOf(response["headers"]);
  return { kind: "open", ...happened, subprotocol };
}

/** What is no message of either side is left out; a string says why one can't be read. */
function frameOf(
  message: JsonObject,
  happened: { readonly at: number; readonly connection: string },
): readonly WireEvent[] | string {
  const { type, data } = message;
  // Whoever leaves it out writes texts.
  const opcode = Number(message["opcode"] ?? TEXT);
  // Chrome notes errors of a connection as messages of their own: nobody knows more of what follows.
  if (type === "error" || opcode < 0 || opcode > BINARY) return [];
  if (type !== "send" && type !== "receive") return "says of no side that it sent it";
  if (opcode === FRAGMENT) return "is a fragment of one, and nobody says where that ends";
  if (opcode !== TEXT && opcode !== BINARY) return "has an `opcode` that is no number";
  if (typeof data !== "string") return "has no `data`";
  const from = type === "send" ? "client" : "server";
  if (opcode === TEXT) return [{ kind: "frame", ...happened, from, data: { kind: "text", text: data } }];
  const bytes = bytesOfBase64(data);
  if (bytes === null) return "is binary, and no base64";
  return [{ kind: "frame", ...happened, from, data: { kind: "binary", bytes } }];
}

function timeOf(time: Json | undefined): number {
  if (typeof time !== "number" || time <= 0) return Number.POSITIVE_INFINITY;
  return time > SECONDS_END ? time : time * 1000;
}

function pathOf(url: Json | undefined): string {
  if (typeof url !== "string" || !URL.canParse(url)) return "/";
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

function headersOf(headers: Json | undefined): { [name: string]: string } {
  const given = Array.isArray(headers) ? headers.filter(isObject) : [];
  return Object.fromEntries(
    given.map(({ name, value }) => [String(name).toLowerCase(), String(value)] as const),
  );
}
