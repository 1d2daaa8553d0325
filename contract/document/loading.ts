import type { Finding } from "../finding.ts";
import type { FindingCode } from "../finding-codes.ts";
import type { Place } from "../model.ts";
import type { SourcePlace } from "../tool-error.ts";
import type { SourceTree } from "./source-tree.ts";

/** What all stages of reading a document are given: its files, and where to say what a person should know. */
export interface Loading {
  readonly tree: SourceTree;
  /** `where`: for what stands elsewhere than its place. */
  warn(code: FindingCode, place: Place, message: string, where?: SourcePlace): void;
}

/** A `Loading` for a document that collects its findings, in the order of its lines; the same one twice counts once. */
export function startLoading(tree: SourceTree): Loading & { readonly findings: readonly Finding[] } {
  const findings = new Map<string, Finding>();
  return {
    tree,
    warn(code, place, message, where = tree.where(place)) {
      findings.set(`${code} ${place} ${message}`, { code, message, place, where });
    },
    get findings() {
      return [...findings.values()].sort(
        ({ where: left }, { where: right }) =>
          Number(left.file !== tree.document) - Number(right.file !== tree.document) ||
          left.file.localeCompare(right.file) ||
          left.line - right.line ||
          left.column - right.column,
      );
    },
  };
}
