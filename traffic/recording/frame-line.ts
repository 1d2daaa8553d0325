import type { WireEvent } from "../model.ts";

/** A text frame as our own recorder writes it, up to its text. */
const HEAD =
  /^\{"at":((?:0|[1-9]\d*)(?:\.\d+)?),"connection":"([\w.:-]+)","kind":"frame","from":"(client|server)","text":(?=")/;

/**
 * Reads the line of a text frame that is written as we write it: only the text itself is parsed. Null for every other
 * line, good or bad.
 */
export function frameOfLine(line: string): WireEvent | null {
  const head = HEAD.exec(line);
  if (head === null || !line.endsWith('"}')) return null;
  const [{ length }, at, connection = "", from] = head;
  const text = textIn(line.slice(length, -1));
  if (text === null || (from !== "client" && from !== "server")) return null;
  return { kind: "frame", at: Number(at), connection: kept(connection), from, data: { kind: "text", text } };
}

/** Null where more stands there than one string. */
function textIn(json: string): string | null {
  try {
    const text: unknown = JSON.parse(json);
    return typeof text === "string" ? text : null;
  } catch {
    return null;
  }
}

let last = "";

/** A name of its own: a piece of the file's text would keep all of that in memory. */
function kept(name: string): string {
  if (name !== last) last = Buffer.from(name).toString();
  return last;
}
