import type { ClientOperation, CloseCodes, Deadline, Message, Outcome, Place } from "../../contract/model.ts";
import { idOf } from "../frames/correlation.ts";
import type { Exchange } from "../exchange/exchange.ts";
import type { Incoming } from "../frames/incoming.ts";
import type { FrameId, RefusalView } from "../model.ts";
import { hasForm, replyForms } from "./declared.ts";
import type { RuleId } from "../rules.ts";

/**
 * How much the document says about the outcome: `declared`; `inferred` (what the vocabulary lets expect, but nothing
 * is broken where it does not come); `unspecified`.
 */
export type Strength = "declared" | "inferred" | "unspecified";

/** A client's frame that has to be refused, or may be. */
export interface OwedRefusal {
  readonly view: RefusalView;
  readonly frame: FrameId;
  readonly operation: ClientOperation | null;
  /** Ids that can be read in the frame; a refusal that carries an id carries one of them. */
  readonly ids: readonly string[];
  /** The same with ids that are themselves at fault. */
  readonly carried: readonly string[];
  /** The id by which it would be answered if it were good; null: none can be read. */
  readonly ownId: string | null;
  readonly outcomes: readonly Outcome[];
  readonly strength: Strength;
  readonly place: Place;
  /** What the document says, for a violation. */
  readonly promised: string;
  /** Rules to name where no outcome came, a wrong one, or an answer as to good input. */
  readonly rules: { readonly missing: RuleId; readonly wrong: RuleId; readonly good: RuleId };
  /** The exchange that the frame starts where the service may take it after all. */
  readonly exchange: Exchange | null;
  /** False where the service may take the frame as a good one. */
  readonly demanded: () => boolean;
  readonly limit: Deadline;
  deadlineAt: number;
  /** The reply came; a close with one of these codes has to follow. */
  awaits: CloseCodes | null;
  doubt: boolean;
}

/** How a message could be the refusal: in a declared form, or as an error where the document leaves it open. */
export interface Match {
  readonly message: Message;
  readonly codes: CloseCodes | null;
  /** The form says more than the message's name. */
  readonly exact: boolean;
  readonly inForm: boolean;
}

export function matchOf(refusal: OwedRefusal, { readings, payload }: Incoming): Match | null {
  if (refusal.awaits !== null) return null;
  for (const message of readings) {
    const id = idOf(message, payload);
    const fitsId = id === null || refusal.ids.length === 0 || refusal.ids.includes(id);
    for (const { reply, codes } of replyForms(refusal.outcomes))
      if (hasForm(reply, message, payload) && (fitsId || !reply.correlated))
        return { message, codes, exact: reply.where.length > 0, inForm: true };
    if (refusal.strength !== "declared" && message.error && fitsId)
      return { message, codes: null, exact: false, inForm: false };
  }
  return null;
}

/** Could an error with this id be meant for the frame? What carries an id that another frame had belongs to that. */
export function mayCarry(
  { ids, carried }: Pick<OwedRefusal, "ids" | "carried">,
  id: string | null,
  sent: ReadonlySet<string>,
): boolean {
  if (id === null || ids.length > 0) return id === null || ids.includes(id);
  return carried.includes(id) || !sent.has(id);
}

/** True where silence may be the declared outcome. */
export function mayBeIgnored({ outcomes }: OwedRefusal): boolean {
  return outcomes.some(({ kind }) => kind === "ignored");
}

/** True where the service owes something for the frame. */
export function isOwed(refusal: OwedRefusal): boolean {
  if (refusal.view.phase !== "owed" || refusal.doubt) return false;
  return refusal.awaits !== null || (refusal.demanded() && !mayBeIgnored(refusal));
}
