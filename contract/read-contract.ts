import type { Choices } from "./asyncapi/choices.ts";
import type { SourceHashes } from "./contract-cache.ts";
import { contractOf } from "./asyncapi/contract-of.ts";
import { reportLeftOut } from "./asyncapi/left-out.ts";
import type { Outline } from "./asyncapi/outline.ts";
import { checkVersion, outlineOf } from "./asyncapi/outline-of.ts";
import { withValidExamples } from "./asyncapi/valid-examples.ts";
import { webSocketPart } from "./asyncapi/websocket-part.ts";
import { checkKind } from "./document/check-kind.ts";
import { checkReferences } from "./document/check-references.ts";
import { startLoading } from "./document/loading.ts";
import { faultsByOfficialParser, type ParserFault } from "./document/official-parser.ts";
import { invalidDocument, refuseFaults, reportParserFaults } from "./document/report-faults.ts";
import { SourceFiles } from "./document/source-files.ts";
import type { SourceReader } from "./document/source-reader.ts";
import { SourceTree } from "./document/source-tree.ts";
import { isSurelyValid } from "./document/structure.ts";
import { FAULTS } from "./finding-codes.ts";
import type { LoadedContract, LoadOptions, OperationTally } from "./load-contract.ts";
import { reportExamples } from "./schemas/check-examples.ts";
import { ToolError } from "./tool-error.ts";
import { reportCases } from "./vocabulary/report-cases.ts";
import { reportPromises } from "./vocabulary/report-promises.ts";

/** A contract, and the hashes of the files that it was made of. */
export interface ReadContract {
  readonly loaded: LoadedContract;
  readonly hashes: SourceHashes;
}

/** What `loadContract` promises; apart from it so that YAML is loaded only when a document is read. */
export async function readContract(reader: SourceReader, options: LoadOptions): Promise<ReadContract> {
  const document = await openDocument(reader, options);
  const faults = isSound(document) ? [] : await faultsByOfficialParser(document);
  return { loaded: readDocument(document, options, faults), hashes: document.tree.files.hashes() };
}

/** A document with a fault is the parser's to judge, too: a lost reference is not there for who only looks at what is. */
function isSound({ tree, findings }: Opened): boolean {
  return !findings.some(({ code }) => FAULTS.has(code)) && isSurelyValid(tree);
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
  checkReferences(document);
  return document;
}

/** The contract of a document, as far as it can be read. `faults`: what the official parser says of it. */
export function readDocument(
  document: Opened,
  options: LoadOptions,
  faults: readonly ParserFault[] = [],
): LoadedContract {
  const read = (): Read => {
    const choices = choicesOf(options);
    const whole = outlineOf(document);
    reportLeftOut(whole, document);
    if (whole.operations.length === 0 && whole.leftOut.length > 0) {
      reportParserFaults(faults, document);
      refuseFaults(document.findings, "no operation of the document can be read");
    }
    const part = webSocketPart(whole, document, choices);
    const contract = contractOf(part, document, choices);
    reportExamples(contract, document);
    reportPromises(contract, document);
    reportCases(contract, document);
    return {
      contract: withValidExamples(contract, document.findings),
      operations: tallyOf(whole, part),
    };
  };
  const { contract, operations } = withoutSurprise(read, faults);
  reportParserFaults(faults, document);
  if (options.strict === true) refuseFaults(document.findings, "not a valid AsyncAPI document");
  return {
    contract,
    lineMap: document.tree.lineMap(),
    warnings: document.findings,
    operations,
  };
}

type Read = Pick<LoadedContract, "contract" | "operations">;

/** What no reader expects in a document that the official parser refuses is that fault, not one of ours. */
function withoutSurprise(read: () => Read, faults: readonly ParserFault[]): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof ToolError || faults.length === 0) throw error;
    throw invalidDocument(faults, "not a valid AsyncAPI document, and nothing of it can be read");
  }
}

function choicesOf({ role, server, located, subprotocols }: LoadOptions): Choices {
  return {
    role: role ?? null,
    server: server ?? null,
    located: located ?? false,
    subprotocols: subprotocols ?? null,
  };
}

function tallyOf({ operations, leftOut }: Outline, part: Outline): OperationTally {
  return {
    declared: operations.length + leftOut.length,
    elsewhere: operations.length - part.operations.length,
    leftOut: leftOut.length,
  };
}
