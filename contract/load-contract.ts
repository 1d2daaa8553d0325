import type { Finding } from "./finding.ts";
import type { LineMap } from "./line-map.ts";
import type { Contract } from "./model.ts";

/** A document as understood, where its nodes stand, and what should be known about it. */
export interface LoadedContract {
  readonly contract: Contract;
  readonly lineMap: LineMap;
  readonly warnings: readonly Finding[];
}

export interface LoadOptions {
  /** Directory that `file` is relative to; default: the working directory. */
  readonly cwd?: string;
  /** From whose chair the document is written; wins over the document's own `x-contract.role`. */
  readonly role?: "server" | "client";
  /** OpenAPI Overlay files, applied in order; relative to `cwd`. */
  readonly overlays?: readonly string[];
  /** Folder that references must not leave, relative to `cwd`; default: the document's own. */
  readonly root?: string;
  /** Whether references may be fetched over http and https; default: no. */
  readonly allowRemote?: boolean;
  /** Folder where contracts are kept for the next time, or null for none; default: none. */
  readonly cache?: string | null;
}

/**
 * Reads an AsyncAPI document (3.x; YAML or JSON). Throws `ToolError` where it can't be read, is no valid
 * AsyncAPI, or promises something that can't be understood. YAML and the official parser are loaded at first use.
 */
export async function loadContract(file: string, options: LoadOptions = {}): Promise<LoadedContract> {
  const { readContract } = await import("./read-contract.ts");
  return readContract(file, options);
}
