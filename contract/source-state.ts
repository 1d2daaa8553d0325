import { cacheKey } from "./cache-key.ts";
import { ContractCache, type SourceHashes } from "./contract-cache.ts";
import type { LoadOptions } from "./load-contract.ts";
import { readerFor } from "./reader-for.ts";

/** What a contract would be made of now, for whoever wants to know whether that is what it was made of before. */
export interface SourceState {
  /** Changes with the document, the overlays, the options and this tool. */
  readonly key: string;
  /** The files that the kept contract of that key was made of, with their hashes; null: none is kept. */
  files(): SourceHashes | null;
  /** Do these files give what they gave then? */
  areSame(files: SourceHashes): Promise<boolean>;
}

/** Reads the document's files and understands none of them. Null where it can't be read, or nothing is kept. */
export async function sourceState(file: string, options: LoadOptions): Promise<SourceState | null> {
  const { cache: folder = null } = options;
  if (folder === null) return null;
  const reader = readerFor(file, options);
  const cache = new ContractCache(folder, reader);
  const key = await cacheKey(reader, options);
  if (key === null) return null;
  return { key, files: () => cache.filesOf(key), areSame: (files) => cache.areSame(files) };
}
