const NEWLINE = 0x0a;

/**
 * Gives `onLine` each line of a byte stream without its newline, decoded from UTF-8; feed it the chunks. `end` gives
 * what stands after the last newline. Splitting bytes before decoding keeps characters whole and is faster than readline.
 */
export function lineSplitter(onLine: (line: string) => void): { take(chunk: Buffer): void; end(): void } {
  let rest: Buffer[] = [];
  return {
    take(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
        const part = chunk.subarray(from, at);
        onLine((rest.length === 0 ? part : Buffer.concat([...rest, part])).toString("utf8"));
        rest = [];
        from = at + 1;
      }
      if (from < chunk.length) rest.push(chunk.subarray(from));
    },
    end() {
      if (rest.length > 0) onLine(Buffer.concat(rest).toString("utf8"));
      rest = [];
    },
  };
}
