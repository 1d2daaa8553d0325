import type { IncomingMessage } from "node:http";
import { headerText } from "../../contract/header-text.ts";
import type { Json } from "../../contract/json.ts";

/** What a client said in its handshake, as strings on the wire; header names in lower case. */
export interface HandshakeFacts {
  /** As requested, without query, not decoded. */
  readonly path: string;
  readonly query: { readonly [name: string]: string };
  readonly headers: { readonly [name: string]: string };
  readonly cookies: { readonly [name: string]: string };
  readonly subprotocols: readonly string[];
}

/** Reads a request line and headers. A name given twice keeps its first value. */
export function readFacts(request: IncomingMessage): HandshakeFacts {
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, headerText([value].flat().join(", "))]),
  );
  return {
    path: mark < 0 ? target : target.slice(0, mark),
    query: firstOfEach(new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1))),
    headers,
    cookies: firstOfEach(cookiesIn(headers["cookie"] ?? "")),
    subprotocols: (headers["sec-websocket-protocol"] ?? "")
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  };
}

/** The handshake as the vocabulary's `handshake#/query/x`, `/headers/x` and `/path/x` see it. */
export function handshakeJson(facts: HandshakeFacts, parameters: { readonly [name: string]: string }): Json {
  return { query: facts.query, headers: facts.headers, path: parameters };
}

function firstOfEach(pairs: Iterable<readonly [string, string]>): { [name: string]: string } {
  return Object.fromEntries([...pairs].toReversed());
}

function cookiesIn(header: string): [string, string][] {
  return header.split(";").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
  });
}
