import type { DocumentNode } from "../document/document-node.ts";
import type { Sequence } from "../model.ts";
import { readSequence } from "../sequence.ts";
import { SequenceFault } from "../sequence-syntax.ts";
import { ToolError } from "../tool-error.ts";

/** The sequence that a node's text is. Throws SEQUENCE with the column of the fault. */
export function sequenceAt(node: DocumentNode, known: readonly string[]): Sequence {
  try {
    return readSequence(String(node.value), node.place, known);
  } catch (error) {
    if (!(error instanceof SequenceFault)) throw error;
    throw new ToolError("SEQUENCE", error.message, {
      where: node.where("value", error.offset),
      hint: error.hint,
    });
  }
}
