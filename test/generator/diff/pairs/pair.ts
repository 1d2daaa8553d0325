import type { Change } from "../../../../generator/diff/change.ts";

/**
 * A schema before and after. `narrowed`: rules for values that were valid and no longer are, `widened`: for values
 * that are valid now and were not; `besides`: what else is said. Who sends the message decides what of it breaks;
 * the way back swaps the two.
 */
export type SchemaPair = readonly [
  name: string,
  before: string,
  after: string,
  narrowed: readonly string[],
  widened: readonly string[],
  besides?: readonly string[],
];

/** A replacement in the base document. */
export type Edit = readonly [from: string, to: string];

/** What an edit of the base document is, and what it is the other way round. */
export interface DocumentPair {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** `breaking senders RULE`, `compatible RULE`, `cosmetic RULE`, `undecided RULE`; in any order. */
  readonly want: readonly string[];
  readonly back: readonly string[];
}

/** A change in the words of the table. */
export function inTable({ severity, breaks, rule }: Change): string {
  return [severity, ...(breaks === "nobody" ? [] : [breaks]), rule].join(" ");
}
