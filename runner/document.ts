import type { Config } from "../config/index.ts";
import type { Finding } from "../contract/finding.ts";
import {
  keepContract,
  type LoadedContract,
  loadContract,
  type LoadOptions,
} from "../contract/load-contract.ts";
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

/**
 * Loads the document and tells what should be known about it. `keepLater`: the contract may be kept only when its
 * tests are written, see `keepDocument`.
 */
export async function loadDocument(
  document: Document,
  { keepLater = false }: Pick<LoadOptions, "keepLater"> = {},
): Promise<LoadedContract> {
  const loaded = await loadContract(document.spec, { ...readingOf(document), keepLater });
  tellWarnings(document, loaded.warnings);
  return loaded;
}

/** Keeps the contract for the next time, where only now there is a folder for that. */
export async function keepDocument({ cwd, config }: Document, loaded: LoadedContract): Promise<void> {
  const folder = cacheFolder(cwd, config);
  if (folder !== null) await keepContract(loaded, folder);
}

export function tellWarnings({ talk }: Document, warnings: readonly Finding[]): void {
  for (const { message, where, code } of warnings)
    talk(`warning: ${message}\n  at ${where.file}:${where.line}:${where.column}  ${code}\n`);
}

/** How the document is to be read. */
export function readingOf({ cwd, config, role, server, subprotocols, strict }: Document): LoadOptions {
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
