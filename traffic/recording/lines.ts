import { isAscii, isUtf8 } from "node:buffer";

const LINE_FEED = 0x0a;
/** No frame of a service is larger; a file without line feeds is no recording. */
const LONGEST_LINE = 512 * 1024 * 1024;

/** One line of a file; a last one without line feed is not `whole`. */
export interface Line {
  readonly text: string;
  readonly whole: boolean;
  /** Bytes of it are no UTF-8; each such stands in the text as U+FFFD. */
  readonly isBroken?: true;
}

/** Splits bytes into lines, decoding as many as have come at once: that costs half of decoding each alone. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Line[]> {
  let rest: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      const bytes = chunk.subarray(0, end);
      yield linesIn(rest.length === 0 ? bytes : Buffer.concat([...rest, bytes]));
      rest = [];
      size = 0;
    }
    if (end < chunk.length) rest.push(chunk.subarray(end));
    size += chunk.length - end;
    if (size > LONGEST_LINE)
      throw Object.assign(new RangeError("a line is longer than 512 MiB"), { code: "LINE_TOO_LONG" });
  }
  if (rest.length === 0) return;
  const last = Buffer.concat(rest);
  yield [{ text: last.toString(), whole: false, ...(isBegunUtf8(last) ? {} : { isBroken: true }) }];
}

/** Whoever was stopped may have been so in the middle of a character, which is of four bytes at most. */
function isBegunUtf8(bytes: Buffer): boolean {
  return [0, 1, 2, 3].some((cut) => isUtf8(bytes.subarray(0, Math.max(0, bytes.length - cut))));
}

function linesIn(bytes: Buffer): Line[] {
  if (isAscii(bytes)) return linesOfText(bytes.toString("latin1"));
  return isUtf8(bytes) ? linesOfText(bytes.toString()) : brokenLines(bytes);
}

function brokenLines(bytes: Buffer): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, from)) {
    const line = bytes.subarray(from, at);
    lines.push({ text: line.toString(), whole: true, ...(isUtf8(line) ? {} : { isBroken: true }) });
    from = at + 1;
  }
  return lines;
}

function linesOfText(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
    lines.push({ text: text.slice(from, at), whole: true });
    from = at + 1;
  }
  return lines;
}
