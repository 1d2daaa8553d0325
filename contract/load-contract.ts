import { cacheKey } from "./cache-key.ts";
import { ContractCache, type SourceHashes } from "./contract-cache.ts";
import type { SourceReader } from "./document/source-reader.ts";
import type { Finding } from "./finding.ts";
import type { LineMap } from "./line-map.ts";
import type { Contract } from "./model.ts";
import { readerFor } from "./reader-for.ts";

/** A document as understood, where its nodes stand, and what should be known about it. */
export interface LoadedContract {
  readonly contract: Contract;
  readonly lineMap: LineMap;
  readonly warnings: readonly Finding[];
  readonly operations: OperationTally;
}

/** What became of the document's operations. */
export interface OperationTally {
  readonly declared: number;
  /** On channels of other protocols than WebSocket. */
  readonly elsewhere: number;
  /** Those that can't be read; each has its finding. */
  readonly leftOut: number;
}

export interface LoadOptions {
  /** Directory that `file` is relative to; default: the working directory. */
  readonly cwd?: string;
  /** From whose chair the document is written; wins over the document's own `x-contract.role`. */
  readonly role?: "server" | "client";
  /** Name of the server that is meant; it is taken for a WebSocket whatever its protocol. */
  readonly server?: string;
  /** The user knows a WebSocket URL: a document that names no WebSocket means the service there. */
  readonly located?: boolean;
  /** Offered in every handshake, in place of what the document names. */
  readonly subprotocols?: readonly string[];
  /** Refuse a document with any fault, in place of testing what can be tested. */
  readonly strict?: boolean;
  /** OpenAPI Overlay files, applied in order; relative to `cwd`. */
  readonly overlays?: readonly string[];
  /** Folder that references must not leave, relative to `cwd`; default: the document's own. */
  readonly root?: string;
  /** Whether references may be fetched over http and https; default: no. */
  readonly allowRemote?: boolean;
  /** Folder where contracts are kept for the next time, or null for none; default: none. */
  readonly cache?: string | null;
  /** Where there is no such folder yet: `keepContract` is going to name one. */
  readonly keepLater?: boolean;
}

/**
 * Reads an AsyncAPI document (2.0 to 2.6, 3.0, 3.1; YAML or JSON) and every file that it refers to. What is wrong in
 * it is a finding, as long as something is left to test. Throws `ToolError` where nothing is, or where `x-contract`
 * can't be understood. YAML and the official parser are loaded at first use: not at all where a contract was kept of
 * the same files, options and tool.
 */
export async function loadContract(file: string, options: LoadOptions = {}): Promise<LoadedContract> {
  const reader = readerFor(file, options);
  const { cache: folder = null, keepLater = false } = options;
  const key = folder === null && !keepLater ? null : await cacheKey(reader, options);
  const cache = folder === null ? null : new ContractCache(folder, reader);
  const kept = cache === null || key === null ? null : await cache.recall(key);
  if (kept !== null) return kept;
  const { readContract } = await import("./read-contract.ts");
  const { loaded, hashes } = await readContract(reader, options);
  if (key === null) return loaded;
  unkept.set(loaded, { reader, options, key, hashes });
  if (folder !== null) await keepContract(loaded, folder);
  return loaded;
}

/** What it takes to keep a contract that was just read. */
interface Unkept {
  readonly reader: SourceReader;
  readonly options: LoadOptions;
  readonly key: string;
  readonly hashes: SourceHashes;
}

const unkept = new WeakMap<LoadedContract, Unkept>();

/** Keeps a contract that was read, and was not kept, for the next time. */
export async function keepContract(loaded: LoadedContract, folder: string): Promise<void> {
  const found = unkept.get(loaded);
  unkept.delete(loaded);
  if (found === undefined) return;
  const { reader, options, key, hashes } = found;
  // A file may have changed while we read: what is kept must be of what the key says.
  if (key === (await cacheKey(reader, options))) new ContractCache(folder, reader).keep(key, loaded, hashes);
}
