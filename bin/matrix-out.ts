import { coloursFor, type FaultMatrix, matrixText, type SiteRow, widthOf } from "../report/index.ts";
import { oneLine, visibleJson } from "../contract/plain-text.ts";
import type { CommonOptions } from "./options.ts";

/** The matrix on standard output, as the options ask for it. */
export function matrixOut(matrix: FaultMatrix, options: CommonOptions): void {
  if (options.json) {
    process.stdout.write(`${visibleJson(matrix, 2)}\n`);
    return;
  }
  const detail = options.quiet ? "quiet" : options.verbose ? "verbose" : "normal";
  const colours = coloursFor(process.stdout, { color: options.color, env: process.env });
  process.stdout.write(matrixText(matrix, { width: widthOf(process.stdout), colours, detail }));
}

/** A line that tells a person at a terminal how far it is; nothing where nobody looks. */
export function progressTo(
  stream: NodeJS.WriteStream,
  { quiet, json }: CommonOptions,
): (site: SiteRow, done: number, all: number) => void {
  if (quiet || json || stream.isTTY !== true) return () => {};
  return ({ at }, done, all) => {
    stream.write(done === all ? "\r\u001b[K" : `\r\u001b[K${done}/${all} ${oneLine(at)}`.slice(0, 78));
  };
}
