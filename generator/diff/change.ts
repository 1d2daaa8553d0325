import type { Json } from "../../contract/json.ts";
import type { PayloadPointer, Place } from "../../contract/model.ts";
import type { DiffRule } from "./rules.ts";

/** `undecided`: nobody can tell whether it breaks anything; a search for a counterexample found none. */
export type Severity = "breaking" | "undecided" | "compatible" | "cosmetic";

/** `senders`: clients in what they send; `receivers`: clients in what they are sent. */
export type Breaks = "senders" | "receivers" | "both" | "nobody";

/** Where a change stands in one of the two documents. */
export interface ChangePlace {
  readonly place: Place;
  /** `file:line`, or the file and the place where no line is known. */
  readonly where: string;
}

/** One difference between two contracts. */
export interface Change {
  readonly rule: DiffRule;
  readonly severity: Severity;
  /** Whom a `breaking` change breaks, and whom an `undecided` one may break. */
  readonly breaks: Breaks;
  /** One sentence. */
  readonly why: string;
  /** Null: it is not in the old document. */
  readonly old: ChangePlace | null;
  readonly new: ChangePlace | null;
  /** For schemas: the location in the payload (`*` for any item or name), else null. */
  readonly at: PayloadPointer | null;
  /** A value that was valid and is no more, or the other way round; null where there is none to show. */
  readonly example: { readonly value: Json } | null;
  /** Why it is accepted all the same, or null. */
  readonly allowed: string | null;
}
