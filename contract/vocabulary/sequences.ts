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

/**
 * The replies in their order that come where the request was sent. `elsewhere`: the other channel on which a reply
 * comes; "": none does.
 */
export function sequenceHere(node: DocumentNode, known: readonly string[], elsewhere: string): Sequence {
  try {
    return sequenceAt(node, known);
  } catch (error) {
    if (!(error instanceof ToolError) || elsewhere === "") throw error;
    const hint = `the reply on ${elsewhere} is exactly one message and stands in no sequence: here stands only what comes on the request's own connection`;
    throw new ToolError("SEQUENCE", error.message, { where: error.where, hint });
  }
}
