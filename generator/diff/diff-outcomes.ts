import { assertNever, closeMatches, jsonEqual } from "../../contract/index.ts";
import type { CloseCodes, Outcome, Place, Refusal, ReplyForm, Where } from "../../contract/model.ts";
import type { Recorder } from "./recorder.ts";
import { samePromise } from "./same-promise.ts";

/** Do all codes of the one lie within the other? */
export function codesWithin(codes: CloseCodes, others: CloseCodes): boolean {
  if (others.kind === "any") return true;
  switch (codes.kind) {
    case "any":
      return false;
    case "refusing":
      return others.kind === "refusing";
    case "codes":
      return codes.codes.every((code) => closeMatches(others, code));
    default:
      return assertNever(codes);
  }
}

export function codesText(codes: CloseCodes): string {
  if (codes.kind === "codes") return codes.codes.join(" or ");
  return codes.kind === "any" ? "any code" : "1003, 1007, 1008 or 4000 to 4999";
}

/** What the service closes with: fewer codes are a better promise. */
export function diffCodes(
  recorder: Recorder,
  codes: { readonly old: CloseCodes; readonly new: CloseCodes },
  spot: { readonly old: Place; readonly new: Place; readonly what: string },
): void {
  const [before, after] = [codesText(codes.old), codesText(codes.new)];
  const { what, ...place } = spot;
  if (!codesWithin(codes.new, codes.old))
    recorder.say("CLOSE-WIDENED", place, `${what} closes with ${after}, which was ${before}`);
  else if (!codesWithin(codes.old, codes.new))
    recorder.say("CLOSE-NARROWED", place, `${what} closes with ${after} only, which was ${before}`);
}

interface Refusals {
  readonly old: Refusal;
  readonly new: Refusal;
}

/** What follows bad input. What is inferred follows from other parts of the document and is no change of its own. */
export function diffRefusal(recorder: Recorder, { old, new: now }: Refusals, what: string): void {
  if (old.kind !== "declared" && (now.kind === "inferred" || !isSaid(now))) return;
  if (samePromise(old, now)) return;
  const spot = { old: placeOf(old), new: placeOf(now) };
  if (old.kind === "unspecified" && now.kind !== "unspecified")
    recorder.say("REFUSAL-DECLARED", spot, `what follows ${what} is promised now`);
  else if (old.kind === "unspecified" || now.kind === "unspecified")
    recorder.say("REFUSAL-WITHDRAWN", spot, `what follows ${what} is promised no more`);
  else if (!outcomesWithin(now.outcomes, old.outcomes))
    recorder.say("REFUSAL-CHANGED", spot, `${what} may have another outcome than before`);
  else if (!outcomesWithin(old.outcomes, now.outcomes))
    recorder.say("REFUSAL-NARROWED", spot, `${what} has fewer outcomes than before`);
}

function isSaid(refusal: Refusal): boolean {
  return refusal.kind !== "unspecified" || refusal.deliberate;
}

function placeOf(refusal: Refusal): Place | null {
  return refusal.kind === "inferred" || !isSaid(refusal) ? null : refusal.place;
}

function outcomesWithin(outcomes: readonly Outcome[], others: readonly Outcome[]): boolean {
  return outcomes.every((one) => others.some((other) => isWithin(one, other)));
}

function isWithin(one: Outcome, other: Outcome): boolean {
  switch (one.kind) {
    case "reply":
      return other.kind === "reply" && replyWithin(one.reply, other.reply);
    case "close":
    case "status":
      return other.kind === one.kind && codesWithin(one.codes, other.codes);
    case "reply-close":
      return (
        other.kind === "reply-close" &&
        replyWithin(one.reply, other.reply) &&
        codesWithin(one.codes, other.codes)
      );
    case "ignored":
    case "as-text":
      return other.kind === one.kind;
    default:
      return assertNever(one);
  }
}

function replyWithin(one: ReplyForm, other: ReplyForm): boolean {
  return (
    one.message === other.message &&
    (one.correlated || !other.correlated) &&
    whereWithin(one.where, other.where)
  );
}

/** Does all that the others ask for follow from these? */
export function whereWithin(where: readonly Where[], others: readonly Where[]): boolean {
  return others.every(({ at, values }) =>
    where.some(
      (own) =>
        samePromise(own.at, at) &&
        own.values.every((value) => values.some((other) => jsonEqual(value, other))),
    ),
  );
}

export { outcomesWithin };
