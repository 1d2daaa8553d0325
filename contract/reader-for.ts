import { SourceReader } from "./document/source-reader.ts";
import type { LoadOptions } from "./load-contract.ts";

/** Reads the files of a document, within the limits that the options set. */
export function readerFor(file: string, options: LoadOptions): SourceReader {
  const { cwd = process.cwd(), root = null, allowRemote = false } = options;
  return new SourceReader(file, { cwd, root, allowRemote });
}
