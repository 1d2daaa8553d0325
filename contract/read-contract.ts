import { contractOf } from "./asyncapi/contract-of.ts";
import { checkVersion, outlineOf } from "./asyncapi/outline-of.ts";
import { checkReferences } from "./document/check-references.ts";
import { startLoading } from "./document/loading.ts";
import { checkByOfficialParser } from "./document/official-parser.ts";
import { SourceTree } from "./document/source-tree.ts";
import type { LoadedContract, LoadOptions } from "./load-contract.ts";
import { reportExamples } from "./schemas/check-examples.ts";

/** What `loadContract` promises; apart from it so that YAML is loaded only when a document is read. */
export async function readContract(file: string, options: LoadOptions): Promise<LoadedContract> {
  const document = openDocument(file, options);
  await checkByOfficialParser(document);
  return readDocument(document, options);
}

type Opened = ReturnType<typeof startLoading>;

/** Reads a document's files and follows its references. */
export function openDocument(file: string, { cwd = process.cwd() }: LoadOptions): Opened {
  const tree = new SourceTree(file, cwd);
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
