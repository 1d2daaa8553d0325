import type { ClientOperation } from "../../contract/model.ts";

/** A sequence as it was written; `none`. */
export function sequenceText(sequence: ClientOperation["sequence"]): string {
  return sequence.kind === "none" ? "none" : sequence.sequence.text;
}
