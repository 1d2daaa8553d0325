import { contractOf } from "./asyncapi/contract-of.ts";
import { checkVersion, outlineOf } from "./asyncapi/outline-of.ts";
import { checkKind } from "./document/check-kind.ts";
import { checkReferences } from "./document/check-references.ts";
import { startLoading } from "./document/loading.ts";
import { checkByOfficialParser } from "./document/official-parser.ts";
import { SourceFiles } from "./document/source-files.ts";
import { SourceReader } from "./document/source-reader.ts";
import { SourceTree } from "./document/source-tree.ts";
import type { LoadedContract, LoadOptions } from "./load-contract.ts";
import { reportExamples } from "./schemas/check-examples.ts";

/** What `loadContract` promises; apart from it so that YAML is loaded only when a document is read. */
export async function readContract(file: string, options: LoadOptions): Promise<LoadedContract> {
  const document = await openDocument(file, options);
  await checkByOfficialParser(document);
  return readDocument(document, options);
}

export function readerFor(file: string, options: LoadOptions): SourceReader {
  const { cwd = process.cwd(), root = null, allowRemote = false } = options;
  return new SourceReader(file, { cwd, root, allowRemote });
}

type Opened = ReturnType<typeof startLoading>;

/** Reads a document's files, applies the overlays, and follows the references. */
export async function openDocument(file: string, options: LoadOptions): Promise<Opened> {
  const files = await SourceFiles.read(readerFor(file, options));
  const tree = new SourceTree(files);
  checkKind(tree);
  checkVersion(tree);
  checkReferences(tree);
  return startLoading(tree);
}

/** The contract of a document that the official parser accepts. */
export function readDocument(document: Opened, { role }: LoadOptions): LoadedContract {
  const { tree } = document;
  const contract = contractOf(outlineOf(tree), document, role ?? null);
  reportExamples(contract, document);
  return { contract, lineMap: tree.lineMap(), warnings: document.findings };
}
