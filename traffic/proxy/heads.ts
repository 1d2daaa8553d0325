import type { IncomingMessage } from "node:http";
import { headerBytes, headerText } from "../../contract/header-text.ts";
import type { Headers } from "../model.ts";

/** Headers that are between two neighbours only (RFC 9110, section 7.6.1). */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  ...["connection", "upgrade", "keep-alive", "proxy-connection", "proxy-authorization"],
  ...["proxy-authenticate", "te", "trailer", "transfer-encoding", "host"],
]);

/** Path and query of a request below the target's own path. */
export function targetPath(target: URL, url: string): string {
  const base = target.pathname.replace(/\/$/, "");
  return `${base}${url}`;
}

/** What becomes of a handshake on its way. */
export interface Handover {
  readonly target: URL;
  /** Headers that stay behind, in lower case. */
  readonly without: readonly string[];
  /** Headers that are added where the client has none of the name. */
  readonly headers: Headers;
}

/** The handshake as the service gets it, a character a byte: every end-to-end header as it came, in its order, and what is added. */
export function requestHead(
  { rawHeaders, headers, url = "/" }: IncomingMessage,
  { target, without, headers: more }: Handover,
): string {
  const named = (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
  const lines = [`GET ${targetPath(target, url)} HTTP/1.1`, `Host: ${target.host}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    const lower = name.toLowerCase();
    if (HOP_BY_HOP.has(lower) || without.includes(lower)) continue;
    if (named.includes(lower) && lower !== "upgrade") continue;
    lines.push(`${name}: ${rawHeaders[index + 1] ?? ""}`);
  }
  for (const [name, value] of Object.entries(more))
    if (headers[name.toLowerCase()] === undefined) lines.push(`${name}: ${headerBytes(value)}`);
  return [...lines, "Connection: Upgrade", "Upgrade: websocket", "", ""].join("\r\n");
}

/** The headers that the service gets, names in lower case. */
export function headersOf({ headers }: IncomingMessage, added: Headers): Headers {
  return Object.fromEntries([
    ...Object.entries(added).map(([name, value]) => [name.toLowerCase(), value]),
    ...Object.entries(headers).map(([name, value]) => [name, headerText([value].flat().join(", "))]),
  ]);
}

const END = Buffer.from("\r\n\r\n");
const LONGEST = 65_536;

/** The head of an HTTP answer, as it comes. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: Headers;
  /** The bytes of the head, with its empty line, and what followed it. */
  readonly head: Buffer;
  readonly rest: Buffer;
}

/** Collects bytes until the head of an answer is there. Throws a RangeError for what is no such head. */
export class AnswerReader {
  #bytes: Buffer = Buffer.alloc(0);

  /** Null until the head is whole. */
  push(chunk: Buffer): AnswerHead | null {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const end = this.#bytes.indexOf(END);
    if (end < 0) {
      if (this.#bytes.length > LONGEST) throw new RangeError("the head of the answer is longer than 64 KiB");
      return null;
    }
    const head = this.#bytes.subarray(0, end + END.length);
    const [first = "", ...lines] = head.toString("latin1").trimEnd().split("\r\n");
    const status = /^HTTP\/1\.\d (\d{3})/.exec(first)?.[1];
    if (status === undefined) throw new RangeError("the answer is not HTTP");
    return {
      status: Number(status),
      headers: headersIn(lines),
      head,
      rest: this.#bytes.subarray(head.length),
    };
  }
}

function headersIn(lines: readonly string[]): Headers {
  const pairs = lines.flatMap((line): [string, string][] => {
    const colon = line.indexOf(":");
    return colon < 0 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
  });
  return Object.fromEntries(pairs);
}
