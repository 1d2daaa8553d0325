import { isAscii } from "node:buffer";

const LINE_FEED = 0x0a;
/** No frame of a service is larger; a file without line feeds is no recording. */
const LONGEST_LINE = 512 * 1024 * 1024;

/** One line of a file; a last one without line feed is not `whole`. */
export interface Line {
  readonly text: string;
  readonly whole: boolean;
}

/** Splits bytes into lines, decoding as many as have come at once: that costs half of decoding each alone. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Line[]> {
  let rest: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      const bytes = chunk.subarray(0, end);
      yield linesIn(textOf(rest.length === 0 ? bytes : Buffer.concat([...rest, bytes])));
      rest = [];
      size = 0;
    }
    if (end < chunk.length) rest.push(chunk.subarray(end));
    size += chunk.length - end;
    if (size > LONGEST_LINE) throw new RangeError("a line is longer than 512 MiB");
  }
  if (rest.length > 0) yield [{ text: textOf(Buffer.concat(rest)), whole: false }];
}

function textOf(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
}

function linesIn(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
    lines.push({ text: text.slice(from, at), whole: true });
    from = at + 1;
  }
  return lines;
}
