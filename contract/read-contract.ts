import type { SourceHashes } from "./contract-cache.ts";
import { contractOf } from "./asyncapi/contract-of.ts";
import { checkVersion, outlineOf } from "./asyncapi/outline-of.ts";
import { checkKind } from "./document/check-kind.ts";
import { checkReferences } from "./document/check-references.ts";
import { startLoading } from "./document/loading.ts";
import { checkByOfficialParser } from "./document/official-parser.ts";
import { SourceFiles } from "./document/source-files.ts";
import { isSurelyValid } from "./document/structure.ts";
import type { SourceReader } from "./document/source-reader.ts";
import { SourceTree } from "./document/source-tree.ts";
import type { LoadedContract, LoadOptions } from "./load-contract.ts";
import { reportExamples } from "./schemas/check-examples.ts";

/** A contract, and the hashes of the files that it was made of. */
export interface ReadContract {
  readonly loaded: LoadedContract;
  readonly hashes: SourceHashes;
}

/** What `loadContract` promises; apart from it so that YAML is loaded only when a document is read. */
export async function readContract(reader: SourceReader, options: LoadOptions): Promise<ReadContract> {
  const document = await openDocument(reader, options);
  if (!isSurelyValid(document.tree)) await checkByOfficialParser(document);
  return { loaded: readDocument(document, options), hashes: document.tree.files.hashes() };
}

type Opened = ReturnType<typeof startLoading>;

/** Reads a document's files, applies the overlays, and follows the references. */
export async function openDocument(reader: SourceReader, options: LoadOptions): Promise<Opened> {
  const files = await SourceFiles.read(reader);
  const tree = new SourceTree(files);
  checkKind(tree);
  const document = startLoading(tree);
  const { overlays = [], cwd = process.cwd() } = options;
  if (overlays.length > 0) {
    const { applyOverlays } = await import("./overlays/apply-overlays.ts");
    await applyOverlays(overlays, cwd, document);
  }
  checkVersion(tree);
  checkReferences(tree);
  return document;
}

/** The contract of a document that the official parser accepts. */
export function readDocument(document: Opened, { role }: LoadOptions): LoadedContract {
  const { tree } = document;
  const contract = contractOf(outlineOf(tree), document, role ?? null);
  reportExamples(contract, document);
  return { contract, lineMap: tree.lineMap(), warnings: document.findings };
}
