import type { Config } from "../config/index.ts";
import { cacheFolder } from "./cache-folder.ts";
import { type LoadedContract, loadContract } from "../contract/index.ts";

/** A document to work on, and how. */
export interface Document {
  /** Path as the user gave it. */
  readonly spec: string;
  readonly cwd: string;
  readonly config: Config;
  /** From whose chair it is written, where the user says so. */
  readonly role: "server" | "client" | null;
  /** Takes what is for a person and no result. */
  talk(text: string): void;
}

/** Loads the document and tells what should be known about it. */
export async function loadDocument({ spec, cwd, config, role, talk }: Document): Promise<LoadedContract> {
  const { overlays, root, allowRemote } = config.reading;
  const loaded = await loadContract(spec, {
    cwd,
    ...(role === null ? {} : { role }),
    overlays,
    ...(root === null ? {} : { root }),
    allowRemote,
    cache: cacheFolder(cwd, config),
  });
  for (const { message, where, code } of loaded.warnings)
    talk(`warning: ${message}\n  at ${where.file}:${where.line}:${where.column}  ${code}\n`);
  return loaded;
}
