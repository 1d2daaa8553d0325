import jsTokens from "js-tokens";

/** Tokens that are no code of their own: a line of nothing else can't be reached or missed. */
const SILENT: ReadonlySet<string> = new Set([
  "WhiteSpace",
  "LineTerminatorSequence",
  "MultiLineComment",
  "SingleLineComment",
  "HashbangComment",
]);
const BRACKETS = /^[\](){}[;,]$/;

/** Numbers (from 1) of the lines of a source that hold code: no blank ones, comments, or closing brackets alone. */
export function codeLines(source: string): ReadonlySet<number> {
  const lines = new Set<number>();
  let line = 1;
  for (const { type, value } of jsTokens(source)) {
    const height = value.split(/\r\n|[\n\r\u2028\u2029]/).length - 1;
    if (!SILENT.has(type) && !BRACKETS.test(value))
      for (let each = line; each <= line + height; each++) lines.add(each);
    line += height;
  }
  return lines;
}
