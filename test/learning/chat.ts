import type { Side } from "../../contract/index.ts";
import { eventLine, type Headers, headerLine, type WireEvent } from "../../traffic/index.ts";
import { numbers } from "../traffic/raw-peers.ts";

export const SECRET = "hunter2-hunter2";
export const FREE_TEXT = "my mother's maiden name";
const STATES = ["queued", "running", "complete"] as const;

/** In place of a payload: the side closes the connection. */
export class Closing {
  readonly code: number;
  constructor(code: number) {
    this.code = code;
  }
}

/** A frame: who says what; bytes are binary. */
export type Line = readonly [from: Side, payload: unknown];

/** One connection of a chat that no document declares. */
export function talk(seed: number): Line[] {
  const below = numbers(seed + 1);
  const uuid = (): string =>
    "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replaceAll("x", () => below(16).toString(16));
  const lines: Line[] = [["server", { type: "hello", session: uuid(), password: SECRET, at: at(below(60)) }]];
  for (let turn = 0; turn < 6; turn += 1) {
    const id = 1000 * seed + turn;
    lines.push(["client", { type: "ask", id, text: `${FREE_TEXT} ${seed} ${turn}` }]);
    const count = 1 + below(4);
    for (let index = 0; index < count; index += 1)
      lines.push([
        "server",
        { type: "piece", id, index, state: STATES[below(3)], text: `piece ${below(9999)}` },
      ]);
    const failed = turn === 5;
    lines.push(
      failed
        ? ["server", { type: "error", id, code: "TOO_BUSY", mail: `user${seed}@example.org` }]
        : [
            "server",
            { type: "end", id, next: turn === 0 ? null : uuid(), users: { [`ada.${seed}@x.org`]: turn } },
          ],
    );
    lines.push(["client", { type: "ping" }], ["server", { type: "pong" }]);
  }
  return lines;
}

function at(second: number): string {
  return `2026-01-01T10:00:${String(second).padStart(2, "0")}Z`;
}

/** A recording of conversations, each on a connection of its own. */
export function recordingOf(
  talks: readonly (readonly Line[])[],
  path = "/chat/17?room=7&lang=en",
  headers: Headers = {},
): string {
  const events = talks.flatMap((lines, index): WireEvent[] => {
    const connection = `${index + 1}`;
    const start = index * 1000;
    const opened: WireEvent[] = [
      { kind: "handshake", at: start, connection, url: path, headers, midway: false },
      { kind: "open", at: start, connection, subprotocol: "" },
    ];
    const frames = lines.map(([from, payload], step): WireEvent => {
      const happened = { at: start + step + 1, connection, from };
      if (payload instanceof Closing) return { kind: "close", ...happened, code: payload.code, reason: "" };
      if (payload instanceof Uint8Array)
        return { kind: "frame", ...happened, data: { kind: "binary", bytes: payload } };
      const text = typeof payload === "string" ? payload : JSON.stringify(payload);
      return { kind: "frame", ...happened, data: { kind: "text", text } };
    });
    const isClosed = frames.at(-1)?.kind === "close";
    const end = start + Math.max(900, frames.length + 1);
    const closing = {
      kind: "close",
      at: end,
      connection,
      from: "client",
      code: 1000,
      reason: "",
    } as const;
    const gone: WireEvent = { kind: "gone", at: end + 1, connection };
    return [...opened, ...frames, ...(isClosed ? [] : [closing]), gone];
  });
  const header = headerLine({ patienceMs: null, seesAll: false, redacted: false }, new Date(0));
  return [header, ...events.map(eventLine), ""].join("\n");
}

export function talks(count: number): Line[][] {
  return Array.from({ length: count }, (_, index) => talk(index));
}
