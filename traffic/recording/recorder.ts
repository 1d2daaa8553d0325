import { closeSync, openSync, writeSync } from "node:fs";
import { ToolError } from "../../contract/index.ts";
import type { Circumstances, WireEvent } from "../model.ts";
import type { SecretBook } from "../secrets/secret-book.ts";
import { eventLine, headerLine } from "./format.ts";
import { refuseKept } from "./kept-recording.ts";

/** Writes what is heard to a file, without secrets. */
export interface Recorder {
  take(event: WireEvent): void;
  flush(): void;
  /** Events that could not be written, and why; 0 where all were. */
  readonly lost: number;
  readonly why: string;
  close(): void;
}

export interface RecorderOptions {
  readonly path: string;
  readonly circumstances: Circumstances;
  readonly secrets: SecretBook;
  /** Told once, when writing fails: the traffic goes on, the recording ends. */
  failed(why: string): void;
}

const WRITE_AT = 65_536;
/** Traffic is nobody's business but the user's. */
const MODE = 0o600;

/** Opens the file at once. Throws RECORDING-EXISTS where it holds something, RECORDING-UNWRITABLE. */
export function createRecorder({ path, circumstances, secrets, failed }: RecorderOptions): Recorder {
  const file = opened(path);
  let lines = [`${headerLine({ ...circumstances, redacted: true }, new Date())}\n`];
  let size = 0;
  let waiting = 0;
  const state = { lost: 0, why: "" };
  const flush = (): void => {
    const bytes = Buffer.from(lines.join(""));
    lines = [];
    size = 0;
    if (bytes.length === 0) return;
    try {
      for (let sent = 0; sent < bytes.length; ) sent += writeSync(file, bytes, sent);
      waiting = 0;
    } catch (error) {
      state.lost += waiting;
      state.why = error instanceof Error ? error.message : String(error);
      failed(state.why);
    }
  };
  // From now on the file holds something: nobody else begins a recording in it.
  flush();
  return {
    flush: () => {
      if (state.why === "") flush();
    },
    get lost() {
      return state.lost;
    },
    get why() {
      return state.why;
    },
    take(event) {
      if (state.why !== "") {
        state.lost += 1;
        return;
      }
      secrets.hear(event);
      const line = `${eventLine(cleaned(event, secrets))}\n`;
      lines.push(line);
      size += line.length;
      waiting += 1;
      if (size >= WRITE_AT) flush();
    },
    close() {
      if (state.why === "") flush();
      closeSync(file);
    },
  };
}

function opened(path: string): number {
  refuseKept(path);
  try {
    return openSync(path, "w", MODE);
  } catch (error) {
    throw new ToolError("RECORDING-UNWRITABLE", error instanceof Error ? error.message : String(error), {
      where: path,
      hint: "--record needs a path that can be written",
    });
  }
}

function cleaned(event: WireEvent, secrets: SecretBook): WireEvent {
  const own = secrets.carried(event.connection);
  switch (event.kind) {
    case "handshake": {
      const { url, headers } = secrets.handshake(event.url, event.headers);
      return { ...event, url, headers };
    }
    case "open":
      return { ...event, subprotocol: secrets.subprotocol(event.subprotocol, own) };
    case "frame": {
      const { data } = event;
      if (data.kind === "text") return { ...event, data: { ...data, text: secrets.payload(data.text, own) } };
      return { ...event, data: { ...data, bytes: secrets.bytes(data.bytes, own) } };
    }
    case "close":
      return { ...event, reason: secrets.prose(event.reason) };
    case "failed":
      return { ...event, message: secrets.prose(event.message) };
    default:
      return event;
  }
}
