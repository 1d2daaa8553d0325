import type { Config } from "../config/index.ts";
import { type LoadedContract, loadContract, type LoadOptions } from "../contract/index.ts";
import { cacheFolder } from "./cache-folder.ts";

/** A document to work on, and how. */
export interface Document {
  /** Path as the user gave it. */
  readonly spec: string;
  readonly cwd: string;
  readonly config: Config;
  /** From whose chair it is written, where the user says so. */
  readonly role: "server" | "client" | null;
  /** The document's server that is meant, where the user says which. */
  readonly server?: string | null;
  /** What every handshake offers, where the user says what. */
  readonly subprotocols?: readonly string[] | null;
  /** Refuse a document with any fault. */
  readonly strict?: boolean;
  /** Takes what is for a person and no result. */
  talk(text: string): void;
}

/** Loads the document and tells what should be known about it. */
export async function loadDocument(document: Document): Promise<LoadedContract> {
  const loaded = await loadContract(document.spec, loadOptions(document));
  for (const { message, where, code } of loaded.warnings)
    document.talk(`warning: ${message}\n  at ${where.file}:${where.line}:${where.column}  ${code}\n`);
  return loaded;
}

/** How a document of the user is read. */
export function loadOptions({ cwd, config, role, server, subprotocols, strict }: Document): LoadOptions {
  const { overlays, root, allowRemote } = config.reading;
  return {
    cwd,
    overlays,
    ...(root === null ? {} : { root }),
    allowRemote,
    cache: cacheFolder(cwd, config),
    located: config.url !== null,
    strict: strict ?? false,
    ...(role === null ? {} : { role }),
    ...(server == null ? {} : { server }),
    ...(subprotocols == null ? {} : { subprotocols }),
  };
}
