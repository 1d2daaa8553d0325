import type { Place } from "../../contract/model.ts";
import { NOT_REACHED, type NotReachedReason } from "../model.ts";

/** What kind of promise an item of the contract is. */
export type ItemKind =
  | "connection"
  | "field"
  | "subprotocol"
  | "security"
  | "limit"
  | "idle"
  | "shutdown"
  | "operation"
  | "promise"
  | "interrupt"
  | "case"
  | "refusal"
  | "transition"
  | "message"
  | "value"
  | "branch";

/** One thing that a document promises and a run can exercise. */
export interface CoverageItem {
  /** Unique in its contract, the same for the same contract. */
  readonly id: string;
  readonly kind: ItemKind;
  /** Channel; "" for what belongs to none. */
  readonly channel: string;
  /** Operation or message that it belongs to; "" for the channel itself. */
  readonly subject: string;
  /** What it is, in few words: `status = "paused"`, `token -> done`. */
  readonly label: string;
  readonly place: Place;
  /**
   * `traffic`: the judge saw it kept. `test`: no frame shows it by itself (which credential was meant, how large a
   * frame had to be): a passed test that says so does.
   */
  readonly evidence: "traffic" | "test";
  /** Who decides whether it happens: what the service does not choose to do, no client can steer. */
  readonly chosenBy: "client" | "server";
}

/**
 * Why an item was not exercised: a closed list. `broken`: it was seen, but never kept. `not tried`: nothing in this run
 * was about it.
 */
export const COVERAGE_REASONS: readonly CoverageReason[] = ["broken", ...NOT_REACHED, "not tried"];
export type CoverageReason = NotReachedReason | "broken" | "not tried";

/** An item, and what became of it. */
export interface CoveredItem {
  readonly kind: ItemKind;
  readonly channel: string;
  readonly subject: string;
  readonly label: string;
  readonly place: Place;
  /** "" where it was exercised. */
  readonly reason: "" | CoverageReason;
}

/** How much of a contract a run has exercised. */
export interface Coverage {
  readonly exercised: number;
  readonly declared: number;
  /** Of those not exercised: how many for which reason; they are part of `declared`, never of `exercised`. */
  readonly reasons: { readonly [reason in CoverageReason]: number };
  /** In document order: channels, their operations, their messages. */
  readonly groups: readonly CoverageGroup[];
  readonly items: readonly CoveredItem[];
}

export interface CoverageGroup {
  readonly channel: string;
  readonly subject: string;
  readonly exercised: number;
  readonly declared: number;
}
