const LINE_FEED = 0x0a;
/** No frame of a service is larger; a file without line feeds is no recording. */
const LONGEST_LINE = 512 * 1024 * 1024;

/** Splits bytes into lines without decoding them; a last one without line feed comes with `whole: false`. */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<{ readonly bytes: Buffer; readonly whole: boolean }[]> {
  let rest: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const lines = [];
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      const end = chunk.subarray(from, at);
      lines.push({ bytes: rest.length === 0 ? end : Buffer.concat([...rest, end]), whole: true });
      if (rest.length > 0) rest = [];
      from = at + 1;
    }
    if (from > 0) size = 0;
    if (from < chunk.length) rest.push(chunk.subarray(from));
    size += chunk.length - from;
    if (size > LONGEST_LINE) throw new RangeError("a line is longer than 512 MiB");
    if (lines.length > 0) yield lines;
  }
  if (rest.length > 0) yield [{ bytes: Buffer.concat(rest), whole: false }];
}
